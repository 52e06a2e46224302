import { setTimeout } from 'node:timers/promises';
import type { ClientClock } from '../../src/management-api/client-clock.ts';

export interface FastClock extends ClientClock {
  /** What was slept so far. */
  readonly sleeps: readonly number[];
  advance(ms: number): void;
}

/** What may go on without waiting gets this long, before the time of those who wait is over. */
const MOMENT_MS = 6;

/** A clock whose sleepers wake after a moment, and find that their time has passed. Between sleeps it runs like any other. */
export function createFastClock(momentMs = MOMENT_MS): FastClock {
  let skipped = 0;
  const sleeps: number[] = [];
  const getNow = () => Date.now() + skipped;
  return {
    sleeps,
    now: getNow,
    advance: (ms) => {
      skipped += ms;
    },
    sleep: async (ms, signal) => {
      const end = getNow() + ms;
      await setTimeout(Math.min(ms, momentMs));
      if (signal?.aborted) return;
      sleeps.push(ms);
      skipped += Math.max(end - getNow(), 0);
    },
  };
}
