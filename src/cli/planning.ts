import type { FetchNeed } from '../fetcher/need/need.ts';
import type { OnFetch } from '../fetcher/progress.ts';
import type { Loaded } from '../loader/load.ts';
import type { ReadApi } from '../management-api/types.ts';
import { addressOf, matchesPattern } from '../model/address.ts';
import { failure, type Outcome, success } from '../model/plan/outcome.ts';
import type { Plan } from '../model/plan/plan.ts';
import { losesUsers } from '../model/plan/user-loss.ts';
import type { Problem } from '../model/problem/problem.ts';
import type { Snapshot } from '../model/snapshot.ts';
import type { PlanningOptions, TenantOptions } from './commands/options.ts';
import { inFile } from './definition.ts';
import { type Events, NO_EVENTS } from './events/stream.ts';
import { tellFetch } from './events/tell.ts';
import type { Progress } from './progress.ts';
import { TOOL } from './version.ts';

export const showFetch =
  (progress: Progress): OnFetch =>
  (event) => {
    if (event.kind === 'listed') progress.show(`reading: ${event.count} ${event.type}`);
    if (event.kind === 'related') progress.show(`reading: ${event.field} of ${event.type} ${event.done}/${event.total}`);
  };

/** Reads the tenant as far as the definition needs it. `keepGoing`: what is declared and refused is no failure. */
export async function snapshotFor(
  loaded: Loaded,
  api: ReadApi,
  progress: Progress,
  events: Events = NO_EVENTS,
  keepGoing = false,
): Promise<Outcome<Snapshot, readonly Problem[]>> {
  const { keepingGoing, needOf } = await import('../fetcher/need/need.ts');
  const { RESOURCE_TYPES } = await import('../resources/index.ts');
  const need = needOf(loaded.definition, RESOURCE_TYPES);
  return readNeed(keepGoing ? keepingGoing(need) : need, loaded, api, progress, events);
}

export async function readNeed(
  need: FetchNeed,
  loaded: Loaded,
  api: ReadApi,
  progress: Progress,
  events: Events,
): Promise<Outcome<Snapshot, readonly Problem[]>> {
  const { fetchSnapshot } = await import('../fetcher/snapshot.ts');
  const show = showFetch(progress);
  const fetched = await fetchSnapshot(api, need, (event) => {
    tellFetch(events, event);
    show(event);
  });
  progress.done();
  return fetched.ok ? fetched : failure(fetched.error.map((problem) => inFile(problem, loaded)));
}

/** The plan from a snapshot to the definition, its problems and refusals in the words of the files. */
export async function planFor(
  loaded: Loaded,
  snapshot: Snapshot,
  { allow = [], resend = [], emulator }: PlanningOptions & Pick<Partial<TenantOptions>, 'emulator'> = {},
): Promise<Outcome<Plan, readonly Problem[]>> {
  const { planChanges } = await import('../planner/plan-changes.ts');
  const { RESOURCE_TYPES } = await import('../resources/index.ts');
  const { definition } = loaded;
  const input = { definition, snapshot, catalogue: RESOURCE_TYPES, tool: TOOL, resend };
  const first = planChanges({ ...input, allow });
  const mayLose = first.ok && emulator !== undefined && (await losesOwnDatabaseOnly(first.value));
  const planned = mayLose ? planChanges({ ...input, allow: [...allow, 'user-loss'] }) : first;
  if (!planned.ok) return failure(planned.error.map((problem) => inFile(problem, loaded)));
  const idle = resend.filter((pattern) => !planned.value.operations.some(({ address }) => matchesPattern(address, pattern)));
  if (idle.length > 0) return failure(idle.map(nothingToResend));
  const refusals = planned.value.refusals.map((problem) => inFile(problem, loaded));
  return success({ ...planned.value, refusals });
}

/** Nobody has an account in the database that a fresh emulated tenant comes with. */
async function losesOwnDatabaseOnly({ operations }: Plan): Promise<boolean> {
  if (!losesUsers(operations)) return false;
  const { OWN_DATABASE } = await import('../emulator/index.ts');
  const own = addressOf('connections', OWN_DATABASE);
  return operations.every(({ usersLost, address }) => usersLost === undefined || address === own);
}

const nothingToResend = (pattern: string): Problem => ({
  code: 'usage',
  severity: 'error',
  message: `There is nothing to send again at ${pattern}`,
  expected: 'the address of a declared resource with secrets that the tenant does not show, such as emailProvider or actions/*',
});

/** The same for a tenant at hand: where the plan deletes people's accounts, they are counted; and its cost holds the looks at the log. */
export async function planCounted(
  loaded: Loaded,
  snapshot: Snapshot,
  api: ReadApi,
  options: PlanningOptions & Pick<Partial<TenantOptions>, 'emulator'> = {},
): Promise<Outcome<Plan, readonly Problem[]>> {
  const planned = await planWithUsers(loaded, snapshot, api, options);
  return planned.ok ? success(await addLooks(planned.value, api)) : planned;
}

async function addLooks(plan: Plan, api: ReadApi): Promise<Plan> {
  const { canWatch, countLooks } = await import('../applier/send/watch-other-runs.ts');
  const { RESOURCE_TYPES } = await import('../resources/index.ts');
  const identity = await api.identity();
  if (!identity.ok || !canWatch(identity.value.scopes)) return plan;
  return { ...plan, cost: { ...plan.cost, reads: plan.cost.reads + countLooks(plan, RESOURCE_TYPES) } };
}

async function planWithUsers(
  loaded: Loaded,
  snapshot: Snapshot,
  api: ReadApi,
  options: PlanningOptions & Pick<Partial<TenantOptions>, 'emulator'> = {},
): Promise<Outcome<Plan, readonly Problem[]>> {
  const planned = await planFor(loaded, snapshot, options);
  if (!planned.ok || !losesUsers(planned.value.operations)) return planned;
  const { withUsersCounted } = await import('../fetcher/read/users.ts');
  const { RESOURCE_TYPES } = await import('../resources/index.ts');
  return planFor(loaded, await withUsersCounted(api, snapshot, planned.value.operations, RESOURCE_TYPES), options);
}
