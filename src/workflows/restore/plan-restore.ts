import type { Loaded } from '../../loader/load-definition.ts';
import { failWith, type Outcome, succeed } from '../../model/plan/outcome.ts';
import type { Plan } from '../../model/plan/plan.ts';
import type { Problem } from '../../model/problem/problem.ts';
import type { Snapshot } from '../../model/snapshot.ts';
import type { Catalogue } from '../../resources/create-catalogue.ts';
import { createInMemoryDefinition } from '../definition/in-memory-definition.ts';
import { fetchNeededSnapshot, type PlanOptions, planWithCosts } from '../plan/plan-definition.ts';
import type { RestoreDestination } from '../plan-file/restore-destination.ts';
import { getCatalogue, type WorkflowPorts } from '../ports.ts';
import type { TenantConnection } from '../tenant/open-tenant.ts';
import { readWholeTenant } from '../tenant/read-whole-tenant.ts';

/** A destination that may depend on the current state: a resource whose create was not answered is known only by name. */
export interface UnresolvedDestination {
  readonly before: Snapshot;
  resolve(now: Snapshot, catalogue: Catalogue): RestoreDestination;
}

/** Wraps a destination that an earlier plan resolved: what it deletes is fixed, even if some of it is already gone. */
export const createFixedDestination = (destination: RestoreDestination): UnresolvedDestination => ({
  before: destination.before,
  resolve: () => destination,
});

export interface PlannedRestore {
  readonly plan: Plan;
  readonly loaded: Loaded;
  readonly destination: RestoreDestination;
}

/** Reads the current state of the tenant and plans from it to a saved state. */
export async function planRestore(
  { before, resolve }: UnresolvedDestination,
  tenant: TenantConnection,
  { allow = [] }: Pick<PlanOptions, 'allow'>,
  ports: WorkflowPorts,
): Promise<Outcome<PlannedRestore, readonly Problem[]>> {
  const { buildDefinitionFromState } = await import('../../planner/restore/definition-from-state.ts');
  const { collectRestoreNotes } = await import('../../planner/restore/restore-notes.ts');
  const catalogue = await getCatalogue(ports);
  const now = await readCurrentState(resolve(before, catalogue), tenant, ports);
  if (!now.ok) return now;
  const destination = resolve(now.value, catalogue);
  const way = { ...toRestoreMaps(destination), now: now.value, catalogue };
  const loaded = createInMemoryDefinition(buildDefinitionFromState(way), catalogue);
  const planned = await planWithCosts(loaded, now.value, tenant.api, ports, { allow });
  if (!planned.ok) return failWith(planned.error);
  const plan = { ...planned.value, operations: [...planned.value.operations, ...collectRestoreNotes(way)] };
  return succeed({ plan, loaded, destination });
}

/** For a restore, reads the whole tenant; everything in the backup must be visible, since hidden does not mean deleted. For a rollback, reads what the run touched. */
async function readCurrentState(
  destination: RestoreDestination,
  tenant: TenantConnection,
  ports: WorkflowPorts,
): Promise<Outcome<Snapshot, readonly Problem[]>> {
  const { source, before } = destination;
  const { buildDefinitionFromState } = await import('../../planner/restore/definition-from-state.ts');
  const catalogue = await getCatalogue(ports);
  const { computeSavedStateNeed, computeRestoreNeed } = await import('../../fetcher/need/restore-need.ts');
  const definition = buildDefinitionFromState({ ...toRestoreMaps(destination), now: before, catalogue });
  if (source.verb === 'restore') return readWholeTenant(tenant, ports, computeSavedStateNeed(definition, before, catalogue));
  const need = computeRestoreNeed(definition, new Set(source.deleted), catalogue);
  return fetchNeededSnapshot(need, createInMemoryDefinition(definition, catalogue), tenant.api, ports);
}

function toRestoreMaps({ before, file, goes, removedItems, secretsSet }: RestoreDestination) {
  return {
    before,
    file,
    goes: new Map(Object.entries(goes).map(([type, ids]) => [type, ids === 'others' ? ids : new Set(ids)] as const)),
    removedItems,
    secretsSet: new Map(Object.entries(secretsSet)),
  };
}
