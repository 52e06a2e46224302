import type { Loaded } from '../../loader/load-definition.ts';
import { failWith, type Outcome, succeed } from '../../model/plan/outcome.ts';
import type { Plan } from '../../model/plan/plan.ts';
import type { Problem } from '../../model/problem/problem.ts';
import type { Snapshot } from '../../model/snapshot.ts';
import { addChangeOrigins, type LoadFilesOptions, locateInFiles } from '../definition/load-files.ts';
import { readSnapshotFrom } from '../definition/snapshot-source.ts';
import { emitPlanEvents } from '../events/emit-events.ts';
import type { WorkflowPorts } from '../ports.ts';
import type { TenantConnection } from '../tenant/open-tenant.ts';
import { type CacheOptions, readTenant, type TenantReadResult } from '../tenant/read-tenant.ts';
import { addNotPlannedNotes, excludeRefused } from './exclude-refused.ts';
import { judgePlan } from './judge-plan.ts';
import { computeReadNeed, type PlanOptions, planDefinition, planWithCosts } from './plan-definition.ts';
import {
  attributePending,
  combineForReading,
  createSinceWarning,
  loadEarlier,
  planEarlier,
  type SinceOptions,
} from './plan-since.ts';

export interface PlanTenantOptions extends PlanOptions, CacheOptions {
  /** If the tenant refuses to show something declared, plan everything else instead of failing. */
  readonly keepGoing?: boolean;
  /** An earlier state of the definition. What it would change as well is shown as pending, not as part of this change. */
  readonly since?: SinceOptions;
}

type LoadOutcome = Outcome<Loaded, readonly Problem[]>;

/** Reads the tenant and plans what an apply would change. Read-only. A plan with `refusals` must not be applied. */
export async function planTenant(
  loaded: Loaded,
  tenant: TenantConnection,
  options: PlanTenantOptions,
  ports: WorkflowPorts,
): Promise<Outcome<Plan, readonly Problem[]>> {
  const { since } = options;
  const earlier = since && (await loadEarlier(since, loaded));
  const read = await readForPlan(loaded, earlier, tenant, options, ports);
  if (!read.ok) return read;
  const { snapshot } = read.value;
  const rest = options.keepGoing ? excludeRefused(loaded, snapshot) : { loaded, notPlanned: [] };
  const compared = since && earlier && (await compareWithEarlier(earlier, since, snapshot, options));
  const planned = await planWithCosts(rest.loaded, snapshot, tenant.api, ports, { ...options, ...compared?.comparison });
  if (!planned.ok) return planned;
  const plan = addNotPlannedNotes(addWarnings(planned.value, compared?.warnings ?? []), rest.notPlanned);
  const attributed = since ? await attributePending(plan, { loaded, files: since.files, snapshot, api: tenant.api }) : plan;
  return succeed(finishPlan(attributed, loaded, ports));
}

/** Reads what the definition needs and, if the tenant allows it, what the earlier one needs as well. */
async function readForPlan(
  loaded: Loaded,
  earlier: LoadOutcome | undefined,
  tenant: TenantConnection,
  options: PlanTenantOptions,
  ports: WorkflowPorts,
): Promise<Outcome<TenantReadResult, readonly Problem[]>> {
  const both = earlier?.ok ? await readTenant(combineForReading(loaded, earlier.value), tenant, options, ports) : undefined;
  return both?.ok ? both : readTenant(loaded, tenant, options, ports);
}

/** Plans the earlier definition. If that fails, the plan is made without it, and says so. */
async function compareWithEarlier(
  earlier: LoadOutcome,
  since: SinceOptions,
  snapshot: Snapshot,
  options: PlanOptions,
): Promise<{ readonly comparison: Pick<PlanOptions, 'earlier'>; readonly warnings: readonly Problem[] }> {
  const planned = earlier.ok ? await planEarlier(earlier.value, since, snapshot, options) : earlier;
  if (planned.ok) return { comparison: { earlier: planned.value }, warnings: [] };
  return { comparison: {}, warnings: [createSinceWarning(since.source, planned.error)] };
}

const addWarnings = (plan: Plan, added: readonly Problem[]): Plan =>
  added.length === 0 ? plan : { ...plan, warnings: [...(plan.warnings ?? []), ...added] };

export interface PlanAgainstInput {
  readonly loaded: Loaded;
  /** Files of the definition; `git:REF` reads them at that revision. */
  readonly files: readonly string[];
  /** A snapshot file, another definition, or `git:REF`. */
  readonly source: string;
  readonly loading?: Pick<LoadFilesOptions, 'vars' | 'config'>;
}

/** Plans against a saved snapshot, another definition or another revision instead of a tenant. */
export async function planAgainst(
  { loaded, files, source, loading = {} }: PlanAgainstInput,
  options: PlanOptions,
  ports: WorkflowPorts,
): Promise<Outcome<Plan, readonly Problem[]>> {
  const snapshot = await readSnapshotFrom(
    source,
    files,
    { ...loading, catalogue: loaded.catalogue },
    loaded.definition.policy.tenant,
  );
  if (!snapshot.ok) return snapshot;
  const unseen = await findUnseenProblems(loaded, snapshot.value, source, options);
  if (unseen.length > 0) return failWith(unseen);
  const planned = await planDefinition(loaded, snapshot.value, options);
  if (!planned.ok) return planned;
  const plan = await judgePlan(planned.value, loaded, { snapshot: snapshot.value, now: ports.now() });
  return succeed(finishPlan(plan, loaded, ports));
}

function finishPlan(planned: Plan, loaded: Loaded, { events }: WorkflowPorts): Plan {
  const plan = addChangeOrigins(planned, loaded);
  emitPlanEvents(events, plan);
  return plan;
}

/** Finds declared parts that the saved state could not read. Hidden does not mean empty, so they cannot be planned. */
async function findUnseenProblems(
  loaded: Loaded,
  snapshot: Snapshot,
  source: string,
  { only }: PlanOptions,
): Promise<readonly Problem[]> {
  const { findUnseen } = await import('../../fetcher/unseen/find-unseen.ts');
  const hint = `${source} was saved without this scope. Grant it, then run: tenon backup --out ${source}`;
  return findUnseen(await computeReadNeed(loaded, only), snapshot).map((problem) =>
    locateInFiles(problem.code.startsWith('scope-') ? { ...problem, hint } : problem, loaded),
  );
}
