import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import type { Definition } from '../../src/model/definition/definition.ts';
import { isArray, isObject } from '../../src/model/json/json-value.ts';
import { listChanges } from '../../src/model/plan/plan.ts';
import type { CliScene } from './cli-scene.ts';
import { createEarlierDefinition, createLaterDefinition } from './every-request-kind.ts';
import { prepareTenant } from './prepared-tenant.ts';
import { ALLOW_USER_LOSS, listRunsIn } from './run-files.ts';
import { IS_FULL, pickSample, selectShard } from './run-size.ts';
import { findDuplicates, normalizeState } from './tenant-dump.ts';
import { TenantPipeline } from './tenant-pipeline.ts';

type KillMoment = 'before' | 'after';

const EARLIER = createEarlierDefinition();

const isApi = (path: string): boolean => path.startsWith('/api/v2/');

/** A tenant that is as the definition says, and a folder without runs. */
export async function resetScene(scene: CliScene, definition: Definition = EARLIER): Promise<void> {
  scene.proxy.clear();
  rmSync(join(scene.folder, '.tenon'), { recursive: true, force: true });
  await prepareTenant(scene.emulator, definition);
}

/** A command that is killed on its way. */
export interface KillableCommand {
  /** Brings the tenant to where the command begins; its arguments. */
  prepare(scene: CliScene): Promise<readonly string[]>;
  /** What is left to do when the tenant has arrived. */
  listRemaining(scene: CliScene): Promise<readonly unknown[]>;
}

export const applyCommand: KillableCommand = {
  prepare: async (scene) => {
    await resetScene(scene);
    return ['apply', 'later.yaml', '--yes', ...ALLOW_USER_LOSS];
  },
  listRemaining: async (scene) => {
    const at = new TenantPipeline(scene.emulator);
    const plan = await at.plan(createLaterDefinition());
    await at.api.close();
    return listChanges(plan);
  },
};

/** From `later` back to `earlier`: the arguments are made from the run that went there. */
export const createRestoreCommand = (argsFor: (run: string) => readonly string[]): KillableCommand => ({
  prepare: async (scene) => {
    await resetScene(scene);
    expect((await scene.run(['backup', '--out', 'backup.json'])).code).toBe(0);
    expect((await scene.run(['apply', 'later.yaml', '--yes', ...ALLOW_USER_LOSS])).code).toBe(0);
    return [...argsFor(listRunsIn(scene.folder)[0] ?? ''), '--yes', ...ALLOW_USER_LOSS];
  },
  listRemaining: (scene) => listRemainingChanges(scene, argsFor(listRunsIn(scene.folder)[0] ?? '')),
});

/** What a rollback or a restore would still change. */
export async function listRemainingChanges(scene: CliScene, args: readonly string[]): Promise<readonly unknown[]> {
  expect(await scene.run([...args, '--out', 'again.json', ...ALLOW_USER_LOSS])).toMatchObject({ code: 0 });
  const saved: unknown = JSON.parse(scene.read('again.json'));
  const operations = isObject(saved) && isObject(saved.plan) ? saved.plan.operations : undefined;
  return isArray(operations) ? operations.filter((one) => isObject(one) && one.action !== 'note') : [saved];
}

/** Runs a command and kills it when its k-th request arrives; tells whether that request was a write. */
export async function killAt(scene: CliScene, args: readonly string[], k: number, when: KillMoment): Promise<'read' | 'write'> {
  const child = scene.start(args);
  let count = 0;
  let hit: 'read' | 'write' = 'read';
  scene.proxy.chooseFault = ({ method, path }) => {
    if (!isApi(path)) return undefined;
    count += 1;
    if (count < k) return undefined;
    if (count > k) return 'lost before';
    hit = method === 'GET' ? 'read' : 'write';
    child.kill('SIGKILL');
    return when === 'before' ? 'lost before' : undefined;
  };
  const code = await new Promise((resolve) => child.once('close', resolve));
  expect({ k, code }).toEqual({ k, code: null });
  scene.proxy.clear();
  return hit;
}

/** The run that a killed apply has left, if it got that far. */
export function findInterruptedRun({ folder }: CliScene): string | undefined {
  const runs = join(folder, '.tenon', 'runs');
  const left = existsSync(runs) ? readdirSync(runs).sort().at(-1) : undefined;
  return left !== undefined && existsSync(join(runs, left, 'journal.jsonl')) ? left : undefined;
}

/** The requests of an undisturbed command, and what the tenant is then. */
export async function runUndisturbed(
  scene: CliScene,
  journey: KillableCommand,
): Promise<{ readonly requests: readonly string[]; readonly state: readonly string[] }> {
  const args = await journey.prepare(scene);
  const from = scene.proxy.seen.length;
  expect(await scene.run(args)).toMatchObject({ code: 0 });
  const seen = scene.proxy.seen.slice(from).filter(({ path }) => isApi(path));
  const requests = seen.map(({ method, path }) => `${method} ${path.replace('/api/v2', '')}`);
  return { requests, state: normalizeState(scene.emulator.dump()) };
}

/** At which requests a command is killed: each with CRASH_ALL=1, every so many in a full run, otherwise at one write. */
export const listKillPoints = (requests: readonly string[], name: string, every = 9): readonly number[] => {
  const all = requests.map((_, index) => index + 1);
  if (process.env.CRASH_ALL === '1') return selectShard(all);
  if (IS_FULL) return all.filter((k) => k % every === 5);
  const writes = all.filter((k) => !requests[k - 1]?.startsWith('GET '));
  return pickSample(writes, 1, name);
};

/** Kills a command at its k-th request, before it is carried out and, if it is a write, also after; goes on as told, and looks at the tenant. */
export async function expectSurvivesKill(
  scene: CliScene,
  journey: KillableCommand,
  k: number,
  state: readonly string[],
  goOn: () => readonly string[] | undefined,
): Promise<number> {
  let count = 0;
  for (const when of ['before', 'after'] as const) {
    const hit = await killAt(scene, await journey.prepare(scene), k, when);
    if (when === 'after' && hit === 'read') break;
    const args = goOn();
    if (!args) break;
    const { code, stderr } = await scene.run(args);
    expect({ k, when, code, stderr: code === 0 ? '' : stderr }).toEqual({ k, when, code: 0, stderr: '' });
    expect({ k, when, state: normalizeState(scene.emulator.dump()) }).toEqual({ k, when, state });
    expect(findDuplicates(scene.emulator.dump(), 'clients')).toEqual([]);
    expect({ k, when, left: await journey.listRemaining(scene) }).toEqual({ k, when, left: [] });
    count += 1;
  }
  return count;
}
