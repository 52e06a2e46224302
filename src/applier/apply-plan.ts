import type { ManagementApi } from '../management-api/management-api.ts';
import { listChanges, type Operation, type Plan } from '../model/plan/plan.ts';
import { type OperationResult, RESULT_FORMAT, type Result } from '../model/plan/result.ts';
import type { Problem } from '../model/problem/problem.ts';
import { describeUnexpectedError } from '../model/problem/unexpected-error.ts';
import type { ResourceType } from '../resources/resource-type.ts';
import type { ApplyContext, ApplyEvent } from './apply-context.ts';
import { buildStateBefore } from './preconditions/build-state-before.ts';
import { checkUserLoss } from './preconditions/check-user-loss.ts';
import { checkWriteScopes } from './preconditions/check-write-scopes.ts';
import { type CheckedState, runChecks } from './preconditions/run-checks.ts';
import { NO_JOURNAL, type RunJournal } from './run-journal.ts';
import { buildNotStarted } from './schedule/operation-queue.ts';
import { performAll } from './schedule/schedule-operations.ts';
import type { PerformedOperation } from './send/operation-progress.ts';
import { performOperation } from './send/perform-operation.ts';
import type { SecretResolver } from './send/resolve-request.ts';
import { canWatch, RunWatch } from './send/watch-other-runs.ts';

export interface ApplyInput {
  readonly plan: Plan;
  readonly api: ManagementApi;
  readonly catalogue: readonly ResourceType[];
  readonly resolveSecret: SecretResolver;
  /** The run's id: also the beginning of every request's correlation id. */
  readonly run: string;
  /** Once aborted, what is under way is finished and nothing new is begun. A text as its reason is told. */
  readonly interrupt?: AbortSignal;
  readonly onEvent?: (event: ApplyEvent) => void | Promise<void>;
  readonly journal?: RunJournal;
  /** Whether the tenant's log is watched for what other runs create meanwhile. `countLooks` says how many requests that takes. */
  readonly watchLog?: boolean;
  /** Begin nothing new once an operation has failed, instead of all that does not depend on it. */
  readonly failFast?: boolean;
  readonly concurrency?: number;
  readonly lostAnswerRetry?: ApplyContext['lostAnswerRetry'];
  readonly readyPolling?: ApplyContext['readyPolling'];
}

/** Operations under way at once; the limiter sets the pace. */
const DEFAULT_CONCURRENCY = 8;
// Reads have been seen to lag behind writes by a few seconds.
const DEFAULT_LOST_ANSWER_RETRY = { attempts: 3, delayMs: 700, lateMs: 6000 };
const DEFAULT_READY_POLLING = { looks: 600, everyMs: 1000 };

/** Performs exactly the plan: nothing if it is refused or the tenant has moved, else every operation that its dependencies allow. */
export async function applyPlan(input: ApplyInput): Promise<Result> {
  const spentBefore = input.api.spent();
  const result = await checkAndPerform(input);
  return { ...result, requests: countRequestsSince(spentBefore, input.api.spent()) };
}

/** What this apply has sent: the client may have read for others before. */
const countRequestsSince = (before: RequestCounts, after: RequestCounts): RequestCounts => ({
  reads: after.reads - before.reads,
  writes: after.writes - before.writes,
});

