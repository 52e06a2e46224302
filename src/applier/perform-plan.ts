import type { ManagementApi } from '../management-api/management-api.ts';
import type { ChangeOperation } from '../model/plan/operation.ts';
import { listChanges, type Plan } from '../model/plan/plan.ts';

import type { OperationResult } from '../model/plan/result.ts';
import type { Catalogue } from '../resources/create-catalogue.ts';
import type { ApplyContext, ApplyEvent, DeliverTicket } from './apply-context.ts';
import { performBatch } from './bulk/perform-batch.ts';
import type { CheckedState } from './preconditions/checked-state.ts';
import { type OperationRecorder, performRecorded, recordEnd } from './record-operation.ts';
import type { RunJournal } from './run-journal.ts';
import { buildNotStarted } from './schedule/operation-queue.ts';
import { performAll } from './schedule/schedule-operations.ts';
import type { PerformedOperation } from './send/operation-progress.ts';
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

/** Performs the operations of a checked plan in dependency order. Returns their results in plan order. */
export async function performPlan(
  options: PerformOptions & { readonly journal: RunJournal },
  { resources }: CheckedState,
  watch?: RunWatch,
): Promise<readonly OperationResult[]> {
  const context: Omit<ApplyContext, 'yieldSlot'> = {
    api: options.api,
    catalogue: options.catalogue,
    resolveSecret: options.resolveSecret,
    deliverTicket: options.deliverTicket ?? rejectTicket,
    createdIds: new Map(),
    carried: new Set(),
    neededIds: new Set(listChanges(options.plan).flatMap(({ dependsOn }) => dependsOn)),
    lastSeen: resources,
    lostAnswerRetry: options.lostAnswerRetry ?? DEFAULT_LOST_ANSWER_RETRY,
    readyPolling: options.readyPolling ?? DEFAULT_READY_POLLING,
    announce: (event) => void options.onEvent?.(event),
  };
  const operations = listChanges(options.plan);
  let haltReason: string | undefined;
  const getStopReason = () => getInterruptReason(options.interrupt) ?? haltReason ?? watch?.conflict?.message;
  const noteHalt = (result: OperationResult): OperationResult => {
    if (options.failFast && result.status === 'failed') haltReason ??= `"${result.id}" failed`;
    if (result.problems.some(({ code }) => code === 'run-unwritable')) haltReason ??= 'the journal cannot be written';
    return result;
  };
  const recorder: OperationRecorder = { ...options, watch };
  const results = await performAll({
    operations: watch?.sort(operations) ?? operations,
    concurrency: options.concurrency ?? DEFAULT_CONCURRENCY,
    getStopReason,
    perform: async (operation, yieldSlot) => {
      await watch?.waitForTurn(operation);
      if (watch?.conflict) return buildNotStarted(operation, watch.conflict.message);
      return noteHalt(await performRecorded(operation, { ...context, yieldSlot }, recorder));
    },
    performBatch: async (batch, yieldSlot) => {
      if (batch[0]) await watch?.waitForTurn(batch[0]);
      const recordResult = async (operation: ChangeOperation, performed: PerformedOperation) =>
        noteHalt(await recordEnd(operation, performed, recorder));
      return performBatch(batch, { ...context, yieldSlot }, { ...recorder, recordResult, getStopReason });
    },
  });
  return sortByOperation(operations, watch ? await watch.report(results) : results);
}

/** Never called: a plan with tickets is refused if no receiver is given. */
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
