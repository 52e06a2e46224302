/** 2026-01-01: where the clock of a seeded emulator starts. */
const SEEDED_START = Date.UTC(2026, 0, 1);

/** Time as the API stamps it on resources. A seeded clock goes on by one millisecond with each reading, so that runs repeat. */
export class EmulatedClock {
  readonly #source: (() => Date) | undefined;
  readonly #seeded: boolean;
  /** Kept in the state file. */
  ticks: number;

  constructor(source: (() => Date) | undefined, seeded: boolean, ticks = 0) {
    this.#source = source;
    this.#seeded = seeded;
    this.ticks = ticks;
  }

  now(): Date {
    if (this.#source !== undefined) return this.#source();
    if (!this.#seeded) return new Date();
    this.ticks += 1;
    return new Date(SEEDED_START + this.ticks);
  }

  /** The time without a step of the seeded clock: for what must not leave a trace. */
  peek = (): Date => (this.#source === undefined && this.#seeded ? new Date(SEEDED_START + this.ticks) : this.#readWallClock());

  #readWallClock = (): Date => this.#source?.() ?? new Date();

  stamp = (): string => this.now().toISOString();
}
