import type { Clock } from '../clock.ts';
import type { SharedBucket } from '../coordination/shared-limits.ts';
import { LONG_WAIT_MS } from '../events.ts';
import { Alarm } from './alarm.ts';
import type { BucketFacts } from './facts/bucket-facts.ts';
import { Estimate } from './facts/estimate.ts';
import type { Rate } from './facts/rates.ts';
import { Lanes } from './pool/fair-queue.ts';
import type { Job } from './pool/job.ts';
import type { Reservoir } from './pool/reservoir.ts';
import { Gate } from './pool/reservoir-gate.ts';
import type { RateReading } from './rate-headers.ts';
import { RefillEvidence } from './refill-evidence.ts';

/** A wait that ends less than this later than reported is the same wait. */
const REPORT_STEP_MS = 1000;

/** Loads Bottleneck, which nobody needs whose server keeps no count. Without a rate nobody knows what comes back. */
export type ReservoirSource = (
  bucket: Omit<SharedBucket, 'tenant' | 'rate'> & { readonly rate: Rate | undefined },
) => Promise<Reservoir>;

export interface BucketContext {
  readonly facts: BucketFacts;
  readonly clock: Clock;
  readonly headroom: number;
  /** How many requests go on at once, all buckets together. */
  readonly width: number;
  readonly reservoir: ReservoirSource;
  /** Whether a first request may go out to find out how the bucket stands. */
  readonly mayProbe: () => boolean;
  /** Nothing of this bucket goes out for so many milliseconds, because what it holds is spent or left to others. */
  readonly onWait: (facts: BucketFacts, ms: number) => void;
  /** An attempt is over, answered or not. */
  readonly onEnd: () => void;
  /** What may come back, of a bucket that holds so much; the slowest first. */
  readonly ratesOf: (limit: number) => readonly Rate[];
  /** The bucket of all endpoints, where the subscription may count every request there, too. */
  readonly also: () => Bucket | undefined;
}

/**
 * The queue before one bucket. At first one request goes out at a time, until an answer tells more. Where the server keeps no count,
 * nothing holds the rest back; where it does, Bottleneck lets through as many as the estimate allows.
 */
export class Bucket {
  readonly #context: BucketContext;
  readonly #waiting = new Lanes();
  readonly #alarm: Alarm;
  #running = 0;
  #open = false;
  #closed = false;
  #estimate: Estimate | undefined;
  readonly #evidence = new RefillEvidence();
  #gate: Gate | undefined;
  #closedUntil = 0;
  /** Until when a wait has been reported; a refusal is reported by the request that it hit. */
  #reportedUntil = 0;

