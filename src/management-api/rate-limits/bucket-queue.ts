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

/** A wait that ends less than this later than reported is the same wait. */
const REPORT_STEP_MS = 1000;

/** Loads Bottleneck, which nobody needs whose server keeps no count. Without a rate nobody knows what comes back. */
export type ReservoirLoader = (
  bucket: Omit<SharedBucket, 'tenant' | 'rate'> & { readonly rate: Rate | undefined },
) => Promise<Reservoir>;

export interface BucketContext {
  readonly facts: BucketFacts;
  readonly clock: ClientClock;
  readonly headroom: number;
  /** How many requests go on at once, all buckets together. */
  readonly width: number;
  readonly loadReservoir: ReservoirLoader;
  /** Whether a first request may go out to find out how the bucket stands. */
  readonly canProbe: () => boolean;
  /** Nothing of this bucket goes out for so many milliseconds, because what it holds is spent or left to others. */
  readonly onWait: (facts: BucketFacts, ms: number) => void;
  /** An attempt is over, answered or not. */
  readonly onEnd: () => void;
  /** What may come back, of a bucket that holds so much; the slowest first. */
  readonly findRates: (limit: number) => readonly Rate[];
  /** The bucket of all endpoints, where the subscription may count every request there, too. */
  readonly getGlobalBucket: () => BucketQueue | undefined;
}

/**
 * The queue before one bucket. At first one request goes out at a time, until an answer tells more. Where the server keeps no count,
 * nothing holds the rest back; where it does, Bottleneck lets through as many as the estimate allows.
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
  /** Until when a wait has been reported; a refusal is reported by the request that it hit. */
  #reportedUntil = 0;

  constructor(context: BucketContext) {
    this.#context = context;
    this.#wakeTimer = new WakeTimer(context.clock, () => this.advanceQueue());
  }

  get running(): number {
    return this.#running;
  }

  get isCounted(): boolean {
    return this.#estimate !== undefined;
  }

  get limit(): number | undefined {
    return this.#estimate?.limit;
  }

  estimateMs(requests: number): number | undefined {
    return this.#estimate?.estimateMs(requests);
  }

  add(job: QueuedJob, ahead: boolean): void {
    if (this.#isClosed) {
      job.end();
      return;
    }
    this.#waiting.add(job, ahead);
    this.advanceQueue();
  }

  /** Hands its queue over to another bucket. */
  removeWaiting(): readonly QueuedJob[] {
    return this.#waiting.removeOwn();
  }

  letThroughUncounted(): void {
    this.#isUncounted = true;
  }

  /** 0 is the number of an attempt that another bucket let through. */
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
    // What is too slow shows in the answers, what is too fast hurts others. All processes together know nothing of answers.
    this.#estimate = new BucketEstimate(reading, uncounted, rates[0], headroom, now);
    this.#loadReservoir(this.#estimate, rates.at(-1), now);
  }

  pause(ms: number): void {
    const now = this.#context.clock.now();
    this.#evidence.forget();
    this.#applyProvenRate();
    this.#closedUntil = Math.max(this.#closedUntil, now + ms);
    this.#reportedUntil = Math.max(this.#reportedUntil, this.#closedUntil);
    this.#estimate?.drain(now);
    this.advanceQueue();
  }

  advanceQueue(): void {
    if (this.#waiting.size + (this.#gate?.size ?? 0) === 0) this.#wakeTimer.cancel();
    else if (this.#estimate) this.#gate?.fill(this.#waiting);
    else this.#runUncounted();
  }

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

  /** No more than can be sent at once are let through: the others can still be held back. */
  #canRun(): boolean {
    if (this.#isUncounted) return this.#running < this.#context.width;
    return this.#running === 0 && this.#context.canProbe();
  }

  /** Where all endpoints may be counted together, a request into the unknown is paid for there. */
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

  /** Lets a job of another bucket through, under the number that it has there. */
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

  /** Asked at the last moment: what was free a little ago may be gone, and then somebody has to look again. */
  #countAllowed(estimate: BucketEstimate): number {
    const now = this.#context.clock.now();
    const allowed = this.#getPauseLeft() > 0 ? 0 : estimate.countAvailable(now);
    if (allowed === 0) this.#scheduleNextLook(Math.max(this.#getPauseLeft(), estimate.computeWaitMs(now)), now);
    return allowed;
  }

  #scheduleNextLook(ms: number, now: number): void {
    this.#wakeTimer.schedule(ms);
    // While an answer is under way, it may end the wait at any moment.
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
