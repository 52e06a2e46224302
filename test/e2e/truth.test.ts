import { describe, expect, it } from 'vitest';
import { getObjectMember, isArray, isObject, type JsonObject } from '../../src/model/json/json-value.ts';
import { listChanges } from '../../src/model/plan/plan.ts';
import { asYaml } from '../support/as-yaml.ts';
import { Emulated } from '../support/emulated.ts';
import { earlier, later } from '../support/every-kind.ts';
import { type Fault, faultsAt } from '../support/proxy.ts';
import { ALLOW, objectsIn, readRunFile, runsIn } from '../support/run-files.ts';
import { cliScene } from '../support/scene.ts';
import { inShard, sampleOf } from '../support/size.ts';

const scene = cliScene({ 'later.yaml': asYaml(later()) });

/** Each write with CRASH_ALL=1, every so many in a full run, otherwise one. */
function placesOf(writes: number, fault: Fault): readonly number[] {
  const all = Array.from({ length: writes }, (_, index) => index + 1);
  return process.env.CRASH_ALL === '1'
    ? inShard(all)
    : sampleOf(
        all.filter((k) => k % 17 === 1),
        1,
        `truth ${fault}`,
      );
}

async function ready(): Promise<number> {
  scene().emulator.reset();
  scene().proxy.clear();
  const at = new Emulated(scene().emulator);
  await at.become(earlier());
  const { cost } = await at.plan(later());
  await at.api.close();
  return cost.writes;
}

const objects = (value: unknown): readonly JsonObject[] =>
  Array.isArray(value) ? value.filter(isObject).map((one): JsonObject => one) : [];

/** Writes that the tenant's own log says were carried out since. */
function logged(from: number): number {
  const events = scene().emulator.logs();
  const all: readonly unknown[] = isArray(events) ? events : [];
  return objects(all).filter((event) => getObjectMember(event, 'type') === 'sapi').length - from;
}

const target = (one: JsonObject): string => `${String(one.address)} ${String(one.relation ?? '')}`;

async function expectTruth(code: number | null, stdout: string, carriedOut: number): Promise<void> {
  const { folder, emulator, proxy } = scene();
  const told: unknown = JSON.parse(stdout);
  if (!isObject(told)) throw new Error(stdout);
  const operations = objects(told.operations);
  const count = (status: string): number => operations.filter((one) => one.status === status).length;
  const run = runsIn(folder).at(-1) ?? '';
  // The journal and the file say what was printed.
  expect(JSON.parse(readRunFile(folder, run, 'result.json'))).toEqual(told);
  const journal = objectsIn(readRunFile(folder, run, 'journal.jsonl'));
  const ended = journal.filter(({ entry }) => entry === 'ended').map(({ id, status }) => `${String(id)}: ${String(status)}`);
  const begun = operations.filter(({ status }) => status !== 'not started');
  expect([...ended].sort()).toEqual(begun.map(({ id, status }) => `${String(id)}: ${String(status)}`).sort());
  // The exit code says it in one number.
  const partly = operations.some(({ partly }) => partly === true);
  expect(code).toBe(count('done') === operations.length ? 0 : count('done') > 0 || partly ? 4 : 1);
  // The sums are those of the wire and of the tenant's own log.
  const writes = proxy.seen.filter(({ method, path }) => method !== 'GET' && path.startsWith('/api/v2/')).length;
  expect(getObjectMember(isObject(told.requests) ? told.requests : {}, 'writes')).toBe(writes);
  expect(carriedOut).toBe(
    emulator.requests().filter((one) => one.method !== 'GET' && (one.carriedOut ?? one.status) < 300).length,
  );
  // What is done is not planned again, what is not still is.
  const at = new Emulated(emulator);
  const left = new Set(listChanges(await at.plan(later())).map((one) => `${one.address} ${one.relation ?? ''}`));
  await at.api.close();
  const open = new Set(operations.filter(({ status }) => status !== 'done').map(target));
  for (const one of operations)
    if (one.status === 'not started' || !open.has(target(one)))
      expect([target(one), left.has(target(one))]).toEqual([target(one), open.has(target(one))]);
}

describe('truth', () => {
  const faults: readonly Fault[] = ['quoted', 'lost after', 'error after', 'lost before'];

  it.each(faults)(
    '%s at any write: the exit code, the report, the journal, the log and the tenant say the same',
    async (fault) => {
      const writes = await ready();
      for (const k of placesOf(writes, fault)) {
        await ready();
        const before = logged(0);
        const carried = scene()
          .emulator.requests()
          .filter((one) => one.method !== 'GET' && (one.carriedOut ?? one.status) < 300).length;
        expect(carried).toBe(before);
        scene().proxy.misbehave = faultsAt(new Map([[k, fault]]));
        const { code, stdout } = await scene().run(['apply', 'later.yaml', '--yes', ...ALLOW, '--format', 'json']);
        await expectTruth(code, stdout, logged(0));
      }
    },
    600_000,
  );
});
