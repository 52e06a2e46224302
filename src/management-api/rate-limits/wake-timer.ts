import type { ClientClock } from '../client-clock.ts';

/** Timers of node can't be much longer than three weeks, and a look in between costs nothing. */
const MAX_SLEEP_MS = 60_000;

/** One wake-up call: a new one takes the place of the last. */
export class WakeTimer {
  readonly #clock: ClientClock;
  readonly #wake: () => void;
  #pending = new AbortController();

  constructor(clock: ClientClock, wake: () => void) {
    this.#clock = clock;
    this.#wake = wake;
  }

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
