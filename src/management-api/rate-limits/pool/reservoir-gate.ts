import type { Lanes } from './fair-queue.ts';
import type { Job } from './job.ts';
import type { Reservoir } from './reservoir.ts';

/** Given to Bottleneck at once: it stays quick with few jobs only, and those can't be taken back. */
const OUTSTANDING = 4;

/** A few jobs before a Bottleneck, which lets them through as `allowed` says. */
export class Gate {
  readonly #reservoir: Reservoir;
  readonly #allowed: () => number;
  readonly #run: (job: Job) => Promise<void>;
  readonly #jobs = new Set<Job>();

  constructor(reservoir: Reservoir, allowed: () => number, run: (job: Job) => Promise<void>) {
    this.#reservoir = reservoir;
    this.#allowed = allowed;
    this.#run = run;
  }

  get size(): number {
    return this.#jobs.size;
  }

  /** Takes what it has room for off the queue. */
  fill(queue: Lanes): void {
    while (this.#jobs.size < OUTSTANDING) {
      const job = queue.next();
      if (!job) break;
      this.#jobs.add(job);
      this.#reservoir.schedule(async () => {
        if (this.#jobs.delete(job)) await this.#run(job);
      });
    }
    this.#reservoir.sync(this.#allowed);
  }

  close(): void {
    this.#reservoir.close();
    for (const job of this.#jobs) job.end();
    this.#jobs.clear();
  }
}
