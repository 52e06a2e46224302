import { Alarm } from './alarm.ts';
import type { BucketFacts } from './buckets.ts';
import type { Clock } from './clock.ts';
import { Estimate } from './estimate.ts';
import { Gate, type Job } from './gate.ts';
import type { RateReading } from './rate-headers.ts';
import { type Rate, rateRange } from './rates.ts';
import type { Reservoir } from './reservoir.ts';
import type { SharedBucket } from './shared.ts';

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
  /** An attempt is over, answered or not. */
  readonly onEnd: () => void;
  /** The bucket of all other endpoints: what is not known yet may be counted there. */
  readonly wide: () => Bucket | undefined;
  /** The same, where the subscription is known to count every request there, too. */
  readonly also: () => Bucket | undefined;
}

/**
 * The queue before one bucket. At first one request goes out at a time, until an answer tells more. Where the server keeps no count,
 * nothing holds the rest back; where it does, Bottleneck lets through as many as the estimate allows.
 */
export class Bucket {
  readonly #context: BucketContext;
  readonly #waiting: Job[] = [];
  readonly #alarm: Alarm;
  #rates: readonly Rate[];
  #running = 0;
  #open = false;
  #closed = false;
  #estimate: Estimate | undefined;
  #gate: Gate | undefined;
  #closedUntil = 0;

  constructor(context: BucketContext) {
    this.#context = context;
    this.#rates = context.facts.rates;
    this.#alarm = new Alarm(context.clock, () => this.pump());
  }

  get running(): number {
    return this.#running;
  }

  get isCounted(): boolean {
    return this.#estimate !== undefined;
  }

  expectedMs(requests: number): number | undefined {
    return this.#estimate?.expectedMs(requests);
  }

  add(job: Job, ahead: boolean): void {
    if (this.#closed) {
      job.end();
      return;
    }
    if (ahead) this.#waiting.unshift(job);
    else this.#waiting.push(job);
    this.pump();
  }

  /** Hands its queue over to another bucket. */
  giveUp(): readonly Job[] {
    return this.#waiting.splice(0);
  }

  open(): void {
    this.#open = true;
  }

  /** Rules out rates of other subscriptions. */
  assume(rates: readonly Rate[]): void {
    this.#rates = rates;
    this.#estimate?.assume(rates);
  }

  /** 0 is the number of an attempt that another bucket let through. */
  learn(number: number, reading: RateReading): void {
    const { clock, headroom } = this.#context;
    const now = clock.now();
    if (this.#estimate) {
      this.#estimate.learn(number, reading, now);
      return;
    }
    const uncounted = Math.max(this.#running - 1, 0);
    this.#estimate = new Estimate(reading, uncounted, this.#rates, headroom, now);
    this.#load(this.#estimate, reading.limit, now);
  }

  pause(ms: number): void {
    const now = this.#context.clock.now();
    this.#closedUntil = Math.max(this.#closedUntil, now + ms);
    this.#estimate?.drain(now);
    this.pump();
  }

  pump(): void {
    if (this.#waiting.length + (this.#gate?.size ?? 0) === 0) this.#alarm.off();
    else if (this.#estimate) this.#gate?.fill(this.#waiting);
    else this.#pumpFree();
  }

  close(): void {
    this.#closed = true;
    this.#alarm.off();
    this.#gate?.close();
    for (const job of this.#waiting.splice(0)) job.end();
  }

  #pumpFree(): void {
    const pause = this.#pauseLeft();
    if (pause > 0) {
      this.#alarm.in(pause);
      return;
    }
    while (this.#waiting.length > 0 && this.#mayRun()) {
      const job = this.#waiting.shift();
      if (job && this.#open) void this.#run(job);
      else if (job) this.#probe(job);
    }
  }

  /** No more than can be sent at once are let through: the others can still be held back. */
  #mayRun(): boolean {
    if (this.#open) return this.#running < this.#context.width;
    return this.#running === 0 && this.#context.mayProbe();
  }

  /** Where all endpoints are known to be counted together, a request into the unknown is paid for there. */
  #probe(job: Job): void {
    const wide = this.#context.wide();
    if (!wide?.isCounted) {
      void this.#run(job);
      return;
    }
    this.#running += 1;
    void wide.#pass(job, 0).then(() => {
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
      this.add({ start, end }, true);
    });
  }

  /** Asked at the last moment: what was free a little ago may be gone, and then somebody has to look again. */
  #allowed(estimate: Estimate): number {
    const now = this.#context.clock.now();
    const allowed = this.#pauseLeft() > 0 ? 0 : estimate.available(now);
    if (allowed === 0) this.#alarm.in(Math.max(this.#pauseLeft(), estimate.waitMs(now)));
    return allowed;
  }

  #pauseLeft(): number {
    return this.#closedUntil - this.#context.clock.now();
  }

  async #run(job: Job): Promise<void> {
    this.#running += 1;
    const estimate = this.#estimate;
    const number = estimate?.start(this.#context.clock.now()) ?? 0;
    const also = this.#context.also();
    await (also ? also.#pass(job, number) : job.start(number));
    this.#running -= 1;
    estimate?.end(number);
    this.pump();
    this.#context.onEnd();
  }

  #load(estimate: Estimate, limit: number, now: number): void {
    const [, rate] = rateRange(this.#rates, limit);
    const { name } = this.#context.facts;
    const bucket = { name, limit, rate, usable: estimate.usable, available: estimate.available(now) };
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
