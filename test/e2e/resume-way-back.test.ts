import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { isObject } from '../../src/model/json/json-value.ts';
import { computeSeal } from '../../src/workflows/plan-file/saved-plan.ts';
import { asYaml } from '../support/as-yaml.ts';
import { fresh, killAt, leftOf } from '../support/crash.ts';
import { later } from '../support/every-kind.ts';
import { itInFull } from '../support/it-in-full.ts';
import { ALLOW, readRunFile, runFile, runsIn } from '../support/run-files.ts';
import { cliScene } from '../support/scene.ts';
import { collection, doubles, normalState } from '../support/state.ts';

const scene = cliScene({ 'later.yaml': asYaml(later()) });
let was: readonly string[] = [];
let there: readonly string[] = [];

beforeEach(async () => {
  await fresh(scene());
  was = normalState(scene().emulator.dump());
  expect(await scene().run(['backup', '--out', 'backup.json'])).toMatchObject({ code: 0 });
  expect(await scene().run(['apply', 'later.yaml', '--yes', ...ALLOW])).toMatchObject({ code: 0 });
  there = normalState(scene().emulator.dump());
});

const first = (): string => runsIn(scene().folder)[0] ?? '';
const last = (): string => runsIn(scene().folder).at(-1) ?? '';
const now = (): readonly string[] => normalState(scene().emulator.dump());

/** Kills a command once so many of its writes were carried out. */
async function killedAfter(writes: number, ...args: readonly string[]): Promise<void> {
  const child = scene().start(args);
  let count = 0;
  scene().proxy.misbehave = ({ method, path }) => {
    if (method === 'GET' || !path.startsWith('/api/v2/')) return undefined;
    count += 1;
    if (count === writes) child.kill('SIGKILL');
    return count > writes ? 'lost before' : undefined;
  };
  expect(await new Promise((resolve) => child.once('close', resolve))).toBe(null);
  scene().proxy.clear();
}

const resume = (run: string, ...more: readonly string[]) => scene().run(['apply', '--resume', run, '--yes', ...more]);

describe('a rollback that was killed', () => {
  it('is resumed with what was allowed when it was confirmed, also twice, and can itself be rolled back', async () => {
    await killedAfter(5, 'rollback', first(), '--yes', ...ALLOW);
    await killedAfter(5, 'apply', '--resume', last(), '--yes');
    expect(await resume(last())).toMatchObject({ code: 0 });
    expect(now()).toEqual(was);
    expect(doubles(scene().emulator.dump(), 'clients')).toEqual([]);
    expect(await leftOf(scene(), ['rollback', first()])).toEqual([]);
    const list: unknown = JSON.parse((await scene().run(['runs', '--format', 'json'])).stdout);
    expect(list).toMatchObject([{ resumes: runsIn(scene().folder)[2] }, { resumes: runsIn(scene().folder)[1] }, {}, {}]);
    // Back to where the first rollback began, but for the secrets, which nobody has.
    expect(await scene().run(['rollback', last(), '--yes', ...ALLOW])).toMatchObject({ code: 0 });
    expect(now()).toEqual(there);
  });

  itInFull('no longer needs the run that it goes back from', async () => {
    await killedAfter(5, 'rollback', first(), '--yes', ...ALLOW);
    rmSync(runFile(scene().folder, first(), ''), { recursive: true });
    expect(await resume(last())).toMatchObject({ code: 0 });
    expect(now()).toEqual(was);
  });

  itInFull('asks before it goes on', async () => {
    await killedAfter(5, 'rollback', first(), '--yes', ...ALLOW);
    const from = scene().writes().length;
    const { code, stderr } = await scene().run(['apply', '--resume', last()]);
    expect({ code, asked: stderr.includes('not-confirmed') }).toEqual({ code: 3, asked: true });
    expect(scene().writes()).toHaveLength(from);
  });

  itInFull('is refused where somebody else has changed what it was about', async () => {
    await killedAfter(5, 'rollback', first(), '--yes', ...ALLOW);
    const person = scene().emulator.asPerson({ user_id: 'u', name: 'Ann', email: 'ann@shop.test' });
    const [shop] = collection(scene().emulator.dump(), 'clients').find(([, { name }]) => name === 'Shop') ?? [];
    expect((await person.request('PATCH', `/clients/${shop}`, { description: "Ann's" })).status).toBe(200);
    const from = scene().writes().length;
    const { code, stderr } = await resume(last());
    expect({ code, stale: stderr.includes('plan-stale'), way: stderr.includes(`tenon rollback ${first()}`) }).toEqual({
      code: 3,
      stale: true,
      way: true,
    });
    expect(scene().writes()).toHaveLength(from);
  });

  it('is refused where the saved state in its folder was edited', async () => {
    await killedAfter(5, 'rollback', first(), '--yes', ...ALLOW);
    const text = readRunFile(scene().folder, last(), 'plan.json');
    scene().write(join('.tenon', 'runs', last(), 'plan.json'), text.replace('"description": "old"', '"description": "bad"'));
    const { code, stderr } = await resume(last());
    expect({ code, tampered: stderr.includes('plan-tampered') }).toEqual({ code: 3, tampered: true });
  });

  itInFull('goes on also where it was applied from a saved plan', async () => {
    expect(await scene().run(['rollback', first(), '--out', 'back.json', ...ALLOW])).toMatchObject({ code: 0 });
    await killedAfter(5, 'apply', '--plan', 'back.json', '--yes');
    rmSync(join(scene().folder, 'back.json'));
    expect(await resume(last())).toMatchObject({ code: 0 });
    expect(now()).toEqual(was);
  });

  itInFull('before its first write is resumed, and what went on with it is rolled back alone', async () => {
    const from = scene().proxy.seen.length;
    expect(await scene().run(['rollback', first(), '--out', 'back.json', ...ALLOW])).toMatchObject({ code: 0 });
    const reads = scene()
      .proxy.seen.slice(from)
      .filter(({ path }) => path.startsWith('/api/v2/')).length;
    await killAt(scene(), ['rollback', first(), '--yes', ...ALLOW], reads + 1, 'before');
    expect(runsIn(scene().folder)).toHaveLength(2);
    expect(await resume(last())).toMatchObject({ code: 0 });
    expect(now()).toEqual(was);
    expect(await scene().run(['rollback', last(), '--yes', ...ALLOW])).toMatchObject({ code: 0 });
    expect(now()).toEqual(there);
  });
});

