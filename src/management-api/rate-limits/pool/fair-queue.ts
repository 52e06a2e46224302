import type { QueuedJob } from './queued-job.ts';

/** Two queues before one bucket, served by turns: its own requests, and those that another bucket let through already. */
export class FairQueue {
  readonly #own: QueuedJob[] = [];
  readonly #passing: QueuedJob[] = [];
  #ownIsNext = true;

  get size(): number {
    return this.#own.length + this.#passing.length;
  }

  add(job: QueuedJob, ahead: boolean): void {
    if (ahead) this.#own.unshift(job);
    else this.#own.push(job);
  }

  addPassing(job: QueuedJob): void {
    this.#passing.push(job);
  }

  takeNext(): QueuedJob | undefined {
    const [first, second] = this.#ownIsNext ? [this.#own, this.#passing] : [this.#passing, this.#own];
    this.#ownIsNext = !this.#ownIsNext;
    return first.shift() ?? second.shift();
  }

  /** Takes all of its own. */
  removeOwn(): readonly QueuedJob[] {
    return this.#own.splice(0);
  }
}
