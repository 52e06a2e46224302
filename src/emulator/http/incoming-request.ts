import type { IncomingHttpHeaders } from 'node:http';
import type { RequestTarget } from './request-target.ts';

/** A request whose body has been read: from the wire, or made by the emulator for a person in the dashboard. */
export interface IncomingRequest {
  readonly method: string;
  readonly target: RequestTarget;
  readonly headers: IncomingHttpHeaders;
  readonly bytes: Buffer;
  readonly ip: string;
}
