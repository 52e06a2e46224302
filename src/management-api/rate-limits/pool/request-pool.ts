import type { ClientClock } from '../../client-clock.ts';

/** How much goes on at once, and how fast, whatever the buckets allow. */
export interface RequestPool {
  /** `undefined` when it was closed before its turn. */
  run<T>(attempt: () => Promise<T>): Promise<T | undefined>;
  close(): void;
}

export interface RequestPoolOptions {
  readonly width: number;
  /** Starts a second at most. */
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
