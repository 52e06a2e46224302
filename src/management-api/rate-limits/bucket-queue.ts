import { LONG_WAIT_MS } from '../api-events.ts';
import type { ClientClock } from '../client-clock.ts';
import type { SharedBucket } from '../coordination/shared-limits.ts';
import { BucketEstimate } from './facts/bucket-estimate.ts';
import type { BucketFacts } from './facts/bucket-facts.ts';
import type { Rate } from './facts/published-rates.ts';
import { FairQueue } from './pool/fair-queue.ts';
import type { QueuedJob } from './pool/queued-job.ts';
import type { Reservoir } from './pool/reservoir.ts';
import { ReservoirGate } from './pool/reservoir-gate.ts';
import type { RateReading } from './rate-headers.ts';
import { RefillEvidence } from './refill-evidence.ts';
import { WakeTimer } from './wake-timer.ts';

/** A wait is reported again only if its end moves by more than this. */
const REPORT_STEP_MS = 1000;

/**
 * Loads Bottleneck and creates the reservoir of a bucket, once the server is known to count requests. `rate` is `undefined` if the
 * bucket's refill rate is not published.
 */
export type ReservoirLoader = (
  bucket: Omit<SharedBucket, 'tenant' | 'rate'> & { readonly rate: Rate | undefined },
) => Promise<Reservoir>;

export interface BucketContext {
  readonly facts: BucketFacts;
  readonly clock: ClientClock;
  readonly headroom: number;
  /** Maximum number of requests in flight over all buckets. */
  readonly width: number;
  readonly loadReservoir: ReservoirLoader;
  /** Whether a first request may be sent to find out the state of the bucket. */
  readonly canProbe: () => boolean;
  /** Called when nothing is sent for `ms` milliseconds because the bucket is empty or the rest is left to other clients. */
  readonly onWait: (facts: BucketFacts, ms: number) => void;
  /** Called when an attempt has ended, with or without an answer. */
  readonly onEnd: () => void;
  /** Lists the published rates of the bucket with this limit, slowest first. */
  readonly findRates: (limit: number) => readonly Rate[];
  /** Returns the global bucket if the subscription may count the requests of this bucket there as well. */
  readonly getGlobalBucket: () => BucketQueue | undefined;
}

/**
 * The queue of requests for one bucket. At first, one request is sent at a time, until an answer shows whether the server counts them. If it
 * does not, only `width` limits the rest; if it does, Bottleneck lets through as many as the estimate allows.
 */
export class BucketQueue {
  readonly #context: BucketContext;
  readonly #waiting = new FairQueue();
  readonly #wakeTimer: WakeTimer;
  #running = 0;
  #isUncounted = false;
  #isClosed = false;
  #estimate: BucketEstimate | undefined;
  readonly #evidence = new RefillEvidence();
  #gate: ReservoirGate | undefined;
  #closedUntil = 0;
  /** End of the last reported wait. A refused request reports its wait itself (`RetryBudget`). */
  #reportedUntil = 0;

  constructor(context: BucketContext) {
    this.#context = context;
    this.#wakeTimer = new WakeTimer(context.clock, () => this.advanceQueue());
  }

  get running(): number {
    return this.#running;
  }

  /** The bucket's size as reported by the server; `undefined` before the first report. */
  get limit(): number | undefined {
    return this.#estimate?.limit;
  }

  /** Estimates the time that this many requests take; `undefined` if nothing is known about the bucket. */
  estimateMs(requests: number): number | undefined {
    return this.#estimate?.estimateMs(requests);
  }

  /** Queues a job; `ahead` puts it in front of all jobs that have not started. */
  add(job: QueuedJob, ahead: boolean): void {
    if (this.#isClosed) {
      job.end();
      return;
    }
    this.#waiting.add(job, ahead);
    this.advanceQueue();
  }

  /** Removes and returns all waiting jobs, to queue them in another bucket. */
  removeWaiting(): readonly QueuedJob[] {
    return this.#waiting.removeOwn();
  }

  /** Stops probing: the server does not count the requests of this bucket. */
  letThroughUncounted(): void {
    this.#isUncounted = true;
  }

