/** Numbers that repeat: a seed is a case, and can be tried again alone. */
export class Random {
  #state: number;

  constructor(seed: number) {
    // Neighbouring seeds must not begin alike.
    this.#state = Math.imul(seed ^ 0x9e3779b9, 0x85ebca6b) >>> 0;
  }

  /** mulberry32 */
  drawNumber(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), this.#state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }

  /** From 0 to below `end`. */
  drawBelow(end: number): number {
    return Math.floor(this.drawNumber() * end);
  }

  pickItem<T>(items: readonly [T, ...T[]]): T {
    return items[this.drawBelow(items.length)] ?? items[0];
  }

  drawChance(share: number): boolean {
    return this.drawNumber() < share;
  }
}
