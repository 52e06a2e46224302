import type { Transport } from './wire-messages.ts';

/** Loads ky with the first request: a command that sends none, such as `tenon validate`, does not pay for it. */
export const createLazyTransport =
  (ownFetch?: typeof fetch): Transport =>
  async (request) =>
    (await import('./ky-transport.ts')).sendWithKy(request, ownFetch);
