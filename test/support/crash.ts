import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import type { Definition } from '../../src/model/definition/definition.ts';
import { isArray, isObject } from '../../src/model/json/json-value.ts';
import { listChanges } from '../../src/model/plan/plan.ts';
import { Emulated } from './emulated.ts';
import { earlier, later } from './every-kind.ts';
import { ALLOW, runsIn } from './run-files.ts';
import type { CliScene } from './scene.ts';
import { IS_FULL, inShard, sampleOf } from './size.ts';
import { doubles, normalState } from './state.ts';

type When = 'before' | 'after';

async function become(scene: CliScene, definition: Definition): Promise<void> {
  const at = new Emulated(scene.emulator);
  await at.become(definition);
  await at.api.close();
}

const isApi = (path: string): boolean => path.startsWith('/api/v2/');

/** A tenant that is as the definition says, and a folder without runs. */
export async function fresh(scene: CliScene, definition = earlier()): Promise<void> {
  scene.emulator.reset();
  scene.proxy.clear();
  rmSync(join(scene.folder, '.tenon'), { recursive: true, force: true });
  await become(scene, definition);
}

/** A command that is killed on its way. */
export interface Journey {
  /** Brings the tenant to where the command begins; its arguments. */
  prepare(scene: CliScene): Promise<readonly string[]>;
  /** What is left to do when the tenant has arrived. */
  left(scene: CliScene): Promise<readonly unknown[]>;
}

export const applying: Journey = {
  prepare: async (scene) => {
    await fresh(scene);
    return ['apply', 'later.yaml', '--yes', ...ALLOW];
  },
  left: async (scene) => {
    const at = new Emulated(scene.emulator);
    const plan = await at.plan(later());
    await at.api.close();
    return listChanges(plan);
  },
};

/** From `later` back to `earlier`: the arguments are made from the run that went there. */
export const goingBack = (argsFor: (run: string) => readonly string[]): Journey => ({
  prepare: async (scene) => {
    await fresh(scene);
    expect((await scene.run(['backup', '--out', 'backup.json'])).code).toBe(0);
    expect((await scene.run(['apply', 'later.yaml', '--yes', ...ALLOW])).code).toBe(0);
    return [...argsFor(runsIn(scene.folder)[0] ?? ''), '--yes', ...ALLOW];
  },
  left: (scene) => leftOf(scene, argsFor(runsIn(scene.folder)[0] ?? '')),
});

/** What a rollback or a restore would still change. */
export async function leftOf(scene: CliScene, args: readonly string[]): Promise<readonly unknown[]> {
  expect(await scene.run([...args, '--out', 'again.json', ...ALLOW])).toMatchObject({ code: 0 });
  const saved: unknown = JSON.parse(scene.read('again.json'));
  const operations = isObject(saved) && isObject(saved.plan) ? saved.plan.operations : undefined;
  return isArray(operations) ? operations.filter((one) => isObject(one) && one.action !== 'note') : [saved];
}

/** Runs a command and kills it when its k-th request arrives; tells whether that request was a write. */
export async function killAt(scene: CliScene, args: readonly string[], k: number, when: When): Promise<'read' | 'write'> {
  const child = scene.start(args);
  let count = 0;
  let hit: 'read' | 'write' = 'read';
  scene.proxy.misbehave = ({ method, path }) => {
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
export function runLeft({ folder }: CliScene): string | undefined {
  const runs = join(folder, '.tenon', 'runs');
  const left = existsSync(runs) ? readdirSync(runs).sort().at(-1) : undefined;
  return left !== undefined && existsSync(join(runs, left, 'journal.jsonl')) ? left : undefined;
}

/** The requests of an undisturbed command, and what the tenant is then. */
export async function undisturbed(
  scene: CliScene,
  journey: Journey,
): Promise<{ readonly requests: readonly string[]; readonly state: readonly string[] }> {
  const args = await journey.prepare(scene);
  const from = scene.proxy.seen.length;
  expect(await scene.run(args)).toMatchObject({ code: 0 });
  const seen = scene.proxy.seen.slice(from).filter(({ path }) => isApi(path));
  const requests = seen.map(({ method, path }) => `${method} ${path.replace('/api/v2', '')}`);
  return { requests, state: normalState(scene.emulator.dump()) };
}

/** At which requests a command is killed: each with CRASH_ALL=1, every so many in a full run, otherwise at one write. */
export const placesOf = (requests: readonly string[], name: string, every = 9): readonly number[] => {
  const all = requests.map((_, index) => index + 1);
  if (process.env.CRASH_ALL === '1') return inShard(all);
  if (IS_FULL) return all.filter((k) => k % every === 5);
  const writes = all.filter((k) => !requests[k - 1]?.startsWith('GET '));
  return sampleOf(writes, 1, name);
};

/** Kills a command at its k-th request, before it is carried out and, if it is a write, also after; goes on as told, and looks at the tenant. */
export async function survives(
  scene: CliScene,
  journey: Journey,
  k: number,
  state: readonly string[],
  goOn: () => readonly string[] | undefined,
): Promise<number> {
  let tried = 0;
  for (const when of ['before', 'after'] as const) {
    const hit = await killAt(scene, await journey.prepare(scene), k, when);
    if (when === 'after' && hit === 'read') break;
    const args = goOn();
    if (!args) break;
    const { code, stderr } = await scene.run(args);
    expect({ k, when, code, stderr: code === 0 ? '' : stderr }).toEqual({ k, when, code: 0, stderr: '' });
    expect({ k, when, state: normalState(scene.emulator.dump()) }).toEqual({ k, when, state });
    expect(doubles(scene.emulator.dump(), 'clients')).toEqual([]);
    expect({ k, when, left: await journey.left(scene) }).toEqual({ k, when, left: [] });
    tried += 1;
  }
  return tried;
}
