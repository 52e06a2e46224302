import type { RunningEmulator } from '../../emulator/index.ts';
import { printableJson } from '../../model/json/printable-json.ts';
import type { Problem } from '../../model/problem/problem.ts';
import { certificateFile } from '../emulator/certificate-file.ts';
import { type EmulateOptions, emulatorOptions } from '../emulator/flags.ts';
import { EXIT, type ExitCode } from '../exit.ts';
import type { Terminal } from '../terminal.ts';

/** Runs the emulator until it is interrupted; its address is one line of JSON, printed when it is ready. */
export async function emulate(options: EmulateOptions, terminal: Terminal): Promise<ExitCode> {
  const interrupted = new Promise<void>((resolve) => {
    process.once('SIGINT', resolve);
    process.once('SIGTERM', resolve);
  });
  const emulator = await import('../../emulator/index.ts');
  const read = emulatorOptions(options, emulator);
  if (!read.ok) return refused(terminal, read.error);
  let running: RunningEmulator;
  try {
    running = await emulator.startEmulator(read.value);
  } catch (error) {
    return refused(terminal, startProblem(error, options));
  }
  const certificate = certificateFile(running.certificate);
  const { url, domain, clientId, clientSecret } = running;
  terminal.print(printableJson({ url, domain, clientId, clientSecret, ...certificate.shown }));
  await interrupted;
  await running.close();
  certificate.remove();
  return EXIT.ok;
}

async function refused(terminal: Terminal, problem: Problem): Promise<ExitCode> {
  await terminal.problems([problem]);
  return EXIT.error;
}

function startProblem(error: unknown, { port }: EmulateOptions): Problem {
  const message = error instanceof Error ? error.message : String(error);
  const taken = message.includes('EADDRINUSE') || message.includes('EACCES');
  if (taken)
    return { code: 'usage', severity: 'error', message: `port ${port} cannot be had`, hint: '--port 0 takes a free one.' };
  return { code: 'file-unreadable', severity: 'error', message };
}
