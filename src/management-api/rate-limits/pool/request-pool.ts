import type { ClientClock } from '../../client-clock.ts';

/** Limits the number of requests in flight and the overall rate, in addition to the buckets. */
export interface RequestPool {
  /** Runs an attempt when there is room; `undefined` if the pool closes before. */
  run<T>(attempt: () => Promise<T>): Promise<T | undefined>;
  close(): void;
}

export interface RequestPoolOptions {
  /** Maximum number of attempts in flight. */
  readonly width: number;
  /** Maximum attempts started per second. */
  readonly maxRate?: number;
  readonly clock: ClientClock;
}

export function createRequestPool({ width, maxRate, clock }: RequestPoolOptions): RequestPool {
  const waiting: ((open: boolean) => void)[] = [];
  const closing = new AbortController();
  let running = 0;
  let nextStart = 0;

  const waitForTurn = () => new Promise<boolean>((resolve) => (running < width ? resolve(true) : waiting.push(resolve)));
  const waitForRate = async () => {
    if (maxRate === undefined) return;
    const start = Math.max(clock.now(), nextStart);
    nextStart = start + 1000 / maxRate;
    await clock.sleep(start - clock.now(), closing.signal);
  };

  return {
    run: async (attempt) => {
      if (closing.signal.aborted) return undefined;
      const free = waitForTurn();
      running += 1;
      try {
        if (!(await free)) return undefined;
        await waitForRate();
        return closing.signal.aborted ? undefined : await attempt();
      } finally {
        running -= 1;
        waiting.shift()?.(true);
      }
    },
    close: () => {
      closing.abort();
      for (const resume of waiting.splice(0)) resume(false);
    },
  };
}
