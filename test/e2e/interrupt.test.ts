import type { ChildProcess } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import type { Definition } from '../../src/model/definition/definition.ts';
import { isObject } from '../../src/model/json/json-value.ts';
import type { Plan } from '../../src/model/plan/plan.ts';
import { asYaml } from '../support/as-yaml.ts';
import { Emulated } from '../support/emulated.ts';
import { earlier, later } from '../support/every-kind.ts';
import { ALLOW } from '../support/run-files.ts';
import { cliScene } from '../support/scene.ts';
import { IS_BEYOND_FULL, sampleOf } from '../support/size.ts';
import { collection, doubles, normalState } from '../support/state.ts';

const ROLES = 300;
const MANY = `roles:\n${Array.from({ length: ROLES }, (_, n) => `  - name: role ${n}\n`).join('')}`;
const scene = cliScene({ 'many.yaml': MANY, 'later.yaml': asYaml(later()) });

const ended = (child: ChildProcess): Promise<{ readonly code: number | null; readonly stdout: string }> => {
  const out: Buffer[] = [];
  child.stdout?.on('data', (chunk: Buffer) => out.push(chunk));
  return new Promise((resolve) => child.once('close', (code) => resolve({ code, stdout: Buffer.concat(out).toString() })));
};

/** Something happens to the program when its k-th write arrives. */
function onWrite(k: number, happens: () => 'lost before' | 'hangs before' | undefined): void {
  let writes = 0;
  scene().proxy.misbehave = ({ method, path }) => {
    if (method === 'GET' || !path.startsWith('/api/v2/')) return undefined;
    writes += 1;
    return writes === k ? happens() : undefined;
  };
}

const roles = (): readonly string[] => collection(scene().emulator.dump(), 'roles').map(([, { name }]) => String(name));

describe('Ctrl-C', () => {
  it('finishes what is under way, tells the rest as not started, and the next run goes on', async () => {
    const child = scene().start(['apply', 'many.yaml', '--yes', '--format', 'json']);
    onWrite(3, () => {
      child.kill('SIGINT');
      return undefined;
    });
    const { code, stdout } = await ended(child);
    expect(code).toBe(4);
    const result: unknown = JSON.parse(stdout);
    const operations = isObject(result) && Array.isArray(result.operations) ? result.operations : [];
    expect(operations).toHaveLength(ROLES);
    const told = (status: string): readonly string[] =>
      operations.filter((one) => one.status === status).map((one) => one.address.slice('roles/'.length));
    expect(told('failed')).toEqual([]);
    expect(told('not started').length).toBeGreaterThan(0);
    expect([...told('done')].sort()).toEqual([...roles()].sort());
    expect(new Set(operations.filter((one) => one.status === 'not started').map((one) => one.because))).toEqual(
      new Set(['interrupted']),
    );
    scene().proxy.clear();
    expect((await scene().run(['apply', 'many.yaml', '--yes'])).code).toBe(0);
    expect(roles()).toHaveLength(ROLES);
    expect(doubles(scene().emulator.dump(), 'roles')).toEqual([]);
  });

  it('twice ends at once', async () => {
    const child = scene().start(['apply', 'many.yaml', '--yes']);
    let again: ReturnType<typeof setInterval> | undefined;
    onWrite(1, () => {
      again = setInterval(() => child.kill('SIGINT'), 20);
      return 'hangs before';
    });
    const { code } = await ended(child);
    clearInterval(again);
    expect(code).toBe(130);
  });
});

async function become(definition: Definition): Promise<Plan> {
  const tenant = new Emulated(scene().emulator);
  const { plan } = await tenant.become(definition);
  await tenant.api.close();
  return plan;
}

describe('killed at any write', () => {
  /** A few from the beginning, the middle and the end, and each one beyond a full run. */
  const placesIn = ({ cost }: Plan, when: string): readonly number[] =>
    IS_BEYOND_FULL
      ? Array.from({ length: cost.writes }, (_, index) => index + 1)
      : sampleOf([1, 2, 8, 15, 22], 1, `interrupt ${when}`);

  it.each(['before', 'after'] as const)(
    '%s it was carried out, the next run ends in the same tenant',
    async (when) => {
      await become(earlier());
      const places = placesIn(await become(later()), when);
      const wanted = normalState(scene().emulator.dump());
      for (const k of places) {
        scene().emulator.reset();
        scene().proxy.clear();
        await become(earlier());
        const child = scene().start(['apply', 'later.yaml', '--yes', ...ALLOW]);
        onWrite(k, () => {
          child.kill('SIGKILL');
          return when === 'before' ? 'lost before' : undefined;
        });
        expect({ k, code: (await ended(child)).code }).toEqual({ k, code: null });
        scene().proxy.clear();
        const { code, stderr } = await scene().run(['apply', 'later.yaml', '--yes', ...ALLOW]);
        expect({ k, code, stderr }).toEqual({ k, code: 0, stderr: '' });
        expect({ k, state: normalState(scene().emulator.dump()) }).toEqual({ k, state: wanted });
      }
    },
    300_000,
  );
});
