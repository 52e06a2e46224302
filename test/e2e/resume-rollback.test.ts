import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { isObject } from '../../src/model/json/json-value.ts';
import { computeSeal } from '../../src/workflows/plan-file/saved-plan.ts';
import { setUpCliScene } from '../support/cli-scene.ts';
import { killAt, listRemainingChanges, resetScene } from '../support/crash.ts';
import { writeDefinitionYaml } from '../support/definition-yaml.ts';
import { createLaterDefinition } from '../support/every-request-kind.ts';
import { itInFull } from '../support/it-in-full.ts';
import { ALLOW_USER_LOSS, getRunFilePath, listRunsIn, readRunFile } from '../support/run-files.ts';
import { findDuplicates, normalizeState, readCollection } from '../support/tenant-dump.ts';

const scene = setUpCliScene({ 'later.yaml': writeDefinitionYaml(createLaterDefinition()) });
let was: readonly string[] = [];
let there: readonly string[] = [];

beforeEach(async () => {
  await resetScene(scene());
  was = normalizeState(scene().emulator.dump());
  expect(await scene().run(['backup', '--out', 'backup.json'])).toMatchObject({ code: 0 });
  expect(await scene().run(['apply', 'later.yaml', '--yes', ...ALLOW_USER_LOSS])).toMatchObject({ code: 0 });
  there = normalizeState(scene().emulator.dump());
});

const getFirstRun = (): string => listRunsIn(scene().folder)[0] ?? '';
const getLastRun = (): string => listRunsIn(scene().folder).at(-1) ?? '';
const getState = (): readonly string[] => normalizeState(scene().emulator.dump());

/** Kills a command once so many of its writes were carried out. */
async function killAfterWrites(writes: number, ...args: readonly string[]): Promise<void> {
  const child = scene().start(args);
  let count = 0;
  scene().proxy.chooseFault = ({ method, path }) => {
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
    await killAfterWrites(5, 'rollback', getFirstRun(), '--yes', ...ALLOW_USER_LOSS);
    await killAfterWrites(5, 'apply', '--resume', getLastRun(), '--yes');
    expect(await resume(getLastRun())).toMatchObject({ code: 0 });
    expect(getState()).toEqual(was);
    expect(findDuplicates(scene().emulator.dump(), 'clients')).toEqual([]);
    expect(await listRemainingChanges(scene(), ['rollback', getFirstRun()])).toEqual([]);
    const list: unknown = JSON.parse((await scene().run(['runs', '--format', 'json'])).stdout);
    expect(list).toMatchObject([{ resumes: listRunsIn(scene().folder)[2] }, { resumes: listRunsIn(scene().folder)[1] }, {}, {}]);
    // Back to where the first rollback began, but for the secrets, which nobody has.
    expect(await scene().run(['rollback', getLastRun(), '--yes', ...ALLOW_USER_LOSS])).toMatchObject({ code: 0 });
    expect(getState()).toEqual(there);
  });

  itInFull('no longer needs the run that it goes back from', async () => {
    await killAfterWrites(5, 'rollback', getFirstRun(), '--yes', ...ALLOW_USER_LOSS);
    rmSync(getRunFilePath(scene().folder, getFirstRun(), ''), { recursive: true });
    expect(await resume(getLastRun())).toMatchObject({ code: 0 });
    expect(getState()).toEqual(was);
  });

  itInFull('asks before it goes on', async () => {
    await killAfterWrites(5, 'rollback', getFirstRun(), '--yes', ...ALLOW_USER_LOSS);
    const from = scene().listWrites().length;
    const { code, stderr } = await scene().run(['apply', '--resume', getLastRun()]);
    expect({ code, asked: stderr.includes('not-confirmed') }).toEqual({ code: 3, asked: true });
    expect(scene().listWrites()).toHaveLength(from);
  });

  itInFull('is refused where somebody else has changed what it was about', async () => {
    await killAfterWrites(5, 'rollback', getFirstRun(), '--yes', ...ALLOW_USER_LOSS);
    const person = scene().emulator.asPerson({ user_id: 'u', name: 'Ann', email: 'ann@shop.test' });
    const [shop] = readCollection(scene().emulator.dump(), 'clients').find(([, { name }]) => name === 'Shop') ?? [];
    expect((await person.request('PATCH', `/clients/${shop}`, { description: "Ann's" })).status).toBe(200);
    const from = scene().listWrites().length;
    const { code, stderr } = await resume(getLastRun());
    expect({ code, stale: stderr.includes('plan-stale'), way: stderr.includes(`tenon rollback ${getFirstRun()}`) }).toEqual({
      code: 3,
      stale: true,
      way: true,
    });
    expect(scene().listWrites()).toHaveLength(from);
  });

  itInFull('is refused where the saved state in its folder was edited', async () => {
    await killAfterWrites(5, 'rollback', getFirstRun(), '--yes', ...ALLOW_USER_LOSS);
    const text = readRunFile(scene().folder, getLastRun(), 'plan.json');
    scene().write(
      join('.tenon', 'runs', getLastRun(), 'plan.json'),
      text.replace('"description": "old"', '"description": "bad"'),
    );
    const { code, stderr } = await resume(getLastRun());
    expect({ code, tampered: stderr.includes('plan-tampered') }).toEqual({ code: 3, tampered: true });
  });

  itInFull('goes on also where it was applied from a saved plan', async () => {
    expect(await scene().run(['rollback', getFirstRun(), '--out', 'back.json', ...ALLOW_USER_LOSS])).toMatchObject({ code: 0 });
    await killAfterWrites(5, 'apply', '--plan', 'back.json', '--yes');
    rmSync(join(scene().folder, 'back.json'));
    expect(await resume(getLastRun())).toMatchObject({ code: 0 });
    expect(getState()).toEqual(was);
  });

  itInFull('before its first write is resumed, and what went on with it is rolled back alone', async () => {
    const from = scene().proxy.seen.length;
    expect(await scene().run(['rollback', getFirstRun(), '--out', 'back.json', ...ALLOW_USER_LOSS])).toMatchObject({ code: 0 });
    const reads = scene()
      .proxy.seen.slice(from)
      .filter(({ path }) => path.startsWith('/api/v2/')).length;
    await killAt(scene(), ['rollback', getFirstRun(), '--yes', ...ALLOW_USER_LOSS], reads + 1, 'before');
    expect(listRunsIn(scene().folder)).toHaveLength(2);
    expect(await resume(getLastRun())).toMatchObject({ code: 0 });
    expect(getState()).toEqual(was);
    expect(await scene().run(['rollback', getLastRun(), '--yes', ...ALLOW_USER_LOSS])).toMatchObject({ code: 0 });
    expect(getState()).toEqual(there);
  });
});

