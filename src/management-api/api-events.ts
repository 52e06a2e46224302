import type { RequestMethod } from '../model/plan/plan.ts';
import type { ClientClock } from './client-clock.ts';

/** What the client tells while it works; progress is drawn from it. Holds no body and no secret. */
export type ApiEvent =
  /** An attempt is over; without a status there was no answer. */
  | {
      readonly kind: 'request';
      readonly method: RequestMethod;
      readonly path: string;
      /** Of the rate limit. */
      readonly bucket: string;
      readonly attempt: number;
      readonly status?: number;
      /** What the server calls it; somebody else's text. */
      readonly requestId?: string;
      /** Why there is no whole answer: the code of the system or the HTTP library. */
      readonly fault?: string;
      /** The proxy that it went through. */
      readonly proxy?: string;
      readonly ms: number;
    }
  /** Nothing goes out for a while: the bucket is empty, or a fault is given time to pass. */
  | {
      readonly kind: 'waiting';
      readonly why: 'limit' | 'fault';
      readonly bucket: string;
      readonly ms: number;
      /** When the wait ends, in milliseconds since 1970. */
      readonly until: number;
    };

type WaitEvent = Extract<ApiEvent, { kind: 'waiting' }>;

export const toWaitEvent = (why: WaitEvent['why'], bucket: string, ms: number, clock: ClientClock): WaitEvent => ({
  kind: 'waiting',
  why,
  bucket,
  ms,
  until: clock.now() + ms,
});

/** A wait that is shown in every output mode: a reader of the log would otherwise think that the program hangs. */
export const LONG_WAIT_MS = 10_000;
