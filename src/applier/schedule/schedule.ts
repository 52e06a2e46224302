import type { Operation } from '../../model/plan/plan.ts';
import type { OperationResult } from '../../model/plan/result.ts';
import { Queue } from './queue.ts';

export interface Schedule {
  readonly operations: readonly Operation[];
  readonly concurrency: number;
  /** Nothing new is begun once this says so. */
  readonly stop: () => string | undefined;
  readonly perform: (operation: Operation, rest: Rest) => Promise<OperationResult>;
}

/** Waits for something that takes the tenant's time and not ours: meanwhile another operation may begin. */
export type Rest = <T>(wait: Promise<T>) => Promise<T>;

/** Performs operations along their dependencies, several at once, but never two on one resource. Every operation gets its result. */
export async function performAll({ operations, concurrency, stop, perform }: Schedule): Promise<readonly OperationResult[]> {
  const queue = new Queue(operations);
  const running = new Map<string, Promise<void>>();
  const resting = new Resting();
  for (;;) {
    const next = stop() === undefined && running.size - resting.count < concurrency ? queue.take() : undefined;
    if (next) {
      const settled = perform(next, resting.rest).then((result) => {
        queue.settle(next, result);
        running.delete(next.id);
      });
      running.set(next.id, settled);
    } else if (running.size > 0) await Promise.race([...running.values(), resting.next]);
    else return queue.results(stop() ?? 'what it waits for never ended');
  }
}

class Resting {
  count = 0;
  /** Resolves when one more begins to rest. */
  next: Promise<void>;
  #ring: () => void = () => {};

  constructor() {
    this.next = this.#bell();
  }

  readonly rest: Rest = async (wait) => {
    this.count += 1;
    this.#ring();
    this.next = this.#bell();
    try {
      return await wait;
    } finally {
      this.count -= 1;
    }
  };

  readonly #bell = (): Promise<void> =>
    new Promise((resolve) => {
      this.#ring = resolve;
    });
}
