import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import type { Definition } from '../../src/model/definition.ts';
import { changesOf } from '../../src/model/plan.ts';
import { Emulated } from './emulated.ts';
import { earlier, later } from './every-kind.ts';
import { ALLOW } from './run-files.ts';
import type { CliScene } from './scene.ts';
import { doubles, normalState } from './state.ts';

type When = 'before' | 'after';

async function become(scene: CliScene, definition: Definition): Promise<void> {
  const at = new Emulated(scene.emulator);
  await at.become(definition);
  await at.api.close();
}

const isApi = (path: string): boolean => path.startsWith('/api/v2/');

async function fresh(scene: CliScene): Promise<void> {
  scene.emulator.reset();
  scene.proxy.clear();
  rmSync(join(scene.folder, '.tenon'), { recursive: true, force: true });
  await become(scene, earlier());
}

/** Runs the apply and kills it when its k-th request arrives; tells whether that request was a write. */
async function killedAt(scene: CliScene, k: number, when: When): Promise<'read' | 'write'> {
  await fresh(scene);
  const child = scene.start(['apply', 'later.yaml', '--yes', ...ALLOW]);
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

/** How many requests an undisturbed apply makes, and what the tenant is then. */
export async function undisturbed(scene: CliScene): Promise<{ readonly requests: number; readonly state: readonly string[] }> {
  await fresh(scene);
  expect((await scene.run(['apply', 'later.yaml', '--yes', ...ALLOW])).code).toBe(0);
  const requests = scene.proxy.seen.filter(({ path }) => isApi(path)).length;
  return { requests, state: normalState(scene.emulator.dump()) };
}

/** All of them with CRASH_ALL=1; otherwise every so many. */
export const placesOf = (requests: number): readonly number[] => {
  const all = Array.from({ length: requests }, (_, index) => index + 1);
  return process.env.CRASH_ALL === '1' ? all : all.filter((k) => k % 9 === 5);
};

/** Kills an apply at its k-th request, before it is carried out and, if it is a write, also after; goes on as told, and looks at the tenant. */
export async function survives(
  scene: CliScene,
  k: number,
  state: readonly string[],
  goOn: () => readonly string[] | undefined,
): Promise<number> {
  let tried = 0;
  for (const when of ['before', 'after'] as const) {
    const hit = await killedAt(scene, k, when);
    if (when === 'after' && hit === 'read') break;
    const args = goOn();
    if (!args) break;
    const { code, stderr } = await scene.run(args);
    expect({ k, when, code, stderr: code === 0 ? '' : stderr }).toEqual({ k, when, code: 0, stderr: '' });
    expect({ k, when, state: normalState(scene.emulator.dump()) }).toEqual({ k, when, state });
    expect(doubles(scene.emulator.dump(), 'clients')).toEqual([]);
    const at = new Emulated(scene.emulator);
    expect({ k, when, left: changesOf(await at.plan(later())) }).toEqual({ k, when, left: [] });
    await at.api.close();
    tried += 1;
  }
  return tried;
}
