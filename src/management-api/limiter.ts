import type { RateReading } from './rate-headers.ts';

/** Lets attempts through as their bucket allows. Each attempt of a request asks anew: a repeat is spent like any other. */
export interface Limiter {
  /** `undefined` when it was ended before its turn. */
  run<T>(bucket: string, attempt: () => Promise<T>, first?: boolean): Promise<T | undefined>;
  /** What an answer said about its bucket. */
  learn(bucket: string, reading: RateReading): void;
  /** Nothing of this bucket starts before. */
  pause(bucket: string, ms: number): void;
  close(): void;
}
