import { setImmediate } from 'node:timers/promises';
import type { Clock } from '../../src/management-api/clock.ts';

export interface FastClock extends Clock {
  /** What was slept so far. */
  readonly sleeps: readonly number[];
  advance(ms: number): void;
}

/** A clock whose sleepers wake at once, and find that the time has passed. Between sleeps it runs like any other. */
export function fastClock(): FastClock {
  let skipped = 0;
  const sleeps: number[] = [];
  const now = () => Date.now() + skipped;
  return {
    sleeps,
    now,
    advance: (ms) => {
      skipped += ms;
    },
    sleep: async (ms, signal) => {
      const end = now() + ms;
      await setImmediate();
      if (signal?.aborted) return;
      sleeps.push(ms);
      skipped += Math.max(end - now(), 0);
    },
  };
}
