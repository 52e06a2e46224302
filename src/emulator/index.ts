import { consumeRateLimit } from './controls/control-endpoints.ts';
import { sendDashboardRequest } from './controls/dashboard-request.ts';
import { Emulator } from './emulator.ts';
import type { EmulatorOptions, RunningEmulator } from './emulator-options.ts';
import { DEMO_CLIENT_ID, DEMO_CLIENT_SECRET } from './facts/demo-credentials.ts';
import { toFaultPlan } from './faults/fault-rule.ts';
import { listen } from './http/http-server.ts';

export type { JsonArray, JsonObject, JsonValue } from '../model/json/json-value.ts';
export type { RecordedRequest } from './controls/request-recorder.ts';
export type {
  ConsumeOptions,
  DashboardPerson,
  DashboardSession,
  EmulatorOptions,
  RunningEmulator,
} from './emulator-options.ts';
export type { UnprovenPatch } from './engine/patch-object.ts';
export { DEFAULT_DATABASE_NAME } from './facts/fresh-tenant.ts';
export { isSubscriptionName, SUBSCRIPTION_NAMES, type SubscriptionName } from './facts/subscription-names.ts';
export type { Fault, FaultPlan, FaultRule } from './faults/fault-rule.ts';
export { FaultPlanError, parseFaultPlan } from './faults/parse-fault-plan.ts';
export type { TokenBucketOptions } from './limits/token-bucket.ts';

/**
 * Starts an emulated Auth0 tenant with its Management API on 127.0.0.1. Resolves when it accepts requests.
 * @throws Error if the port is in use, or if the state file cannot be read, is damaged or cannot be written.
 */
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

/** Loads the certificate code only if it is needed. */
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
  checkpoint: emulator.checkpoint,
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

/** Saves the state once, so that an unwritable state file is an error at start and not with the first write. */
async function saveInitialState(emulator: Emulator, close: () => Promise<void>): Promise<void> {
  try {
    await emulator.keeper.save();
  } catch (cause) {
    await close();
    throw new Error("The emulator's state file cannot be written. Check its folder and permissions.", { cause });
  }
}
