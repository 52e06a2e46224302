import type { FairQueue } from './fair-queue.ts';
import type { QueuedJob } from './queued-job.ts';
import type { Reservoir } from './reservoir.ts';

/** Given to Bottleneck at once: it stays quick with few jobs only, and those can't be taken back. */
const MAX_OUTSTANDING = 4;

/** A few jobs before a Bottleneck, which lets them through as `allowed` says. */
export class ReservoirGate {
  readonly #reservoir: Reservoir;
  readonly #countAllowed: () => number;
  readonly #run: (job: QueuedJob) => Promise<void>;
  readonly #jobs = new Set<QueuedJob>();

  constructor(reservoir: Reservoir, countAllowed: () => number, run: (job: QueuedJob) => Promise<void>) {
    this.#reservoir = reservoir;
    this.#countAllowed = countAllowed;
    this.#run = run;
  }

  get size(): number {
    return this.#jobs.size;
  }

  /** Takes what it has room for off the queue. */
  fill(queue: FairQueue): void {
    while (this.#jobs.size < MAX_OUTSTANDING) {
      const job = queue.takeNext();
      if (!job) break;
      this.#jobs.add(job);
      this.#reservoir.schedule(async () => {
        if (this.#jobs.delete(job)) await this.#run(job);
      });
    }
    this.#reservoir.sync(this.#countAllowed);
  }

  close(): void {
    this.#reservoir.close();
    for (const job of this.#jobs) job.end();
    this.#jobs.clear();
  }
}
