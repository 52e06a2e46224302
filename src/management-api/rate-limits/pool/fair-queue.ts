import type { QueuedJob } from './queued-job.ts';

/**
 * The queue of one bucket. It alternates between the bucket's own jobs and passing jobs, which another bucket has already let through and
 * which need a token here as well.
 */
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

  /** Removes and returns the bucket's own jobs. */
  removeOwn(): readonly QueuedJob[] {
    return this.#own.splice(0);
  }
}