describe('a restore that was killed', () => {
  itInFull.each(['edited', 'gone'])('goes on though its backup is %s, with --prune as before', async (fate) => {
    await killAfterWrites(3, 'restore', 'backup.json', '--prune', '--yes', ...ALLOW_USER_LOSS);
    if (fate === 'gone') rmSync(join(scene().folder, 'backup.json'));
    else scene().write('backup.json', '{}');
    expect(await resume(getLastRun())).toMatchObject({ code: 0 });
    expect(getState()).toEqual(was);
  });

  itInFull('without --prune still deletes nothing', async () => {
    await killAfterWrites(1, 'restore', 'backup.json', '--yes');
    expect(await resume(getLastRun())).toMatchObject({ code: 0 });
    expect(readCollection(scene().emulator.dump(), 'roles').map(([, { name }]) => name)).toContain('new');
  });
});

itInFull('a rollback with failures goes on', async () => {
  let writes = 0;
  scene().proxy.chooseFault = ({ method, path }) => {
    if (method === 'GET' || !path.startsWith('/api/v2/')) return undefined;
    writes += 1;
    return writes === 4 ? 'quoted' : undefined;
  };
  expect(await scene().run(['rollback', getFirstRun(), '--yes', ...ALLOW_USER_LOSS])).toMatchObject({ code: 4 });
  scene().proxy.clear();
  expect(await resume(getLastRun())).toMatchObject({ code: 0 });
  expect(getState()).toEqual(was);
});

itInFull('a run of a way back that an older version has left is refused, with what to do', async () => {
  await killAfterWrites(3, 'rollback', getFirstRun(), '--yes', ...ALLOW_USER_LOSS);
  const saved: unknown = JSON.parse(readRunFile(scene().folder, getLastRun(), 'plan.json'));
  const { destination: _, seal: __, ...old } = isObject(saved) ? saved : {};
  scene().write(
    join('.tenon', 'runs', getLastRun(), 'plan.json'),
    JSON.stringify({ ...old, seal: computeSeal(JSON.parse(JSON.stringify(old)), '') }),
  );
  const { code, stderr } = await resume(getLastRun());
  expect({ code, foreign: stderr.includes('plan-foreign') }).toEqual({ code: 3, foreign: true });
});
