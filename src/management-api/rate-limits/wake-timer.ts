import type { ClientClock } from '../client-clock.ts';

/** Node's timers are limited to about 24 days, and waking up early is harmless. */
const MAX_SLEEP_MS = 60_000;

/** A timer for one wake-up call: scheduling a new call replaces the last one. */
export class WakeTimer {
  readonly #clock: ClientClock;
  readonly #wake: () => void;
  #pending = new AbortController();

  constructor(clock: ClientClock, wake: () => void) {
    this.#clock = clock;
    this.#wake = wake;
  }

  /** Calls `wake` after `ms` milliseconds, or earlier if that is longer than a minute. */
  schedule(ms: number): void {
    this.cancel();
    const { signal } = this.#pending;
    const runIfSet = () => {
      if (!signal.aborted) this.#wake();
    };
    void this.#clock.sleep(Math.min(Math.max(ms, 1), MAX_SLEEP_MS), signal).then(runIfSet);
  }

  cancel(): void {
    this.#pending.abort();
    this.#pending = new AbortController();
  }
}
