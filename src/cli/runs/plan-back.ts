import type { Loaded } from '../../loader/load.ts';
import { failure, type Outcome, success } from '../../model/plan/outcome.ts';
import type { Plan } from '../../model/plan/plan.ts';
import type { Problem } from '../../model/problem/problem.ts';
import type { Snapshot } from '../../model/snapshot.ts';
import type { PlanningOptions } from '../commands/options.ts';
import type { Run } from '../events/with-events.ts';
import type { Destination } from '../plan-file/destination.ts';
import { planCounted, readNeed } from '../planning.ts';
import { progressOn } from '../progress.ts';
import type { Tenant } from '../tenant.ts';
import { unwritten } from '../unwritten.ts';
import { wholeTenant } from '../whole-tenant.ts';

/** A destination that may depend on where the tenant is now: a create whose answer was lost is known by its name only. */
export interface Unresolved {
  readonly before: Snapshot;
  resolve(now: Snapshot): Destination;
}

/** The destination of a plan that was made before: what it deletes was settled then, and does not change with what is already gone. */
export const resolved = (destination: Destination): Unresolved => ({ before: destination.before, resolve: () => destination });

export interface PlannedBack {
  readonly plan: Plan;
  readonly loaded: Loaded;
  readonly destination: Destination;
}

/** Reads where the tenant is and plans from there to a saved state. */
export async function planBack(
  { before, resolve }: Unresolved,
  tenant: Tenant,
  run: Run,
  { allow = [] }: Pick<PlanningOptions, 'allow'>,
): Promise<Outcome<PlannedBack, readonly Problem[]>> {
  const { wayBack } = await import('../../planner/restore/definition.ts');
  const { wayBackNotes } = await import('../../planner/restore/notes.ts');
  const { RESOURCE_TYPES: catalogue } = await import('../../resources/index.ts');
  const now = await readNow(resolve(before), tenant, run);
  if (!now.ok) return now;
  const destination = resolve(now.value);
  const way = { ...mapsOf(destination), now: now.value, catalogue };
  const loaded = unwritten(wayBack(way));
  const planned = await planCounted(loaded, now.value, tenant.api, { allow });
  if (!planned.ok) return failure(planned.error);
  const plan = { ...planned.value, operations: [...planned.value.operations, ...wayBackNotes(way)] };
  return success({ plan, loaded, destination });
}

/** For a restore the whole tenant, where what the file holds must be seen: hidden is not gone. For a rollback as much of it as the run touched. */
async function readNow(destination: Destination, tenant: Tenant, run: Run): Promise<Outcome<Snapshot, readonly Problem[]>> {
  const { source, before } = destination;
  const { wayBack } = await import('../../planner/restore/definition.ts');
  const { RESOURCE_TYPES: catalogue } = await import('../../resources/index.ts');
  const { needOfSavedState, needOfWayBack } = await import('../../fetcher/need/way-back-need.ts');
  const definition = wayBack({ ...mapsOf(destination), now: before, catalogue });
  if (source.verb === 'restore') return wholeTenant(tenant, run, needOfSavedState(definition, before, catalogue));
  const need = needOfWayBack(definition, new Set(source.deleted), catalogue);
  return readNeed(need, unwritten(definition), tenant.api, progressOn(run.terminal), run.events);
}

function mapsOf({ before, file, goes, secretsSet }: Destination) {
  return {
    before,
    file,
    goes: new Map(Object.entries(goes).map(([type, ids]) => [type, ids === 'others' ? ids : new Set(ids)] as const)),
    secretsSet: new Map(Object.entries(secretsSet)),
  };
}
