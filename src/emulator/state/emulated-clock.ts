/** Start of the clock of a seeded emulator. */
const SEEDED_START = Date.UTC(2026, 0, 1);

/** The clock for timestamps of resources. A seeded clock advances one millisecond per reading, so runs are reproducible. */
export class EmulatedClock {
  readonly #source: (() => Date) | undefined;
  readonly #seeded: boolean;
  /** Number of readings of a seeded clock. Saved in the state file. */
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

  /** Reads the time without advancing a seeded clock. */
  peek = (): Date => (this.#source === undefined && this.#seeded ? new Date(SEEDED_START + this.ticks) : this.#readWallClock());

  #readWallClock = (): Date => this.#source?.() ?? new Date();

  stamp = (): string => this.now().toISOString();
}
