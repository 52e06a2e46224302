import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect } from 'vitest';
import type { RunningEmulator } from '../../src/emulator/index.ts';
import { IS_BEYOND_FULL, IS_FULL, isInShare } from './run-size.ts';
import { canRunWarm, runWarm } from './run-warm.ts';

/** The built command line, as a person runs it. */
const CLI = fileURLToPath(new URL('../../dist/cli/main.js', import.meta.url));

export interface CliResult {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface CliOptions {
  readonly cwd: string;
  /** The tenant; without one the environment names none. */
  readonly emulator?: Pick<RunningEmulator, 'url' | 'domain' | 'clientId' | 'clientSecret'>;
  readonly env?: Readonly<Record<string, string>>;
}

/** Nothing of the caller's own tenant gets in. */
function buildEnvironment({ emulator, env }: CliOptions): NodeJS.ProcessEnv {
  const inherited = Object.entries(process.env).filter(([name]) => !/^(AUTH0_|TENON_|FORCE_COLOR)/.test(name));
  const tenant = emulator && {
    AUTH0_DOMAIN: emulator.url,
    AUTH0_CLIENT_ID: emulator.clientId,
    AUTH0_CLIENT_SECRET: emulator.clientSecret,
    AUTH0_AUDIENCE: `https://${emulator.domain}/api/v2/`,
  };
  return { ...Object.fromEntries(inherited), ...tenant, ...env };
}

export const startCli = (args: readonly string[], where: CliOptions): ReturnType<typeof spawn> =>
  spawn(process.execPath, [CLI, ...args], { cwd: where.cwd, env: buildEnvironment(where), stdio: ['ignore', 'pipe', 'pipe'] });

/** In a full run some commands are processes of their own, as they are for a person, and beyond it all of them. */
const COLD_SHARE = 1 / 10;

export function runCli(args: readonly string[], where: CliOptions): Promise<CliResult> {
  if (!canRunWarm(where.env) || isCold(args)) return spawnCli(args, where);
  return runWarm({ args, cwd: where.cwd, env: buildEnvironment(where) });
}

function isCold(args: readonly string[]): boolean {
  if (!IS_FULL) return false;
  return IS_BEYOND_FULL || isInShare(`${expect.getState().currentTestName} ${args[0]}`, COLD_SHARE);
}

function spawnCli(args: readonly string[], where: CliOptions): Promise<CliResult> {
  const child = startCli(args, where);
  const out: Buffer[] = [];
  const err: Buffer[] = [];
  child.stdout?.on('data', (chunk: Buffer) => out.push(chunk));
  child.stderr?.on('data', (chunk: Buffer) => err.push(chunk));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) =>
      resolve({ code, stdout: Buffer.concat(out).toString(), stderr: Buffer.concat(err).toString() }),
    );
  });
}
