import type { Job } from './job.ts';

/** Two queues before one bucket, served by turns: its own requests, and those that another bucket let through already. */
export class Lanes {
  readonly #own: Job[] = [];
  readonly #passing: Job[] = [];
  #ownIsNext = true;

  get size(): number {
    return this.#own.length + this.#passing.length;
  }

  add(job: Job, ahead: boolean): void {
    if (ahead) this.#own.unshift(job);
    else this.#own.push(job);
  }

  pass(job: Job): void {
    this.#passing.push(job);
  }

  next(): Job | undefined {
    const [first, second] = this.#ownIsNext ? [this.#own, this.#passing] : [this.#passing, this.#own];
    this.#ownIsNext = !this.#ownIsNext;
    return first.shift() ?? second.shift();
  }

  /** Takes all of its own. */
  giveUp(): readonly Job[] {
    return this.#own.splice(0);
  }
}
