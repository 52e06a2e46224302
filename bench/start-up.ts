import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const CLI = fileURLToPath(new URL('../dist/cli/main.js', import.meta.url));
const EXAMPLE = fileURLToPath(new URL('../examples/tenant.yaml', import.meta.url));
const ENV = { ...process.env, GOOGLE_CLIENT_SECRET: 'a', INITECH_CLIENT_SECRET: 'b', MAIL_API_KEY: 'c', CRM_TOKEN: 'd' };
const TIMES = 10;

/** What Node itself takes comes first: the others are counted from there. */
const RUNS = [
  { run: 'node -e 0', args: ['-e', '0'] },
  { run: 'tenon --help', args: [CLI, '--help'], atMost: 60 },
  { run: 'tenon validate examples/tenant.yaml', args: [CLI, 'validate', EXAMPLE], atMost: 150 },
] as const;

export interface StartUpMeasurement {
  readonly run: string;
  /** Milliseconds, median. */
  readonly ms: number;
  readonly more: number;
  readonly atMost?: number;
}

/** In turns, so that whatever else the machine does meets all of them. */
export function measureStartUp(): readonly StartUpMeasurement[] {
  const times = RUNS.map((): number[] => []);
  for (let turn = 0; turn < TIMES; turn += 1)
    for (const [index, { args }] of RUNS.entries()) times[index]?.push(measureTime(args));
  const medians = times.map(computeMedian);
  return RUNS.map((row, index) => {
    const ms = medians[index] ?? 0;
    return { run: row.run, ms, more: ms - (medians[0] ?? 0), ...('atMost' in row ? { atMost: row.atMost } : {}) };
  });
}

function measureTime(args: readonly string[]): number {
  const from = performance.now();
  execFileSync(process.execPath, args, { env: ENV, stdio: ['ignore', 'ignore', 'pipe'] });
  return performance.now() - from;
}

const computeMedian = (times: readonly number[]): number => {
  const sorted = [...times].sort((a, b) => a - b);
  return ((sorted[Math.floor((sorted.length - 1) / 2)] ?? 0) + (sorted[Math.ceil((sorted.length - 1) / 2)] ?? 0)) / 2;
};
