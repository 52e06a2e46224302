import type { IncomingHttpHeaders } from 'node:http';
import { forbidden } from './refusal.ts';

/** Names of this machine. Any port is accepted, because the emulator's port may be forwarded. */
const LOOPBACK = /^(?:127\.0\.0\.1|localhost|\[::1\])(?::\d{1,5})?$/i;

/**
 * Refuses requests that a web page makes a browser send. With DNS rebinding, `Host` is the name of the page's site; otherwise
 * the browser sends `Origin` with scripted requests and forms. Clients of a Management API do neither.
 */
export function refuseForeignRequester({ host, origin }: IncomingHttpHeaders): void {
  if (!LOOPBACK.test(host ?? ''))
    throw forbidden('The emulator accepts requests to 127.0.0.1, localhost and [::1] only', 'foreign_host');
  if (origin !== undefined)
    throw forbidden('The emulator refuses requests with an Origin header, because web pages send them', 'foreign_origin');
}
