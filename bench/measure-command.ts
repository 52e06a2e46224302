import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';

const CLI = fileURLToPath(new URL('../dist/cli/main.js', import.meta.url));
const REPORT_USAGE = new URL('report-usage.mjs', import.meta.url).href;

export interface CommandUsage {
  readonly wallSeconds: number;
  /** Of all threads, user and system. */
  readonly cpuSeconds: number;
  /** The resident memory of the process at its largest. */
  readonly peakMb: number;
}

/** Runs the built program in a process of its own, in `folder`. Throws if it fails. */
export async function measureCommand(
  folder: string,
  args: readonly string[],
  env: Readonly<Record<string, string>>,
): Promise<CommandUsage> {
  const usageFile = join(folder, 'usage.json');
  const from = performance.now();
  const child = spawn(process.execPath, ['--import', REPORT_USAGE, CLI, ...args], {
    cwd: folder,
    env: { PATH: process.env.PATH, BENCH_USAGE: usageFile, ...env },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const [errors, [code]]: readonly [string, readonly unknown[]] = await Promise.all([text(child.stderr), once(child, 'close')]);
  const wallSeconds = (performance.now() - from) / 1000;
  if (code !== 0) throw new Error(`tenon ${args.join(' ')} ended with ${code}: ${errors}`);
  const { userCPUTime, systemCPUTime, maxRSS }: NodeJS.ResourceUsage = JSON.parse(readFileSync(usageFile, 'utf8'));
  return { wallSeconds, cpuSeconds: (userCPUTime + systemCPUTime) / 1e6, peakMb: maxRSS / 1024 };
}
