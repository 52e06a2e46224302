import { TOOL } from '../../disk/version.ts';
import type { OnFetch } from '../../fetcher/fetch-events.ts';
import type { FetchNeed } from '../../fetcher/need/fetch-need.ts';
import type { Loaded } from '../../loader/load-definition.ts';
import type { ReadApi } from '../../management-api/management-api.ts';
import { type Address, isPatternMatch, splitAddress } from '../../model/address.ts';
import { omitUndefined } from '../../model/json/omit-undefined.ts';
import { isChange, type Operation } from '../../model/plan/operation.ts';
import { failWith, type Outcome, succeed } from '../../model/plan/outcome.ts';
import type { Permission, Plan } from '../../model/plan/plan.ts';
import { isUserLoss } from '../../model/plan/user-loss.ts';
import type { Problem } from '../../model/problem/problem.ts';
import type { Snapshot } from '../../model/snapshot.ts';
import type { Catalogue } from '../../resources/create-catalogue.ts';
import { locateInFiles } from '../definition/load-files.ts';
import { emitFetchEvent } from '../events/emit-events.ts';
import type { WorkflowPorts } from '../ports.ts';
import type { EarlierDefinition } from './earlier-definition.ts';
import { judgePlan } from './judge-plan.ts';

/** Options of a plan that are not part of the definition. */
export interface PlanOptions {
  readonly allow?: readonly Permission[];
  /** Addresses (with `*` for any characters) whose secrets are sent again, because the tenant never shows whether they differ. */
  readonly resend?: readonly string[];
  /** Addresses and address patterns of the only resources to plan. What they need first is planned as well. */
  readonly only?: readonly string[];
  /** Resources that an interrupted run may have created without the ticket that `$welcome` asks for. */
  readonly missingTickets?: readonly Address[];
  /** The tenant is the embedded emulator. Its default database has no users, so deleting that needs no permission. */
  readonly emulated?: boolean;
  /** What an earlier revision of the definition would change as well. */
  readonly earlier?: EarlierDefinition;
}

type FetchPorts = Pick<WorkflowPorts, 'events' | 'progress'>;

/** Which part of a definition is read, and how. */
export interface ReadOptions extends Pick<PlanOptions, 'only'> {
  /** A refused read of something declared is not an error. */
  readonly keepGoing?: boolean;
}

/** Reads as much of the tenant as the definition needs. */
export async function fetchDeclaredSnapshot(
  loaded: Loaded,
  api: ReadApi,
  ports: FetchPorts,
  { keepGoing = false, only }: ReadOptions = {},
): Promise<Outcome<Snapshot, readonly Problem[]>> {
  const { allowRefusals } = await import('../../fetcher/need/fetch-need.ts');
  const need = await computeReadNeed(loaded, only);
  return fetchNeededSnapshot(keepGoing ? allowRefusals(need) : need, loaded, api, ports);
}

/** Computes what planning a definition, or `only` some of its resources, has to read. */
export async function computeReadNeed({ definition, catalogue }: Loaded, only: PlanOptions['only']): Promise<FetchNeed> {
  const { computeFetchNeed } = await import('../../fetcher/need/fetch-need.ts');
  if (!only) return computeFetchNeed(definition, catalogue);
  const { narrowDefinition } = await import('../../fetcher/need/narrow-definition.ts');
  return computeFetchNeed(narrowDefinition(definition, catalogue, only), catalogue);
}

export async function fetchNeededSnapshot(
  need: FetchNeed,
  loaded: Loaded,
  api: ReadApi,
  ports: FetchPorts,
): Promise<Outcome<Snapshot, readonly Problem[]>> {
  const { fetchSnapshot } = await import('../../fetcher/fetch-snapshot.ts');
  const fetched = await fetchSnapshot(api, need, createFetchReporter(ports));
  ports.progress.clear();
  return fetched.ok ? fetched : failWith(fetched.error.map((problem) => locateInFiles(problem, loaded)));
}

/** Returns a callback that shows progress and emits events while the tenant is read. */
export const createFetchReporter =
  ({ events, progress }: FetchPorts): OnFetch =>
  (event) => {
    emitFetchEvent(events, event);
    if (event.kind === 'listed') progress.show(`reading: ${event.count} ${event.type}`);
    if (event.kind === 'related') progress.show(`reading: ${event.field} of ${event.type} ${event.done}/${event.total}`);
  };