describe('a restore that was killed', () => {
  itInFull.each(['edited', 'gone'])('goes on though its backup is %s, with --prune as before', async (fate) => {
    await killedAfter(3, 'restore', 'backup.json', '--prune', '--yes', ...ALLOW);
    if (fate === 'gone') rmSync(join(scene().folder, 'backup.json'));
    else scene().write('backup.json', '{}');
    expect(await resume(last())).toMatchObject({ code: 0 });
    expect(now()).toEqual(was);
  });

  itInFull('without --prune still deletes nothing', async () => {
    await killedAfter(1, 'restore', 'backup.json', '--yes');
    expect(await resume(last())).toMatchObject({ code: 0 });
    expect(collection(scene().emulator.dump(), 'roles').map(([, { name }]) => name)).toContain('new');
  });
});

itInFull('a rollback with failures goes on', async () => {
  let writes = 0;
  scene().proxy.misbehave = ({ method, path }) => {
    if (method === 'GET' || !path.startsWith('/api/v2/')) return undefined;
    writes += 1;
    return writes === 4 ? 'quoted' : undefined;
  };
  expect(await scene().run(['rollback', first(), '--yes', ...ALLOW])).toMatchObject({ code: 4 });
  scene().proxy.clear();
  expect(await resume(last())).toMatchObject({ code: 0 });
  expect(now()).toEqual(was);
});

itInFull('a run of a way back that an older version has left is refused, with what to do', async () => {
  await killedAfter(3, 'rollback', first(), '--yes', ...ALLOW);
  const saved: unknown = JSON.parse(readRunFile(scene().folder, last(), 'plan.json'));
  const { destination: _, seal: __, ...old } = isObject(saved) ? saved : {};
  scene().write(
    join('.tenon', 'runs', last(), 'plan.json'),
    JSON.stringify({ ...old, seal: computeSeal(JSON.parse(JSON.stringify(old)), '') }),
  );
  const { code, stderr } = await resume(last());
  expect({ code, foreign: stderr.includes('plan-foreign') }).toEqual({ code: 3, foreign: true });
});
