import { Emulator } from './emulator.ts';
import { DEMO_CLIENT_ID, DEMO_CLIENT_SECRET } from './facts/credentials.ts';
import type { EmulatorOptions, RunningEmulator } from './options.ts';
import { listen } from './server.ts';

export type { EmulatorOptions, RunningEmulator } from './options.ts';
export type { RecordedRequest } from './recorder.ts';

/** Starts an embedded Management API on loopback. Throws when the state file cannot be read or the port is taken. */
export async function startEmulator(options: EmulatorOptions = {}): Promise<RunningEmulator> {
  const emulator = new Emulator(options);
  const server = await listen(options.port ?? 0, emulator.answer);
  const url = `http://127.0.0.1:${server.port}`;
  emulator.listensAt(url);
  await firstSave(emulator, server.close);
  return {
    url,
    domain: emulator.keeper.tenant.domain,
    clientId: DEMO_CLIENT_ID,
    clientSecret: DEMO_CLIENT_SECRET,
    close: async () => {
      await server.close();
      await emulator.keeper.save();
    },
    requests: emulator.recorder.all,
    dump: emulator.dump,
    reset: emulator.reset,
  };
}

/** A state file that cannot be written is told at once, not with the first write. */
async function firstSave(emulator: Emulator, close: () => Promise<void>): Promise<void> {
  try {
    await emulator.keeper.save();
  } catch (cause) {
    await close();
    throw new Error("The emulator's state file cannot be written.", { cause });
  }
}