async function checkAndPerform(input: ApplyInput): Promise<UncountedResult> {
  const { plan } = input;
  const refusals = plan.refusals.length > 0 ? plan.refusals : checkUserLoss(plan, input.catalogue);
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

type ApplyInputWithJournal = ApplyInput & { readonly journal: RunJournal };

async function performPlan(
  input: ApplyInputWithJournal,
  { resources }: CheckedState,
  watch?: RunWatch,
): Promise<readonly OperationResult[]> {
  const context: Omit<ApplyContext, 'yieldSlot'> = {
    api: input.api,
    catalogue: input.catalogue,
    resolveSecret: input.resolveSecret,
    createdIds: new Map(),
    lastSeen: resources,
    lostAnswerRetry: input.lostAnswerRetry ?? DEFAULT_LOST_ANSWER_RETRY,
    readyPolling: input.readyPolling ?? DEFAULT_READY_POLLING,
    announce: (event) => void input.onEvent?.(event),
  };
  const operations = listChanges(input.plan);
  let haltReason: string | undefined;
  const results = await performAll({
    operations: watch?.sort(operations) ?? operations,
    concurrency: input.concurrency ?? DEFAULT_CONCURRENCY,
    getStopReason: () => getInterruptReason(input.interrupt) ?? haltReason ?? watch?.conflict?.message,
    perform: async (operation, yieldSlot) => {
      await watch?.waitForTurn(operation);
      if (watch?.conflict) return buildNotStarted(operation, watch.conflict.message);
      const result = await performWithJournal(operation, { ...context, yieldSlot }, input, watch);
      if (input.failFast && result.status === 'failed') haltReason ??= `"${result.id}" failed`;
      if (result.problems.some(({ code }) => code === 'run-unwritable')) haltReason ??= 'the journal cannot be written';
      return result;
    },
  });
  return sortByOperation(operations, watch ? await watch.report(results) : results);
}

function sortByOperation(operations: readonly Operation[], results: readonly OperationResult[]): readonly OperationResult[] {
  const byId = new Map(results.map((result) => [result.id, result]));
  return operations.flatMap(({ id }) => byId.get(id) ?? []);
}

function getInterruptReason(interrupt: AbortSignal | undefined): string | undefined {
  if (!interrupt?.aborted) return undefined;
  return typeof interrupt.reason === 'string' ? interrupt.reason : 'interrupted';
}

async function performWithJournal(
  operation: Operation,
  context: ApplyContext,
  { onEvent, journal }: ApplyInputWithJournal,
  watch?: RunWatch,
): Promise<OperationResult> {
  const beginProblem = await journal.recordBegin(operation);
  await onEvent?.({ kind: 'started', operation });
  const performed = beginProblem
    ? { ok: false, problems: [beginProblem] }
    : await performOperation(operation, context).catch(buildFaultOutcome(operation));
  const ownResult = toOperationResult(operation, performed);
  const result = watch ? await watch.examine(ownResult) : ownResult;
  const endProblem = await journal.recordEnd(result);
  // What is done is done, whether or not it could be written down.
  const reported = endProblem
    ? { ...result, problems: [...result.problems, { ...endProblem, severity: 'warning' } as const] }
    : result;
  await onEvent?.({ kind: 'finished', result: reported });
  return reported;
}

function toOperationResult(operation: Operation, performed: PerformedOperation): OperationResult {
  const { because: _, ...known } = buildNotStarted(operation, '');
  return {
    ...known,
    status: performed.ok ? 'done' : 'failed',
    problems: performed.problems,
    ...(performed.partly ? { partly: true } : {}),
    ...(performed.liveId === undefined ? {} : { liveId: performed.liveId }),
  };
}

/** A fault of ours ends one operation, not the truth about the others. What it had sent is not known. */
const buildFaultOutcome =
  (operation: Operation) =>
  (error: unknown): PerformedOperation => ({
    ok: false,
    partly: true,
    problems: [
      {
        code: 'internal',
        severity: 'error',
        message: describeUnexpectedError(error),
        place: { kind: 'address', address: operation.address },
        hint: 'This is a fault in tenon; please report it. Plan again: the next plan shows what is missing.',
      },
    ],
  });

type RequestCounts = Result['requests'];
type UncountedResult = Omit<Result, 'requests'>;

const buildResult = (input: ApplyInput, operations: readonly OperationResult[]): UncountedResult => ({
  format: RESULT_FORMAT,
  run: input.run,
  tenant: input.plan.tenant,
  operations,
});

/** Nothing was begun: every operation is still to do. */
const buildRefusedResult = (input: ApplyInput, problems: readonly Problem[]): UncountedResult => ({
  ...buildResult(
    input,
    listChanges(input.plan).map((operation) => buildNotStarted(operation, 'the plan was refused')),
  ),
  refused: problems,
});
