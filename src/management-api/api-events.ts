import type { RequestMethod } from '../model/plan/planned-request.ts';
import type { ClientClock } from './client-clock.ts';

/** A progress event of the client. Contains no bodies and no secrets. */
export type ApiEvent =
  /** An attempt has ended. Without a status there was no answer. */
  | {
      readonly kind: 'request';
      readonly method: RequestMethod;
      readonly path: string;
      /** Name of the rate-limit bucket. */
      readonly bucket: string;
      readonly attempt: number;
      readonly status?: number;
      /** The server's id for the request. Untrusted text. */
      readonly requestId?: string;
      /** Error code of the system or the HTTP library, if there was no complete answer. */
      readonly fault?: string;
      /** Address of the proxy that the request went through. */
      readonly proxy?: string;
      readonly ms: number;
    }
  /** Requests pause because the bucket is empty or as a backoff after a fault. */
  | {
      readonly kind: 'waiting';
      readonly why: 'limit' | 'fault';
      readonly bucket: string;
      readonly ms: number;
      /** End of the wait, in milliseconds since 1970. */
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

/** Waits longer than this are shown in every output mode; otherwise the program would seem to hang. */
export const LONG_WAIT_MS = 10_000;
