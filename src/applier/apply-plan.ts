import { isNote } from '../model/plan/operation.ts';
import { listChanges, listRefusals } from '../model/plan/plan.ts';
import { type OperationResult, RESULT_FORMAT, type Result } from '../model/plan/result.ts';
import { refuseUnreceivedTickets } from '../model/plan/tickets.ts';
import type { Problem } from '../model/problem/problem.ts';
import { type PerformOptions, performPlan } from './perform-plan.ts';
import { buildStateBefore } from './preconditions/build-state-before.ts';
import { checkUserLoss } from './preconditions/check-user-loss.ts';
import { checkWriteScopes } from './preconditions/check-write-scopes.ts';
import { runChecks } from './preconditions/run-checks.ts';
import { NO_JOURNAL, type RunJournal } from './run-journal.ts';
import { buildNotStarted } from './schedule/operation-queue.ts';
import { canWatch, RunWatch } from './send/watch-other-runs.ts';

export interface ApplyInput extends PerformOptions {
  /** The run's id. The correlation id of every request begins with it. */
  readonly run: string;
  /** Records the run so that it can be resumed or undone after a crash. */
  readonly journal?: RunJournal;
  /** Watch the tenant's log for resources that other runs create meanwhile. `countLooks` returns how many requests that takes. */
  readonly watchLog?: boolean;
}

/**
 * Performs exactly the plan. Sends no write if the plan is refused or the tenant has changed since it was made; otherwise performs every
 * operation whose dependencies succeed.
 */
export async function applyPlan(input: ApplyInput): Promise<Result> {
  const spentBefore = input.api.spent();
  const result = await checkAndPerform(input);
  return { ...result, requests: countRequestsSince(spentBefore, input.api.spent()) };
}

type RequestCounts = Result['requests'];

/** Counts the requests of this apply only: the client may have been used before. */
const countRequestsSince = (before: RequestCounts, after: RequestCounts): RequestCounts => ({
  reads: after.reads - before.reads,
  writes: after.writes - before.writes,
});

async function checkAndPerform(input: ApplyInput): Promise<UncountedResult> {
  const { plan } = input;
  const refused = listRefusals(plan);
  const refusals =
    refused.length > 0
      ? refused
      : [...checkUserLoss(plan, input.catalogue), ...refuseUnreceivedTickets(plan, input.deliverTicket !== undefined)];
  if (refusals.length > 0) return buildRefusedResult(input, refusals);
  const allowed = await checkWriteScopes(plan, input.api, input.catalogue);
  if (!allowed.ok) return buildRefusedResult(input, allowed.error);
  const watch = input.watchLog ? await beginWatch(input) : undefined;
  const checked = await runChecks(plan, input.api, input.catalogue);
  if (!checked.ok) return buildRefusedResult(input, checked.error);
  const conflict = await watch?.lookForCreates();
  if (conflict) return buildRefusedResult(input, [conflict]);
  const journal = input.journal ?? NO_JOURNAL;
  const identity = await input.api.identity();
  const granted = identity.ok ? identity.value.scopes : undefined;
  const saveProblem = await journal.recordStateBefore(buildStateBefore(plan, checked.value, input.catalogue, granted));
  if (saveProblem) return buildRefusedResult(input, [saveProblem]);
  return buildResult(input, await performPlan({ ...input, journal }, checked.value, watch));
}

async function beginWatch(input: ApplyInput): Promise<RunWatch | undefined> {
  const identity = await input.api.identity();
  if (identity.ok && !canWatch(identity.value.scopes)) return undefined;
  const watch = new RunWatch(input);
  await watch.begin();
  return watch;
}

type UncountedResult = Omit<Result, 'requests'>;

function buildResult({ run, plan }: ApplyInput, operations: readonly OperationResult[]): UncountedResult {
  const notes = plan.operations.filter(isNote).length;
  return {
    format: RESULT_FORMAT,
    run,
    tenant: plan.tenant,
    operations,
    ...(notes === 0 ? {} : { notes }),
    ...(plan.selection ? { only: plan.selection.only } : {}),
  };
}

/** Builds the result of a refused plan: no operation was started. */
const buildRefusedResult = (input: ApplyInput, problems: readonly Problem[]): UncountedResult => ({
  ...buildResult(
    input,
    listChanges(input.plan).map((operation) => buildNotStarted(operation, 'the plan was refused')),
  ),
  refused: problems,
});
