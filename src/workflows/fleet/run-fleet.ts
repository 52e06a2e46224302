import { TOOL } from '../../disk/version.ts';
import {
  FLEET_FORMAT,
  type FleetReport,
  type FleetVerb,
  isDifferentRow,
  isFailedRow,
  type Shard,
  type TenantRow,
} from '../../model/fleet-report.ts';
import { omitUndefined } from '../../model/json/omit-undefined.ts';
import type { TenantTarget } from '../../project/project.ts';
import type { Progress, WorkflowPorts } from '../ports.ts';
import { runConcurrently } from './run-concurrently.ts';
import { type TenantWork, workOnTenant } from './work-on-tenant.ts';

/** The tenants of a run, and how to work on them. */
export interface Fleet {
  readonly verb: FleetVerb;
  /** The project file. */
  readonly project: string;
  readonly targets: readonly TenantTarget[];
  readonly shard?: Shard;
  /** How many tenants are worked on at a time. */
  readonly parallel: number;
}

/** Does the work of a verb for many tenants, several at a time. A tenant that fails does not stop the others. */
export async function runFleet(fleet: Fleet, work: TenantWork): Promise<FleetReport> {
  const started = work.ports.now();
  const count = createRowCounter(fleet.targets.length, work.ports.progress);
  const tenants = await runConcurrently(fleet.targets, fleet.parallel, async (target) => count(await workOnTenant(target, work)));
  work.ports.progress.clear();
  return buildFleetReport(fleet, tenants, started, work.ports);
}

/** Returns a function that passes rows on and shows how many there were. */
export function createRowCounter(total: number, progress: Progress): (row: TenantRow) => TenantRow {
  let [ended, failed, different] = [0, 0, 0];
  return (row) => {
    ended += 1;
    if (isFailedRow(row)) failed += 1;
    if (isDifferentRow(row)) different += 1;
    progress.show(`${ended} of ${total} tenants: ${different} differ, ${failed} failed; last: ${row.name}`);
    return row;
  };
}

export const buildFleetReport = (
  { verb, project, shard }: Pick<Fleet, 'verb' | 'project' | 'shard'>,
  tenants: readonly TenantRow[],
  started: Date,
  { runId, now }: Pick<WorkflowPorts, 'runId' | 'now'>,
): FleetReport => ({
  format: FLEET_FORMAT,
  tool: TOOL,
  verb,
  run: runId,
  project,
  ...omitUndefined({ shard }),
  startedAt: started.toISOString(),
  durationMs: now().getTime() - started.getTime(),
  tenants,
});
