import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type RunningEmulator, startEmulator } from '../src/emulator/index.ts';
import { calibrate } from './calibrate.ts';
import { listCommands, type MeasuredCommand } from './commands.ts';
import { type CommandUsage, measureCommand } from './measure-command.ts';

const SECRETS = { GOOGLE_CLIENT_SECRET: 'a', INITECH_CLIENT_SECRET: 'b', MAIL_API_KEY: 'c', CRM_TOKEN: 'd' };

const computeMedian = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

const getTenantEnv = ({ url, domain, clientId, clientSecret }: RunningEmulator): Record<string, string> => ({
  AUTH0_DOMAIN: url,
  AUTH0_CLIENT_ID: clientId,
  AUTH0_CLIENT_SECRET: clientSecret,
  AUTH0_AUDIENCE: `https://${domain}/api/v2/`,
});

const round = (value: number, digits: number): number => Number(value.toFixed(digits));

interface Measured extends CommandUsage {
  readonly command: MeasuredCommand;
  readonly requests: number;
  /** Of the calibrations right before and after the command: the machine may have had more to do at another time. */
  readonly calibration: number;
}

async function measure(command: MeasuredCommand, folder: string, emulator: RunningEmulator): Promise<Measured> {
  const before = [calibrate(), calibrate()];
  const sent = emulator.requests().length;
  const usage = await measureCommand(folder, command.args, { ...SECRETS, ...(command.onTenant ? getTenantEnv(emulator) : {}) });
  const requests = emulator.requests().length - sent;
  return { ...usage, command, requests, calibration: computeMedian([...before, calibrate()]) };
}

/** One row of the table. Beside each value that has one stands what is wanted. */
function formatRow({
  command,
  requests,
  wallSeconds,
  cpuSeconds,
  peakMb,
  calibration,
}: Measured): Record<string, string | number> {
  const { wanted } = command;
  return {
    command: command.name,
    requests,
    'wall s': round(wallSeconds, 1),
    'requests/s': requests === 0 ? '' : round(requests / wallSeconds, 0),
    'at least': wanted.rate ?? '',
    'CPU s': round(cpuSeconds, 2),
    'CPU/calibration': round(cpuSeconds / calibration, 1),
    'at most': wanted.cpu ?? '',
    MB: round(peakMb, 0),
    'at most MB': wanted.mb ?? '',
  };
}

const folder = mkdtempSync(join(tmpdir(), 'tenon-bench-'));
// Without limits, and in another process than the measured one.
const emulator = await startEmulator({ seed: 'bench' });
try {
  const rows: Measured[] = [];
  for (const command of listCommands(folder)) rows.push(await measure(command, folder, emulator));
  console.log(
    `Calibration: ${computeMedian(rows.map(({ calibration }) => calibration)).toFixed(3)} s of CPU. Explained in docs/performance.md.`,
  );
  console.table(rows.map(formatRow));
} finally {
  await emulator.close();
  rmSync(folder, { recursive: true });
}
