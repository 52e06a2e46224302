import type { FleetReport, TenantRow } from '../../../model/fleet-report.ts';
import { omitUndefined } from '../../../model/json/omit-undefined.ts';
import { failWith, type Outcome, succeed } from '../../../model/plan/outcome.ts';
import type { Problem } from '../../../model/problem/problem.ts';
import type { TenantTarget } from '../../../project/project.ts';
import type { WorkflowPorts } from '../../ports.ts';
import type { PrepareTenant } from '../prepare-tenant.ts';
import { runConcurrently } from '../run-concurrently.ts';
import { buildFleetReport, createRowCounter, type Fleet } from '../run-fleet.ts';
import { type TenantWork, workOnTenant } from '../work-on-tenant.ts';
import type { FleetApplyOptions } from './apply-job.ts';
import { applyInWaves, isSettled } from './apply-waves.ts';
import { createFleetRun, type FleetRun, openFleetRun, removeFleetPlans } from './fleet-run-folder.ts';
import { createPlanSourceJob, type FleetPlanSource } from './plan-source-job.ts';
import type { WaveSize } from './waves.ts';

export interface ApplyFleetInput extends FleetPlanSource, FleetApplyOptions {
  readonly fleet: Fleet;
  /** Sizes of the waves that must end well before the other tenants are changed. Empty: all tenants are one wave. */
  readonly canary: readonly WaveSize[];
  /** Id of an earlier run, to do the rest of it. */
  readonly resume?: string;
}

export interface ApplyFleetPorts {
  readonly ports: WorkflowPorts;
  readonly prepare: PrepareTenant;
  readonly show?: TenantWork['show'];
  /** Called with the plans before anything is changed. */
  readonly onPlanned?: (report: FleetReport) => Promise<void>;
  /** Returns why nothing may be changed; undefined: go on. Not called if there are no changes. */
  readonly confirm?: (rows: readonly TenantRow[]) => Promise<Problem | undefined>;
  /** When it aborts, operations in progress finish and no new ones start. */
  readonly interrupt: AbortSignal;
}

/** Plans many tenants, asks for confirmation once, and applies exactly these plans, wave by wave. Records what is done, so that it can be resumed. */
export async function applyFleet(input: ApplyFleetInput, io: ApplyFleetPorts): Promise<Outcome<FleetReport, readonly Problem[]>> {
  const { fleet, resume } = input;
  const names = fleet.targets.map(({ name }) => name);
  const opened =
    resume === undefined
      ? createFleetRun(io.ports.runId, { tenants: names, ...omitUndefined({ only: input.only }) })
      : openFleetRun(resume);
  if (!opened.ok) return failWith([opened.error]);
  const run = opened.value;
  const started = io.ports.now();
  const targets = fleet.targets.filter(({ name }) => run.tenants.includes(name));
  const buildReport = (rows: readonly TenantRow[]): FleetReport =>
    buildFleetReport(fleet, rows, started, { ...io.ports, runId: run.run });
  const planned = await planTargets(input, run, targets, io);
  const changing = planned.filter(({ state }) => state === 'changes');
  await io.onPlanned?.(buildReport(planned));
  const objection = changing.length > 0 ? await io.confirm?.(changing) : undefined;
  if (objection) return failWith([objection]);
  const setting = { options: input, run, targets, ports: io.ports, prepare: io.prepare, interrupt: io.interrupt };
  const applied = await applyInWaves(changing, { parallel: fleet.parallel, canary: input.canary }, setting);
  const rows = planned.map((row) => applied.get(row.name) ?? row);
  if (rows.length === run.tenants.length && rows.every(isSettled)) removeFleetPlans(run);
  return succeed(buildReport(rows));
}

/** Plans every tenant that an earlier attempt has not completed. */
async function planTargets(
  { fleet, ...source }: ApplyFleetInput,
  run: FleetRun,
  targets: readonly TenantTarget[],
  { ports, prepare, show }: ApplyFleetPorts,
): Promise<readonly TenantRow[]> {
  const count = createRowCounter(targets.length, ports.progress);
  const { only: _, ...others } = source;
  const job = createPlanSourceJob({ ...others, ...omitUndefined({ only: run.only }) }, run);
  const rows = await runConcurrently(targets, fleet.parallel, async (target) =>
    count(
      run.recorded.get(target.name)?.done ?? (await workOnTenant(target, { prepare, job, ports, ...(show ? { show } : {}) })),
    ),
  );
  ports.progress.clear();
  return rows;
}
