import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { TenantRow } from '../../src/model/fleet-report.ts';
import { succeed } from '../../src/model/plan/outcome.ts';
import { readProject } from '../../src/project/read-project.ts';
import { verifyCanary } from '../../src/workflows/fleet/apply/canary-drift.ts';
import { createTenantPreparation } from '../../src/workflows/fleet/prepare-tenant.ts';
import { runFleet } from '../../src/workflows/fleet/run-fleet.ts';
import type { TenantJob } from '../../src/workflows/fleet/tenant-job.ts';
import { createPorts } from '../../src/workflows/ports.ts';
import { listStates, setUpFleetScene } from '../support/fleet-scene.ts';

const scene = setUpFleetScene(['acme', 'beta', 'gamma']);

async function readTargets() {
  const project = await readProject(join(scene().folder, 'tenon.yaml'));
  if (!project.ok) throw new Error(JSON.stringify(project.error));
  return project.value.targets;
}

const prepare = createTenantPreparation({});
const fleet = { verb: 'plan', project: 'tenon.yaml', parallel: 2 } as const;

it('an exception in the work on a tenant is its row, and shows no text of the exception', async () => {
  const job: TenantJob = ({ name }) => {
    if (name === 'beta') throw new Error('hunter2 is the password');
    return Promise.resolve(succeed({ state: 'in sync' }));
  };
  const report = await runFleet({ ...fleet, targets: await readTargets() }, { prepare, job, ports: createPorts() });
  expect(listStates(report)).toEqual(['acme: in sync', 'beta: failed', 'gamma: in sync']);
  expect(report.tenants[1]?.problems.map(({ code }) => code)).toEqual(['internal']);
  expect(JSON.stringify(report)).not.toContain('hunter2');
});

it('warnings of a tenant are in its row, at most 20', async () => {
  const job: TenantJob = async (_, { report }) => {
    await report(Array(50).fill({ code: 'usage', severity: 'warning', message: 'careful' }));
    return succeed({ state: 'in sync' });
  };
  const report = await runFleet({ ...fleet, targets: await readTargets() }, { prepare, job, ports: createPorts() });
  expect(report.tenants.map(({ problems }) => problems.length)).toEqual([20, 20, 20]);
});

const applied: TenantRow = { name: 'acme', domain: 'acme', state: 'applied', problems: [], durationMs: 1 };

it('a canary that differs from its definition after the apply has failed', async () => {
  const [target] = await readTargets();
  if (!target) throw new Error('no target');
  const ports = createPorts({ env: scene().env });
  const row = await verifyCanary(target, applied, { prepare, ports });
  expect([row.state, ...row.problems.map(({ code }) => code)]).toEqual(['drift', 'canary-drift']);
  await scene().run(['apply', '--env', 'acme', '--yes']);
  expect(await verifyCanary(target, applied, { prepare, ports })).toEqual(applied);
});
