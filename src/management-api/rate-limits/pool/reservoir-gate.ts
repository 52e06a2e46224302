import type { FairQueue } from './fair-queue.ts';
import type { QueuedJob } from './queued-job.ts';
import type { Reservoir } from './reservoir.ts';

/** Maximum jobs handed to Bottleneck: it slows down with many jobs, and jobs cannot be taken back from it. */
const MAX_OUTSTANDING = 4;

/** Passes jobs from a queue to Bottleneck, a few at a time, and keeps its reservoir at the number of allowed requests. */
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

  /** Moves jobs from the queue to Bottleneck until the gate is full. */
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
