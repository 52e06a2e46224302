import type { IncomingHttpHeaders } from 'node:http';
import type { RequestTarget } from './request-target.ts';

/** A request whose body has been read: received over HTTP, or built by the emulator for a dashboard user. */
export interface IncomingRequest {
  readonly method: string;
  readonly target: RequestTarget;
  readonly headers: IncomingHttpHeaders;
  readonly bytes: Buffer;
  readonly ip: string;
}
