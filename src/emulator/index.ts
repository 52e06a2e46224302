import { consumeRateLimit } from './controls/control-endpoints.ts';
import { sendDashboardRequest } from './controls/dashboard-request.ts';
import { Emulator } from './emulator.ts';
import type { EmulatorOptions, RunningEmulator } from './emulator-options.ts';
import { DEMO_CLIENT_ID, DEMO_CLIENT_SECRET } from './facts/demo-credentials.ts';
import { toFaultPlan } from './faults/fault-rule.ts';
import { listen } from './http/http-server.ts';

export type { RecordedRequest } from './controls/request-recorder.ts';
export type { DashboardSession, EmulatorOptions, RunningEmulator } from './emulator-options.ts';
export { DEFAULT_DATABASE_NAME } from './facts/fresh-tenant.ts';
export { isSubscriptionName, SUBSCRIPTION_NAMES, type SubscriptionName } from './facts/subscription-rate-limits.ts';
export type { FaultPlan, FaultRule } from './faults/fault-rule.ts';
export { parseFaultPlan } from './faults/parse-fault-plan.ts';

/** Starts an embedded Management API on loopback. Throws when the state file cannot be read or the port is taken. */
export async function startEmulator(options: EmulatorOptions = {}): Promise<RunningEmulator> {
  const emulator = new Emulator(options);
  const identity = options.tls === true ? await makeTlsIdentity() : undefined;
  const server = await listen(options.port ?? 0, emulator.answer, identity);
  const url = `${identity === undefined ? 'http' : 'https'}://127.0.0.1:${server.port}`;
  emulator.setUrl(url);
  await saveInitialState(emulator, server.close);
  return {
    url,
    domain: emulator.keeper.tenant.domain,
    clientId: DEMO_CLIENT_ID,
    clientSecret: DEMO_CLIENT_SECRET,
    certificate: identity?.cert,
    close: async () => {
      await server.close();
      await emulator.keeper.close();
    },
    ...buildHandles(emulator),
  };
}

/** Only who serves HTTPS loads what it takes to make a certificate. */
async function makeTlsIdentity(): Promise<{ readonly cert: string; readonly key: string }> {
  const { makeLoopbackIdentity } = await import('./http/tls/loopback-identity.ts');
  return makeLoopbackIdentity();
}

type EmulatorHandles = Omit<RunningEmulator, 'url' | 'domain' | 'clientId' | 'clientSecret' | 'certificate' | 'close'>;

const buildHandles = (emulator: Emulator): EmulatorHandles => ({
  requests: emulator.recorder.listAll,
  dump: emulator.dump,
  logs: emulator.logs,
  reset: emulator.reset,
  setFaults: (plan) => emulator.faults.setPlan(toFaultPlan(plan)),
  faults: emulator.faults.countHits,
  consume: (consumed) => consumeRateLimit(emulator, consumed),
  asPerson: (person) => ({
    request: async (method, path, body) => {
      const answer = await sendDashboardRequest(emulator.api, person, method, path, body);
      return { status: answer.status, body: answer.body ?? null };
    },
  }),
});

/** A state file that cannot be written is told at once, not with the first write. */
async function saveInitialState(emulator: Emulator, close: () => Promise<void>): Promise<void> {
  try {
    await emulator.keeper.save();
  } catch (cause) {
    await close();
    throw new Error("The emulator's state file cannot be written.", { cause });
  }
}