  /** Learns from an answer. `number`: the attempt's number in this bucket; 0 if another bucket let it through. */
  recordReading(number: number, reading: RateReading, sentAt: number): void {
    const { clock, headroom, findRates } = this.#context;
    const now = clock.now();
    const rates = findRates(reading.limit);
    if (number > 0 || !this.#estimate) this.#evidence.observe(reading, sentAt, now, rates);
    if (this.#estimate) {
      this.#estimate.recordReading(number, reading, sentAt, now);
      this.#applyProvenRate();
      return;
    }
    const uncounted = Math.max(this.#running - 1, 0);
    // Start with the slowest rate: answers correct it, while a rate that is too fast takes tokens from other clients. The shared reservoir
    // sees no answers, so it gets the fastest rate.
    this.#estimate = new BucketEstimate(reading, uncounted, rates[0], headroom, now);
    this.#loadReservoir(this.#estimate, rates.at(-1), now);
  }

  /** Sends nothing for `ms` milliseconds, after the server refused a request. */
  pause(ms: number): void {
    const now = this.#context.clock.now();
    this.#evidence.forget();
    this.#applyProvenRate();
    this.#closedUntil = Math.max(this.#closedUntil, now + ms);
    this.#reportedUntil = Math.max(this.#reportedUntil, this.#closedUntil);
    this.#estimate?.drain(now);
    this.advanceQueue();
  }

  /** Starts as many waiting jobs as are allowed now. */
  advanceQueue(): void {
    if (this.#waiting.size + (this.#gate?.size ?? 0) === 0) this.#wakeTimer.cancel();
    else if (this.#estimate) this.#gate?.fill(this.#waiting);
    else this.#runUncounted();
  }

  /** Ends all waiting jobs and every job added later. */
  close(): void {
    this.#isClosed = true;
    this.#wakeTimer.cancel();
    this.#gate?.close();
    for (let job = this.#waiting.takeNext(); job; job = this.#waiting.takeNext()) job.end();
  }

  #applyProvenRate(): void {
    if (this.#estimate) this.#estimate.setRate(this.#evidence.findSlowest(this.#context.findRates(this.#estimate.limit)));
  }

  #runUncounted(): void {
    const pause = this.#getPauseLeft();
    if (pause > 0) {
      this.#wakeTimer.schedule(pause);
      return;
    }
    while (this.#waiting.size > 0 && this.#canRun()) {
      const job = this.#waiting.takeNext();
      if (job && this.#isUncounted) void this.#run(job);
      else if (job) this.#probe(job);
    }
  }

  /** Lets through no more jobs than can be sent at once, so that the others can still be held back. */
  #canRun(): boolean {
    if (this.#isUncounted) return this.#running < this.#context.width;
    return this.#running === 0 && this.#context.canProbe();
  }

  /** Sends a request to learn the state of the bucket. If the global bucket may count it as well, it needs a token there. */
  #probe(job: QueuedJob): void {
    const globalBucket = this.#context.getGlobalBucket();
    if (!globalBucket) {
      void this.#run(job);
      return;
    }
    this.#running += 1;
    void globalBucket.#runForOtherBucket(job, 0).then(() => {
      this.#running -= 1;
      this.advanceQueue();
    });
  }

  /** Queues a job of another bucket here as well. `number`: the job's number in that bucket. */
  #runForOtherBucket(job: QueuedJob, number: number): Promise<void> {
    return new Promise((resolve) => {
      const start = () => job.start(number).finally(resolve);
      const end = () => {
        job.end();
        resolve();
      };
      if (this.#isClosed) return end();
      this.#waiting.addPassing({ start, end });
      this.advanceQueue();
    });
  }

  /** Counts the requests that may be sent now. If there are none, schedules the next look, because nothing else may trigger one. */
  #countAllowed(estimate: BucketEstimate): number {
    const now = this.#context.clock.now();
    const allowed = this.#getPauseLeft() > 0 ? 0 : estimate.countAvailable(now);
    if (allowed === 0) this.#scheduleNextLook(Math.max(this.#getPauseLeft(), estimate.computeWaitMs(now)), now);
    return allowed;
  }

  #scheduleNextLook(ms: number, now: number): void {
    this.#wakeTimer.schedule(ms);
    // With a request in flight, its answer may end the wait at any moment, so the wait is not reported.
    const isIdle = this.#running === 0 && this.#waiting.size + (this.#gate?.size ?? 0) > 0;
    if (!isIdle || ms <= LONG_WAIT_MS || now + ms <= this.#reportedUntil + REPORT_STEP_MS) return;
    this.#reportedUntil = now + ms;
    this.#context.onWait(this.#context.facts, ms);
  }

  #getPauseLeft(): number {
    return this.#closedUntil - this.#context.clock.now();
  }

  async #run(job: QueuedJob): Promise<void> {
    this.#running += 1;
    const estimate = this.#estimate;
    const number = estimate?.start(this.#context.clock.now()) ?? 0;
    if (this.#gate) this.advanceQueue();
    const globalBucket = this.#context.getGlobalBucket();
    await (globalBucket ? globalBucket.#runForOtherBucket(job, number) : job.start(number));
    this.#running -= 1;
    estimate?.end(number);
    this.advanceQueue();
    this.#context.onEnd();
  }

  #loadReservoir(estimate: BucketEstimate, rate: Rate | undefined, now: number): void {
    const { name } = this.#context.facts;
    const bucket = { name, limit: estimate.limit, rate, usable: estimate.usable, available: estimate.countAvailable(now) };
    const startGate = (reservoir: Reservoir) => {
      this.#gate = new ReservoirGate(
        reservoir,
        () => this.#countAllowed(estimate),
        (job) => this.#run(job),
      );
      this.advanceQueue();
    };
    this.#context.loadReservoir(bucket).then(startGate, () => this.close());
  }
}
