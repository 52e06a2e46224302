import type { Transport } from './wire-messages.ts';

/** ky is loaded by the first request: `tenon validate` never pays for it. */
export const loadKyAndSend: Transport = async (request) => (await import('./ky-transport.ts')).sendWithKy(request);
