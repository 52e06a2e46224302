import { spend } from './controls/control.ts';
import { personRequest } from './controls/dashboard.ts';
import { Emulator } from './emulator.ts';
import { DEMO_CLIENT_ID, DEMO_CLIENT_SECRET } from './facts/credentials.ts';
import { asFaultPlan } from './faults/rule.ts';
import { listen } from './http/server.ts';
import type { EmulatorOptions, RunningEmulator } from './options.ts';

export type { RecordedRequest } from './controls/recorder.ts';
export { OWN_DATABASE } from './facts/fresh-tenant.ts';
export { isPlanName, PLAN_NAMES, type PlanName } from './facts/rate-limits.ts';
export { parseFaultPlan } from './faults/parse.ts';
export type { FaultPlan, FaultRule } from './faults/rule.ts';
export type { EmulatorOptions, PersonAtWork, RunningEmulator } from './options.ts';

/** Starts an embedded Management API on loopback. Throws when the state file cannot be read or the port is taken. */
export async function startEmulator(options: EmulatorOptions = {}): Promise<RunningEmulator> {
  const emulator = new Emulator(options);
  const identity = options.tls === true ? await makeIdentity() : undefined;
  const server = await listen(options.port ?? 0, emulator.answer, identity);
  const url = `${identity === undefined ? 'http' : 'https'}://127.0.0.1:${server.port}`;
  emulator.listensAt(url);
  await firstSave(emulator, server.close);
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
    ...handlesOf(emulator),
  };
}

/** Only who serves HTTPS loads what it takes to make a certificate. */
async function makeIdentity(): Promise<{ readonly cert: string; readonly key: string }> {
  const { makeLoopbackIdentity } = await import('./http/tls/identity.ts');
  return makeLoopbackIdentity();
}

type Handles = Omit<RunningEmulator, 'url' | 'domain' | 'clientId' | 'clientSecret' | 'certificate' | 'close'>;

const handlesOf = (emulator: Emulator): Handles => ({
  requests: emulator.recorder.all,
  dump: emulator.dump,
  logs: emulator.logs,
  reset: emulator.reset,
  setFaults: (plan) => emulator.faults.set(asFaultPlan(plan)),
  faults: emulator.faults.counts,
  consume: (consumed) => spend(emulator, consumed),
  asPerson: (person) => ({
    request: async (method, path, body) => {
      const answer = await personRequest(emulator.api, person, method, path, body);
      return { status: answer.status, body: answer.body ?? null };
    },
  }),
});

/** A state file that cannot be written is told at once, not with the first write. */
async function firstSave(emulator: Emulator, close: () => Promise<void>): Promise<void> {
  try {
    await emulator.keeper.save();
  } catch (cause) {
    await close();
    throw new Error("The emulator's state file cannot be written.", { cause });
  }
}
