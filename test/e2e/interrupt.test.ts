import type { ChildProcess } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import type { Definition } from '../../src/model/definition/definition.ts';
import { isObject } from '../../src/model/json/json-value.ts';
import type { Plan } from '../../src/model/plan/plan.ts';
import { setUpCliScene } from '../support/cli-scene.ts';
import { writeDefinitionYaml } from '../support/definition-yaml.ts';
import { createEarlierDefinition, createLaterDefinition } from '../support/every-request-kind.ts';
import { ALLOW_USER_LOSS } from '../support/run-files.ts';
import { IS_BEYOND_FULL, pickSample } from '../support/run-size.ts';
import { findDuplicates, normalizeState, readCollection } from '../support/tenant-dump.ts';
import { TenantPipeline } from '../support/tenant-pipeline.ts';

const ROLES = 300;
const MANY = `roles:\n${Array.from({ length: ROLES }, (_, n) => `  - name: role ${n}\n`).join('')}`;
const scene = setUpCliScene({ 'many.yaml': MANY, 'later.yaml': writeDefinitionYaml(createLaterDefinition()) });

const waitForExit = (child: ChildProcess): Promise<{ readonly code: number | null; readonly stdout: string }> => {
  const out: Buffer[] = [];
  child.stdout?.on('data', (chunk: Buffer) => out.push(chunk));
  return new Promise((resolve) => child.once('close', (code) => resolve({ code, stdout: Buffer.concat(out).toString() })));
};

/** Something happens to the program when its k-th write arrives. */
function replaceWrite(k: number, happens: () => 'lost before' | 'hangs before' | undefined): void {
  let writes = 0;
  scene().proxy.chooseFault = ({ method, path }) => {
    if (method === 'GET' || !path.startsWith('/api/v2/')) return undefined;
    writes += 1;
    return writes === k ? happens() : undefined;
  };
}

const listRoleNames = (): readonly string[] =>
  readCollection(scene().emulator.dump(), 'roles').map(([, { name }]) => String(name));

describe('Ctrl-C', () => {
  it('finishes what is under way, tells the rest as not started, and the next run goes on', async () => {
    const child = scene().start(['apply', 'many.yaml', '--yes', '--format', 'json']);
    replaceWrite(3, () => {
      child.kill('SIGINT');
      return undefined;
    });
    const { code, stdout } = await waitForExit(child);
    expect(code).toBe(4);
    const result: unknown = JSON.parse(stdout);
    const operations = isObject(result) && Array.isArray(result.operations) ? result.operations : [];
    expect(operations).toHaveLength(ROLES);
    const listRolesByStatus = (status: string): readonly string[] =>
      operations.filter((one) => one.status === status).map((one) => one.address.slice('roles/'.length));
    expect(listRolesByStatus('failed')).toEqual([]);
    expect(listRolesByStatus('not started').length).toBeGreaterThan(0);
    expect([...listRolesByStatus('done')].sort()).toEqual([...listRoleNames()].sort());
    expect(new Set(operations.filter((one) => one.status === 'not started').map((one) => one.because))).toEqual(
      new Set(['interrupted']),
    );
    scene().proxy.clear();
    expect((await scene().run(['apply', 'many.yaml', '--yes'])).code).toBe(0);
    expect(listRoleNames()).toHaveLength(ROLES);
    expect(findDuplicates(scene().emulator.dump(), 'roles')).toEqual([]);
  });

  it('twice ends at once', async () => {
    const child = scene().start(['apply', 'many.yaml', '--yes']);
    let again: ReturnType<typeof setInterval> | undefined;
    replaceWrite(1, () => {
      again = setInterval(() => child.kill('SIGINT'), 20);
      return 'hangs before';
    });
    const { code } = await waitForExit(child);
    clearInterval(again);
    expect(code).toBe(130);
  });
});

async function applyToTenant(definition: Definition): Promise<Plan> {
  const tenant = new TenantPipeline(scene().emulator);
  const { plan } = await tenant.applyDefinition(definition);
  await tenant.api.close();
  return plan;
}

describe('killed at any write', () => {
  /** A few from the beginning, the middle and the end, and each one beyond a full run. */
  const listInterruptedWrites = ({ cost }: Plan, when: string): readonly number[] =>
    IS_BEYOND_FULL
      ? Array.from({ length: cost.writes }, (_, index) => index + 1)
      : pickSample([1, 2, 8, 15, 22], 1, `interrupt ${when}`);

  it.each(pickSample(['before', 'after'] as const, 1, 'interrupted'))(
    '%s it was carried out, the next run ends in the same tenant',
    async (when) => {
      await applyToTenant(createEarlierDefinition());
      const places = listInterruptedWrites(await applyToTenant(createLaterDefinition()), when);
      const wanted = normalizeState(scene().emulator.dump());
      for (const k of places) {
        scene().emulator.reset();
        scene().proxy.clear();
        await applyToTenant(createEarlierDefinition());
        const child = scene().start(['apply', 'later.yaml', '--yes', ...ALLOW_USER_LOSS]);
        replaceWrite(k, () => {
          child.kill('SIGKILL');
          return when === 'before' ? 'lost before' : undefined;
        });
        expect({ k, code: (await waitForExit(child)).code }).toEqual({ k, code: null });
        scene().proxy.clear();
        const { code, stderr } = await scene().run(['apply', 'later.yaml', '--yes', ...ALLOW_USER_LOSS]);
        expect({ k, code, stderr }).toEqual({ k, code: 0, stderr: '' });
        expect({ k, state: normalizeState(scene().emulator.dump()) }).toEqual({ k, state: wanted });
      }
    },
    300_000,
  );
});
