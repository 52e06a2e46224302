import type { BucketFacts } from './buckets.ts';
import type { Clock } from './clock.ts';
import { Estimate } from './estimate.ts';
import type { RateReading } from './rate-headers.ts';
import type { Rate } from './rates.ts';
import type { Reservoir } from './reservoir.ts';

/** One attempt that waits for its turn. */
export interface Job {
  /** The number names it among the bucket's attempts. */
  readonly start: (number: number) => Promise<void>;
  /** Called instead of `start` when it is never going to be its turn. */
  readonly end: () => void;
}

export interface BucketContext {
  readonly facts: BucketFacts;
  readonly clock: Clock;
  readonly headroom: number;
  /** How many requests go on at once, all buckets together. */
  readonly width: number;
  readonly reservoir: () => Promise<Reservoir>;
  /** Whether a first request may go out to find out how the bucket stands. */
  readonly mayProbe: () => boolean;
  /** An attempt is over, answered or not. */
  readonly onEnd: () => void;
  /** The bucket of all other endpoints: what is not known yet may be counted there. */
  readonly wide: () => Bucket | undefined;
  /** The same, where the subscription is known to count every request there, too. */
  readonly also: () => Bucket | undefined;
}

/** Given to Bottleneck at once: it stays quick with few jobs only, and those can't be taken back. */
const OUTSTANDING = 16;

/** Timers of node can't be much longer than three weeks, and a look in between costs nothing. */
const LONGEST_SLEEP_MS = 60_000;

/**
 * The queue before one bucket. At first one request goes out at a time, until an answer tells more. Where the server keeps no count,
 * nothing holds the rest back; where it does, Bottleneck lets through as many as the estimate allows.
 */
export class Bucket {
  readonly #context: BucketContext;
  readonly #waiting: Job[] = [];
  readonly #handedOn = new Set<Job>();
  #rates: readonly Rate[];
  #running = 0;
  #open = false;
  #closed = false;
  #estimate: Estimate | undefined;
  #reservoir: Reservoir | undefined;
  #closedUntil = 0;
  #wake = new AbortController();

  constructor(context: BucketContext) {
    this.#context = context;
    this.#rates = context.facts.rates;
  }

  get running(): number {
    return this.#running;
  }

  get isCounted(): boolean {
    return this.#estimate !== undefined;
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
    this.#load();
  }

  pause(ms: number): void {
    const now = this.#context.clock.now();
    this.#closedUntil = Math.max(this.#closedUntil, now + ms);
    this.#estimate?.drain(now);
    this.pump();
  }

  pump(): void {
    if (this.#waiting.length + this.#handedOn.size === 0) return;
    if (this.#estimate) this.#pumpCounted();
    else this.#pumpFree();
  }

  close(): void {
    this.#closed = true;
    this.#wake.abort();
    this.#reservoir?.close();
    for (const job of [...this.#waiting.splice(0), ...this.#handedOn]) job.end();
    this.#handedOn.clear();
  }

  #pumpFree(): void {
    const pause = this.#pauseLeft();
    if (pause > 0) {
      this.#wakeIn(pause);
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

  #pumpCounted(): void {
    const reservoir = this.#reservoir;
    if (!reservoir) return;
    while (this.#waiting.length > 0 && this.#handedOn.size < OUTSTANDING) {
      const job = this.#waiting.shift();
      if (job) this.#handOn(job, reservoir);
    }
    this.#sync(reservoir);
  }

  /** Asked when Bottleneck is about to be told: what was free a moment ago may be gone by then, and somebody has to look again. */
  #sync(reservoir: Reservoir): void {
    reservoir.sync(() => {
      const now = this.#context.clock.now();
      const allowed = this.#pauseLeft() > 0 ? 0 : (this.#estimate?.available(now) ?? 0);
      const wait = Math.max(this.#pauseLeft(), this.#estimate?.waitMs(now) ?? 0);
      if (allowed === 0 && this.#handedOn.size > 0) this.#wakeIn(wait);
      return allowed;
    });
  }

  #pauseLeft(): number {
    return this.#closedUntil - this.#context.clock.now();
  }

  #handOn(job: Job, reservoir: Reservoir): void {
    this.#handedOn.add(job);
    reservoir.schedule(async () => {
      if (this.#handedOn.delete(job)) await this.#run(job);
    });
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

  #load(): void {
    const ready = (reservoir: Reservoir) => {
      this.#reservoir = reservoir;
      this.pump();
    };
    this.#context.reservoir().then(ready, () => this.close());
  }

  #wakeIn(ms: number): void {
    this.#wake.abort();
    const wake = new AbortController();
    this.#wake = wake;
    const pump = () => {
      if (!wake.signal.aborted) this.pump();
    };
    void this.#context.clock.sleep(Math.min(Math.max(ms, 1), LONGEST_SLEEP_MS), wake.signal).then(pump);
  }
}