/** Plans the changes from a snapshot to the definition. Problems and refusals point to lines of the files. */
export async function planDefinition(
  loaded: Loaded,
  snapshot: Snapshot,
  { allow = [], resend = [], missingTickets = [], emulated = false, only, earlier }: PlanOptions = {},
): Promise<Outcome<Plan, readonly Problem[]>> {
  const { planChanges } = await import('../../planner/plan-changes.ts');
  const { definition, catalogue } = loaded;
  const input = {
    definition,
    snapshot,
    catalogue,
    tool: TOOL,
    resend,
    missingTickets,
    ...omitUndefined({ only }),
    ...(earlier ? { earlier: { revision: earlier.revision, operations: earlier.plan.operations } } : {}),
  };
  const first = planChanges({ ...input, allow });
  const implied = first.ok && emulated ? await listImpliedPermissions(first.value) : [];
  const planned = implied.length > 0 ? planChanges({ ...input, allow: [...allow, ...implied] }) : first;
  if (!planned.ok) return failWith(planned.error.map((problem) => locateInFiles(problem, loaded)));
  const unmatched = resend.filter((pattern) => !planned.value.operations.some(({ address }) => isPatternMatch(address, pattern)));
  if (unmatched.length > 0) return failWith(unmatched.map(createNothingToResendProblem));
  return succeed(locateRefusals(planned.value, loaded));
}

function locateRefusals(plan: Plan, loaded: Loaded): Plan {
  const locate = (problem: Problem): Problem => locateInFiles(problem, loaded);
  const since = plan.since && { ...plan.since, refusals: plan.since.refusals.map(locate) };
  return { ...plan, refusals: plan.refusals.map(locate), ...omitUndefined({ since }) };
}

/** Losing the emulator's own database, which every new tenant has, needs no permission. The loss of anything else does. */
async function listImpliedPermissions({ operations }: Plan): Promise<readonly Permission[]> {
  const { DEFAULT_DATABASE_NAME } = await import('../../emulator/index.ts');
  const isOnlyOwn = (lossy: readonly Operation[]): boolean =>
    lossy.length > 0 && lossy.every(({ address }) => splitAddress(address).key === DEFAULT_DATABASE_NAME);
  const losing = operations.filter(isChange).filter(({ impact = [] }) => impact.some(({ is }) => is === 'loses'));
  return [
    ...(isOnlyOwn(operations.filter(isUserLoss)) ? (['user-loss'] as const) : []),
    ...(isOnlyOwn(losing) ? (['loses'] as const) : []),
  ];
}

const createNothingToResendProblem = (pattern: string): Problem => ({
  code: 'usage',
  severity: 'error',
  message: `No secrets to resend at ${pattern}`,
  expected: 'the address of a declared resource with secrets that the tenant never shows, such as emailProvider or actions/*',
});

/**
 * Plans against a connected tenant: counts the users that the plan would delete, adds the log reads of an apply to its cost, and judges it by
 * rules and policies.
 */
export async function planWithCosts(
  loaded: Loaded,
  snapshot: Snapshot,
  api: ReadApi,
  { now }: Pick<WorkflowPorts, 'now'>,
  options: PlanOptions = {},
): Promise<Outcome<Plan, readonly Problem[]>> {
  const planned = await planWithUserCounts(loaded, snapshot, api, options);
  if (!planned.ok) return planned;
  const plan = await addLogReads(planned.value, api, loaded.catalogue);
  return succeed(await judgePlan(plan, loaded, { snapshot, now: now(), earlier: options.earlier }));
}

async function addLogReads(plan: Plan, api: ReadApi, catalogue: Catalogue): Promise<Plan> {
  const { canWatch, countLooks } = await import('../../applier/send/watch-other-runs.ts');
  const identity = await api.identity();
  if (!identity.ok || !canWatch(identity.value.scopes)) return plan;
  return { ...plan, cost: { ...plan.cost, reads: plan.cost.reads + countLooks(plan, catalogue) } };
}

async function planWithUserCounts(
  loaded: Loaded,
  snapshot: Snapshot,
  api: ReadApi,
  options: PlanOptions = {},
): Promise<Outcome<Plan, readonly Problem[]>> {
  const planned = await planDefinition(loaded, snapshot, options);
  if (!planned.ok || !planned.value.operations.some(isUserLoss)) return planned;
  const { addUserCounts } = await import('../../fetcher/read/count-users.ts');
  return planDefinition(loaded, await addUserCounts(api, snapshot, planned.value.operations, loaded.catalogue), options);
}
