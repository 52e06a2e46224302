import type { Transport } from './wire.ts';

/** ky is loaded by the first request: `tenon validate` never pays for it. */
export const kyTransport: Transport = async (request) => (await import('./ky-transport.ts')).exchange(request);
