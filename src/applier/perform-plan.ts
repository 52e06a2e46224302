import type { ManagementApi } from '../management-api/management-api.ts';
import { omitUndefined } from '../model/json/omit-undefined.ts';
import type { ChangeOperation } from '../model/plan/operation.ts';
import { listChanges, type Plan } from '../model/plan/plan.ts';

import type { OperationResult } from '../model/plan/result.ts';
import { describeUnexpectedError } from '../model/problem/unexpected-error.ts';
import type { Catalogue } from '../resources/create-catalogue.ts';
import type { ApplyContext, ApplyEvent, DeliverTicket } from './apply-context.ts';
import type { CheckedState } from './preconditions/checked-state.ts';
import type { RunJournal } from './run-journal.ts';
import { buildNotStarted } from './schedule/operation-queue.ts';
import { performAll } from './schedule/schedule-operations.ts';
import type { PerformedOperation } from './send/operation-progress.ts';
import { performOperation } from './send/perform-operation.ts';
import type { ResolveSecret } from './send/resolve-request.ts';
import type { RunWatch } from './send/watch-other-runs.ts';

/** Options of `performPlan` that callers of `applyPlan` set. */
export interface PerformOptions {
  readonly plan: Plan;
  readonly api: ManagementApi;
  readonly catalogue: Catalogue;
  readonly resolveSecret: ResolveSecret;
  /** Receives the links of tickets. Without it, a plan with tickets is refused. */
  readonly deliverTicket?: DeliverTicket;
  /** Once aborted, running operations finish and no further operation starts. An abort reason that is a string appears in the result. */
  readonly interrupt?: AbortSignal;
  readonly onEvent?: (event: ApplyEvent) => void | Promise<void>;
  /** Start no further operation after a failure. Without it, operations that do not depend on the failed one still run. */
  readonly failFast?: boolean;
  /** Maximum number of operations that run at once. */
  readonly concurrency?: number;
  readonly lostAnswerRetry?: ApplyContext['lostAnswerRetry'];
  readonly readyPolling?: ApplyContext['readyPolling'];
}

/** Only bounds the operations in progress; the rate limiter sets the pace. */
const DEFAULT_CONCURRENCY = 8;
// Reads have been observed to lag behind writes by a few seconds.
const DEFAULT_LOST_ANSWER_RETRY = { attempts: 3, delayMs: 700, lateMs: 6000 };
const DEFAULT_READY_POLLING = { looks: 600, everyMs: 1000 };

type JournaledOptions = PerformOptions & { readonly journal: RunJournal };

/** Performs the operations of a checked plan in dependency order. Returns their results in plan order. */
export async function performPlan(
  options: JournaledOptions,
  { resources }: CheckedState,
  watch?: RunWatch,
): Promise<readonly OperationResult[]> {
  const context: Omit<ApplyContext, 'yieldSlot'> = {
    api: options.api,
    catalogue: options.catalogue,
    resolveSecret: options.resolveSecret,
    deliverTicket: options.deliverTicket ?? rejectTicket,
    createdIds: new Map(),
    lastSeen: resources,
    lostAnswerRetry: options.lostAnswerRetry ?? DEFAULT_LOST_ANSWER_RETRY,
    readyPolling: options.readyPolling ?? DEFAULT_READY_POLLING,
    announce: (event) => void options.onEvent?.(event),
  };
  const operations = listChanges(options.plan);
  let haltReason: string | undefined;
  const results = await performAll({
    operations: watch?.sort(operations) ?? operations,
    concurrency: options.concurrency ?? DEFAULT_CONCURRENCY,
    getStopReason: () => getInterruptReason(options.interrupt) ?? haltReason ?? watch?.conflict?.message,
    perform: async (operation, yieldSlot) => {
      await watch?.waitForTurn(operation);
      if (watch?.conflict) return buildNotStarted(operation, watch.conflict.message);
      const result = await performWithJournal(operation, { ...context, yieldSlot }, options, watch);
      if (options.failFast && result.status === 'failed') haltReason ??= `"${result.id}" failed`;
      if (result.problems.some(({ code }) => code === 'run-unwritable')) haltReason ??= 'the journal cannot be written';
      return result;
    },
  });
  return sortByOperation(operations, watch ? await watch.report(results) : results);
}

/** Not reached: a plan with tickets that nobody receives is refused. */
const rejectTicket: DeliverTicket = async () => {
  throw new Error('nothing receives tickets');
};

function sortByOperation(
  operations: readonly ChangeOperation[],
  results: readonly OperationResult[],
): readonly OperationResult[] {
  const byId = new Map(results.map((result) => [result.id, result]));
  return operations.flatMap(({ id }) => byId.get(id) ?? []);
}

function getInterruptReason(interrupt: AbortSignal | undefined): string | undefined {
  if (!interrupt?.aborted) return undefined;
  return typeof interrupt.reason === 'string' ? interrupt.reason : 'interrupted';
}

async function performWithJournal(
  operation: ChangeOperation,
  context: ApplyContext,
  { onEvent, journal }: JournaledOptions,
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
  // The operation is done even if the journal could not record it, so this is only a warning.
  const reported = endProblem
    ? { ...result, problems: [...result.problems, { ...endProblem, severity: 'warning' } as const] }
    : result;
  await onEvent?.({ kind: 'finished', result: reported });
  return reported;
}

function toOperationResult(operation: ChangeOperation, performed: PerformedOperation): OperationResult {
  const { because: _, ...known } = buildNotStarted(operation, '');
  return {
    ...known,
    status: performed.ok ? 'done' : 'failed',
    problems: performed.problems,
    ...(performed.partly ? { partly: true } : {}),
    ...omitUndefined({ liveId: performed.liveId }),
  };
}

/** A bug in tenon fails one operation; the others are still reported. `partly`, because requests may have been sent before it. */
const buildFaultOutcome =
  (operation: ChangeOperation) =>
  (error: unknown): PerformedOperation => ({
    ok: false,
    partly: true,
    problems: [
      {
        code: 'internal',
        severity: 'error',
        message: describeUnexpectedError(error),
        place: { kind: 'address', address: operation.address },
        hint: 'This is a bug in tenon; please report it. Plan again: the new plan shows what is missing.',
      },
    ],
  });
