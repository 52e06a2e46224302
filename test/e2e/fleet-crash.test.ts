import { once } from 'node:events';
import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { listStates, setUpFleetScene } from '../support/fleet-scene.ts';

const names = ['acme', 'beta', 'gamma', 'down'];
const scene = setUpFleetScene(names);

const countWrites = (): number =>
  [...scene().emulators.values()]
    .flatMap((emulator) => emulator.requests())
    .filter(({ path, method }) => method === 'POST' && path.endsWith('/roles')).length;

/** Kills the command line as soon as the tenants have seen this many writes. */
async function killAfter(args: readonly string[], writes: number): Promise<void> {
  const child = scene().start(args);
  const ended = once(child, 'exit');
  const timer = setInterval(() => countWrites() >= writes && child.kill('SIGKILL'), 1);
  await ended;
  clearInterval(timer);
}

it('killed at any point, --resume ends with every tenant that is reachable in sync', async () => {
  for (const writes of [0, 1, 2, 3, 4, 5]) {
    for (const emulator of scene().emulators.values()) emulator.reset();
    rmSync(join(scene().folder, '.tenon'), { recursive: true, force: true });
    await killAfter(['apply', '--all', '--yes', '--parallel', '2', '--canary', '1'], writes);
    const folder = join(scene().folder, '.tenon', 'fleets');
    const [run] = existsSync(folder) ? readdirSync(folder).sort().reverse() : [];
    const resume = run === undefined ? [] : ['--resume', run];
    const { report } = await scene().report(['apply', '--all', '--yes', ...resume]);
    expect(listStates(report)).toEqual([
      ...['acme', 'beta', 'gamma'].map((name) => expect.stringMatching(`${name}: (?:applied|in sync)`)),
      'down: unreachable',
    ]);
    expect(countWrites()).toBe(6);
    const drift = await scene().report(['drift', '--all']);
    expect(listStates(drift.report)).toEqual(['acme: in sync', 'beta: in sync', 'gamma: in sync', 'down: unreachable']);
  }
}, 600_000);
