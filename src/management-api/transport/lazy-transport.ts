import type { Transport } from './wire-messages.ts';

/** Loads ky on the first request, so commands that send none, such as `tenon validate`, start faster. */
export const loadKyAndSend: Transport = async (request) => (await import('./ky-transport.ts')).sendWithKy(request);
