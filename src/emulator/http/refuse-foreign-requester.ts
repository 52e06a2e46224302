import type { IncomingHttpHeaders } from 'node:http';
import { forbidden } from './refusal.ts';

/** Names of this machine, whatever port somebody forwards to the emulator's. */
const LOOPBACK = /^(?:127\.0\.0\.1|localhost|\[::1\])(?::\d{1,5})?$/i;

/**
 * Refuses what a web page makes a browser send. A page whose name was rebound to 127.0.0.1 sends its own name as `Host`; any other page, and any form,
 * sends an `Origin`. No client of a Management API does either.
 */
export function refuseForeignRequester({ host, origin }: IncomingHttpHeaders): void {
  if (!LOOPBACK.test(host ?? '')) throw forbidden('The emulator answers to 127.0.0.1 and localhost only', 'foreign_host');
  if (origin !== undefined) throw forbidden('The emulator does not answer to web pages', 'foreign_origin');
}
