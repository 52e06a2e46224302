import { expect, onTestFinished, test } from 'vitest';
import { startEmulator } from '../../src/emulator/index.ts';
import { createLazyTransport } from '../../src/management-api/transport/lazy-transport.ts';
import type { Transport } from '../../src/management-api/transport/wire-messages.ts';
import { pickSample } from '../support/run-size.ts';
import { createEmulatorApi } from '../support/tenant-pipeline.ts';
import { createFastClock } from './fast-clock.ts';

const send = createLazyTransport();

/** The server's date is real time, while its limits are on the test's clock: without it the client takes its own. */
const sendWithoutDate: Transport = async (request) => {
  const outcome = await send(request);
  if (outcome.kind === 'fault') return outcome;
  return { ...outcome, headers: { get: (name) => (name === 'date' ? null : outcome.headers.get(name)) } };
};

const PATHS = [
  '/roles',
  '/clients',
  '/connections',
  '/organizations',
  '/resource-servers',
  '/organizations/org_1234567890abcdef/enabled_connections',
  '/organizations/org_1234567890abcdef',
  '/roles/rol_1234567890abcdef/permissions',
];

const SUBSCRIPTIONS = [
  'free',
  'essentials',
  'enterprise',
  'enterprise-nonprod',
  'private-dev',
  'private-100',
  'private-500',
] as const;

const CASES = SUBSCRIPTIONS.flatMap((plan) => [0, 0.5].map((share) => [plan, share] as const));

test.each(pickSample(CASES, 4, 'emulated limits'))(
  '%s, beside another who takes %d of it: nothing is refused',
  async (plan, share) => {
    const clock = createFastClock();
    const emulator = await startEmulator({ plan, seed: 1, now: () => new Date(clock.now()) });
    onTestFinished(() => emulator.close());
    emulator.consume({ share, requests: share > 0 ? 1 : 0 });
    const api = createEmulatorApi(emulator, { clock, transport: sendWithoutDate });
    onTestFinished(() => api.close());
    await Promise.all(Array.from({ length: 48 }, (_, index) => api.get(PATHS[index % PATHS.length] ?? '/')));
    const refused = emulator.requests().filter(({ status }) => status === 429);
    expect([refused.length, api.spent()]).toEqual([0, { reads: 48, writes: 0, retries: 0 }]);
  },
);
