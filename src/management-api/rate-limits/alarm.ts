import type { Clock } from '../clock.ts';

/** Timers of node can't be much longer than three weeks, and a look in between costs nothing. */
const LONGEST_MS = 60_000;

/** One wake-up call: a new one takes the place of the last. */
export class Alarm {
  readonly #clock: Clock;
  readonly #ring: () => void;
  #set = new AbortController();

  constructor(clock: Clock, ring: () => void) {
    this.#clock = clock;
    this.#ring = ring;
  }

  in(ms: number): void {
    this.off();
    const { signal } = this.#set;
    const ring = () => {
      if (!signal.aborted) this.#ring();
    };
    void this.#clock.sleep(Math.min(Math.max(ms, 1), LONGEST_MS), signal).then(ring);
  }

  off(): void {
    this.#set.abort();
    this.#set = new AbortController();
  }
}
