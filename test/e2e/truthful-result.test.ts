import { describe, expect, it } from 'vitest';
import { getObjectMember, isArray, isObject, type JsonObject } from '../../src/model/json/json-value.ts';
import { listChanges } from '../../src/model/plan/plan.ts';
import { setUpCliScene } from '../support/cli-scene.ts';
import { writeDefinitionYaml } from '../support/definition-yaml.ts';
import { createEarlierDefinition, createLaterDefinition } from '../support/every-request-kind.ts';
import { createFaultSchedule, type Fault } from '../support/fault-proxy.ts';
import { ALLOW_USER_LOSS, listRunsIn, parseJsonLines, readRunFile } from '../support/run-files.ts';
import { pickSample, selectShard } from '../support/run-size.ts';
import { TenantPipeline } from '../support/tenant-pipeline.ts';

const scene = setUpCliScene({ 'later.yaml': writeDefinitionYaml(createLaterDefinition()) });

/** Each write with CRASH_ALL=1, every so many in a full run, otherwise one. */
function chooseWrites(writes: number, fault: Fault): readonly number[] {
  const all = Array.from({ length: writes }, (_, index) => index + 1);
  return process.env.CRASH_ALL === '1'
    ? selectShard(all)
    : pickSample(
        all.filter((k) => k % 17 === 1),
        1,
        `truth ${fault}`,
      );
}

async function prepareTenant(): Promise<number> {
  scene().emulator.reset();
  scene().proxy.clear();
  const at = new TenantPipeline(scene().emulator);
  await at.applyDefinition(createEarlierDefinition());
  const { cost } = await at.plan(createLaterDefinition());
  await at.api.close();
  return cost.writes;
}

const filterObjects = (value: unknown): readonly JsonObject[] =>
  Array.isArray(value) ? value.filter(isObject).map((one): JsonObject => one) : [];

/** Writes that the tenant's own log says were carried out since. */
function countLoggedWrites(from: number): number {
  const events = scene().emulator.logs();
  const all: readonly unknown[] = isArray(events) ? events : [];
  return filterObjects(all).filter((event) => getObjectMember(event, 'type') === 'sapi').length - from;
}

const formatTarget = (one: JsonObject): string => `${String(one.address)} ${String(one.relation ?? '')}`;

async function expectTruth(code: number | null, stdout: string, carriedOut: number): Promise<void> {
  const { folder, emulator, proxy } = scene();
  const told: unknown = JSON.parse(stdout);
  if (!isObject(told)) throw new Error(stdout);
  const operations = filterObjects(told.operations);
  const countWrites = (status: string): number => operations.filter((one) => one.status === status).length;
  const run = listRunsIn(folder).at(-1) ?? '';
  // The journal and the file say what was printed.
  expect(JSON.parse(readRunFile(folder, run, 'result.json'))).toEqual(told);
  const journal = parseJsonLines(readRunFile(folder, run, 'journal.jsonl'));
  const ended = journal.filter(({ entry }) => entry === 'ended').map(({ id, status }) => `${String(id)}: ${String(status)}`);
  const begun = operations.filter(({ status }) => status !== 'not started');
  expect([...ended].sort()).toEqual(begun.map(({ id, status }) => `${String(id)}: ${String(status)}`).sort());
  // The exit code says it in one number.
  const partly = operations.some(({ partly }) => partly === true);
  expect(code).toBe(countWrites('done') === operations.length ? 0 : countWrites('done') > 0 || partly ? 4 : 1);
  // The sums are those of the wire and of the tenant's own log.
  const writes = proxy.seen.filter(({ method, path }) => method !== 'GET' && path.startsWith('/api/v2/')).length;
  expect(getObjectMember(isObject(told.requests) ? told.requests : {}, 'writes')).toBe(writes);
  expect(carriedOut).toBe(
    emulator.requests().filter((one) => one.method !== 'GET' && (one.carriedOut ?? one.status) < 300).length,
  );
  // What is done is not planned again, what is not still is.
  const at = new TenantPipeline(emulator);
  const left = new Set(listChanges(await at.plan(createLaterDefinition())).map((one) => `${one.address} ${one.relation ?? ''}`));
  await at.api.close();
  const open = new Set(operations.filter(({ status }) => status !== 'done').map(formatTarget));
  for (const one of operations)
    if (one.status === 'not started' || !open.has(formatTarget(one)))
      expect([formatTarget(one), left.has(formatTarget(one))]).toEqual([formatTarget(one), open.has(formatTarget(one))]);
}

describe('truth', () => {
  const faults: readonly Fault[] = ['quoted', 'lost after', 'error after', 'lost before'];

  it.each(pickSample(faults, 2, 'truth'))(
    '%s at any write: the exit code, the report, the journal, the log and the tenant say the same',
    async (fault) => {
      const writes = await prepareTenant();
      for (const k of chooseWrites(writes, fault)) {
        await prepareTenant();
        const before = countLoggedWrites(0);
        const carried = scene()
          .emulator.requests()
          .filter((one) => one.method !== 'GET' && (one.carriedOut ?? one.status) < 300).length;
        expect(carried).toBe(before);
        scene().proxy.chooseFault = createFaultSchedule(new Map([[k, fault]]));
        const { code, stdout } = await scene().run(['apply', 'later.yaml', '--yes', ...ALLOW_USER_LOSS, '--format', 'json']);
        await expectTruth(code, stdout, countLoggedWrites(0));
      }
    },
    600_000,
  );
});