  constructor(context: BucketContext) {
    this.#context = context;
    this.#alarm = new Alarm(context.clock, () => this.pump());
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

  expectedMs(requests: number): number | undefined {
    return this.#estimate?.expectedMs(requests);
  }

  add(job: Job, ahead: boolean): void {
    if (this.#closed) {
      job.end();
      return;
    }
    this.#waiting.add(job, ahead);
    this.pump();
  }

  /** Hands its queue over to another bucket. */
  giveUp(): readonly Job[] {
    return this.#waiting.giveUp();
  }

  open(): void {
    this.#open = true;
  }

  /** 0 is the number of an attempt that another bucket let through. */
  learn(number: number, reading: RateReading, sentAt: number): void {
    const { clock, headroom, ratesOf } = this.#context;
    const now = clock.now();
    const rates = ratesOf(reading.limit);
    if (number > 0 || !this.#estimate) this.#evidence.observe(reading, sentAt, now, rates);
    if (this.#estimate) {
      this.#estimate.learn(number, reading, sentAt, now);
      this.#assumeRate();
      return;
    }
    const uncounted = Math.max(this.#running - 1, 0);
    // What is too slow shows in the answers, what is too fast hurts others. All processes together know nothing of answers.
    this.#estimate = new Estimate(reading, uncounted, rates[0], headroom, now);
    this.#load(this.#estimate, rates.at(-1), now);
  }

  pause(ms: number): void {
    const now = this.#context.clock.now();
    this.#evidence.forget();
    this.#assumeRate();
    this.#closedUntil = Math.max(this.#closedUntil, now + ms);
    this.#reportedUntil = Math.max(this.#reportedUntil, this.#closedUntil);
    this.#estimate?.drain(now);
    this.pump();
  }

  pump(): void {
    if (this.#waiting.size + (this.#gate?.size ?? 0) === 0) this.#alarm.off();
    else if (this.#estimate) this.#gate?.fill(this.#waiting);
    else this.#pumpFree();
  }

  close(): void {
    this.#closed = true;
    this.#alarm.off();
    this.#gate?.close();
    for (let job = this.#waiting.next(); job; job = this.#waiting.next()) job.end();
  }

  #assumeRate(): void {
    if (this.#estimate) this.#estimate.assume(this.#evidence.slowestOf(this.#context.ratesOf(this.#estimate.limit)));
  }

  #pumpFree(): void {
    const pause = this.#pauseLeft();
    if (pause > 0) {
      this.#alarm.in(pause);
      return;
    }
    while (this.#waiting.size > 0 && this.#mayRun()) {
      const job = this.#waiting.next();
      if (job && this.#open) void this.#run(job);
      else if (job) this.#probe(job);
    }
  }

  /** No more than can be sent at once are let through: the others can still be held back. */
  #mayRun(): boolean {
    if (this.#open) return this.#running < this.#context.width;
    return this.#running === 0 && this.#context.mayProbe();
  }

  /** Where all endpoints may be counted together, a request into the unknown is paid for there. */
  #probe(job: Job): void {
    const also = this.#context.also();
    if (!also) {
      void this.#run(job);
      return;
    }
    this.#running += 1;
    void also.#pass(job, 0).then(() => {
      this.#running -= 1;
      this.pump();
    });
  }

  /** Lets a job of another bucket through, under the number that it has there. */
  #pass(job: Job, number: number): Promise<void> {
    return new Promise((resolve) => {
      const start = () => job.start(number).finally(resolve);
      const end = () => {
        job.end();
        resolve();
      };
      if (this.#closed) return end();
      this.#waiting.pass({ start, end });
      this.pump();
    });
  }

  /** Asked at the last moment: what was free a little ago may be gone, and then somebody has to look again. */
  #allowed(estimate: Estimate): number {
    const now = this.#context.clock.now();
    const allowed = this.#pauseLeft() > 0 ? 0 : estimate.available(now);
    if (allowed === 0) this.#waitFor(Math.max(this.#pauseLeft(), estimate.waitMs(now)), now);
    return allowed;
  }

  #waitFor(ms: number, now: number): void {
    this.#alarm.in(ms);
    // While an answer is under way, it may end the wait at any moment.
    const isIdle = this.#running === 0 && this.#waiting.size + (this.#gate?.size ?? 0) > 0;
    if (!isIdle || ms <= LONG_WAIT_MS || now + ms <= this.#reportedUntil + REPORT_STEP_MS) return;
    this.#reportedUntil = now + ms;
    this.#context.onWait(this.#context.facts, ms);
  }

  #pauseLeft(): number {
    return this.#closedUntil - this.#context.clock.now();
  }

  async #run(job: Job): Promise<void> {
    this.#running += 1;
    const estimate = this.#estimate;
    const number = estimate?.start(this.#context.clock.now()) ?? 0;
    if (this.#gate) this.pump();
    const also = this.#context.also();
    await (also ? also.#pass(job, number) : job.start(number));
    this.#running -= 1;
    estimate?.end(number);
    this.pump();
    this.#context.onEnd();
  }

  #load(estimate: Estimate, rate: Rate | undefined, now: number): void {
    const { name } = this.#context.facts;
    const bucket = { name, limit: estimate.limit, rate, usable: estimate.usable, available: estimate.available(now) };
    const ready = (reservoir: Reservoir) => {
      this.#gate = new Gate(
        reservoir,
        () => this.#allowed(estimate),
        (job) => this.#run(job),
      );
      this.pump();
    };
    this.#context.reservoir(bucket).then(ready, () => this.close());
  }
}
