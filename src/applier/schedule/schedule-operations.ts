import { type ChangeOperation, getBatchId } from '../../model/plan/operation.ts';
import type { OperationResult } from '../../model/plan/result.ts';
import { OperationQueue } from './operation-queue.ts';

export interface Schedule {
  readonly operations: readonly ChangeOperation[];
  readonly concurrency: number;
  /** Once this returns a reason, no further operation starts. */
  readonly getStopReason: () => string | undefined;
  readonly perform: (operation: ChangeOperation, yieldSlot: YieldSlot) => Promise<OperationResult>;
  /** Performs operations of one batch together, and returns a result for each, in the same order. */
  readonly performBatch: (batch: readonly ChangeOperation[], yieldSlot: YieldSlot) => Promise<readonly OperationResult[]>;
}

/** Awaits work that the tenant does; meanwhile another operation may use the concurrency slot. */
export type YieldSlot = <T>(wait: Promise<T>) => Promise<T>;

/** Performs operations in dependency order, several at once but never two on the same resource. Returns a result for each of them. */
export async function performAll({
  operations,
  concurrency,
  getStopReason,
  perform,
  performBatch,
}: Schedule): Promise<readonly OperationResult[]> {
  const queue = new OperationQueue(operations);
  const running = new Map<string, Promise<void>>();
  const yielded = new YieldedSlots();
  for (;;) {
    const next = getStopReason() === undefined && running.size - yielded.count < concurrency ? queue.take() : undefined;
    if (next) {
      const batch = getBatchId(next) === undefined ? undefined : [next, ...queue.takeRestOfBatch(next)];
      const results = batch
        ? performBatch(batch, yielded.yieldSlot)
        : perform(next, yielded.yieldSlot).then((result) => [result]);
      const finished = results.then((all) => {
        for (const [index, operation] of (batch ?? [next]).entries()) {
          const result = all[index];
          if (result) queue.finish(operation, result);
        }
        running.delete(next.id);
      });
      running.set(next.id, finished);
    } else if (running.size > 0) await Promise.race([...running.values(), yielded.nextYield]);
    else return queue.collectResults(getStopReason() ?? 'its dependencies never finished');
  }
}

class YieldedSlots {
  count = 0;
  /** Resolves when the next operation yields its slot. */
  nextYield: Promise<void>;
  #notifyWaiting: () => void = () => {};

  constructor() {
    this.nextYield = this.#createSignal();
  }

  readonly yieldSlot: YieldSlot = async (wait) => {
    this.count += 1;
    this.#notifyWaiting();
    this.nextYield = this.#createSignal();
    try {
      return await wait;
    } finally {
      this.count -= 1;
    }
  };

  readonly #createSignal = (): Promise<void> =>
    new Promise((resolve) => {
      this.#notifyWaiting = resolve;
    });
}
