import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { RunningEmulator } from '../../src/emulator/index.ts';
import { IS_FULL } from './size.ts';
import { canRunWarm, runWarm } from './warm.ts';

/** The built command line, as a person runs it. */
const CLI = fileURLToPath(new URL('../../dist/cli/main.js', import.meta.url));

export interface Ran {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Where {
  readonly cwd: string;
  /** The tenant; without one the environment names none. */
  readonly emulator?: Pick<RunningEmulator, 'url' | 'domain' | 'clientId' | 'clientSecret'>;
  readonly env?: Readonly<Record<string, string>>;
}

/** Nothing of the caller's own tenant gets in. */
function environment({ emulator, env }: Where): NodeJS.ProcessEnv {
  const inherited = Object.entries(process.env).filter(([name]) => !/^(AUTH0_|TENON_|FORCE_COLOR)/.test(name));
  const tenant = emulator && {
    AUTH0_DOMAIN: emulator.url,
    AUTH0_CLIENT_ID: emulator.clientId,
    AUTH0_CLIENT_SECRET: emulator.clientSecret,
    AUTH0_AUDIENCE: `https://${emulator.domain}/api/v2/`,
  };
  return { ...Object.fromEntries(inherited), ...tenant, ...env };
}

export const start = (args: readonly string[], where: Where): ReturnType<typeof spawn> =>
  spawn(process.execPath, [CLI, ...args], { cwd: where.cwd, env: environment(where), stdio: ['ignore', 'pipe', 'pipe'] });

/** In a full run each command is a process of its own, as it is for a person. */
export function tenon(args: readonly string[], where: Where): Promise<Ran> {
  if (IS_FULL || !canRunWarm(where.env)) return spawned(args, where);
  return runWarm({ args, cwd: where.cwd, env: environment(where) });
}

function spawned(args: readonly string[], where: Where): Promise<Ran> {
  const child = start(args, where);
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
