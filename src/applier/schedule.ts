import type { Operation } from '../model/plan.ts';
import type { OperationResult } from '../model/result.ts';
import { Queue } from './queue.ts';

export interface Schedule {
  readonly operations: readonly Operation[];
  readonly concurrency: number;
  /** Nothing new is begun once this says so. */
  readonly stop: () => string | undefined;
  readonly perform: (operation: Operation) => Promise<OperationResult>;
}

/** Performs operations along their dependencies, several at once, but never two on one resource. Every operation gets its result. */
export async function performAll({ operations, concurrency, stop, perform }: Schedule): Promise<readonly OperationResult[]> {
  const queue = new Queue(operations);
  const running = new Map<string, Promise<void>>();
  for (;;) {
    const next = stop() === undefined && running.size < concurrency ? queue.take() : undefined;
    if (next) {
      const settled = perform(next).then((result) => {
        queue.settle(next, result);
        running.delete(next.id);
      });
      running.set(next.id, settled);
    } else if (running.size > 0) await Promise.race(running.values());
    else return queue.results(stop() ?? 'what it waits for never ended');
  }
}
