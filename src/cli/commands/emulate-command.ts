import type { RunningEmulator } from '../../emulator/index.ts';
import { getErrorMessage } from '../../model/error-message.ts';
import { toPrintableJson } from '../../model/json/printable-json.ts';
import type { Problem } from '../../model/problem/problem.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { type EmulateOptions, toEmulatorOptions } from '../options/emulator-flags.ts';
import { writeCertificateFile } from '../output/certificate-file.ts';
import { reportFailure, type Terminal } from '../output/terminal.ts';

/** Runs the emulator until it is interrupted. When it is ready, prints its address and credentials as one line of JSON. */
export async function runEmulateCommand(options: EmulateOptions, terminal: Terminal): Promise<ExitCode> {
  const interrupted = new Promise<void>((resolve) => {
    process.once('SIGINT', resolve);
    process.once('SIGTERM', resolve);
  });
  const emulator = await import('../../emulator/index.ts');
  const read = toEmulatorOptions(options, emulator);
  if (!read.ok) return reportFailure([read.error], terminal);
  let running: RunningEmulator;
  try {
    running = await emulator.startEmulator(read.value);
  } catch (error) {
    return reportFailure([toStartProblem(error, options)], terminal);
  }
  const certificate = writeCertificateFile(running.certificate);
  const { url, domain, clientId, clientSecret } = running;
  terminal.print(toPrintableJson({ url, domain, clientId, clientSecret, ...certificate.printedFields }));
  await interrupted;
  await running.close();
  certificate.remove();
  return EXIT.ok;
}

function toStartProblem(error: unknown, { port }: EmulateOptions): Problem {
  const message = getErrorMessage(error);
  const isPortTaken = message.includes('EADDRINUSE') || message.includes('EACCES');
  if (isPortTaken)
    return {
      code: 'usage',
      severity: 'error',
      message: `port ${port} is not available`,
      hint: 'Use --port 0 to pick a free port.',
    };
  return { code: 'file-unreadable', severity: 'error', message: `the emulator cannot start: ${message}` };
}
