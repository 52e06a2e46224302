import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { EXIT, type ExitCode } from '../exit.ts';
import type { Terminal } from '../terminal.ts';

export interface EmulateOptions {
  readonly port: number;
  readonly state?: string;
}

/** Runs the emulator until it is interrupted; its address is one line of JSON, printed when it is ready. */
export async function emulate(options: EmulateOptions, terminal: Terminal): Promise<ExitCode> {
  const { startEmulator } = await import('../../emulator/index.ts');
  if (options.state !== undefined) mkdirSync(dirname(options.state), { recursive: true });
  const running = await startEmulator({
    port: options.port,
    ...(options.state === undefined ? {} : { stateFile: options.state }),
  });
  const { url, domain, clientId, clientSecret } = running;
  terminal.print(JSON.stringify({ url, domain, clientId, clientSecret }));
  await new Promise<void>((resolve) => {
    process.once('SIGINT', resolve);
    process.once('SIGTERM', resolve);
  });
  await running.close();
  return EXIT.ok;
}
