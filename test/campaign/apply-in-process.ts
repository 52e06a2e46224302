import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { FIXTURE_SECRETS } from '../support/shapes/index.ts';
import type { FaultyTenant } from './faulty-tenant.ts';
import { type ProgramRun, parseRun } from './program.ts';

const CLI = fileURLToPath(new URL('../../dist/cli/main.js', import.meta.url));

/** Processes compete for the cores, while other cases only wait: of them few run at a time. */
const MAX_PROCESSES = 3;
const turns: Promise<unknown>[] = Array.from({ length: MAX_PROCESSES }, () => Promise.resolve());
let turnCount = 0;

export function applyInProcess(files: readonly string[], place: FaultyTenant, kill: AbortSignal): Promise<ProgramRun> {
  const turn = turnCount++ % MAX_PROCESSES;
  const run = Promise.resolve(turns[turn]).then(() => spawnApply(files, place, kill));
  turns[turn] = run.catch(() => undefined);
  return run;
}

/** The built program, which `kill` ends as `kill -9` does. */
function spawnApply(files: readonly string[], place: FaultyTenant, kill: AbortSignal): Promise<ProgramRun> {
  const inherited = Object.entries(process.env).filter(([name]) => !/^(AUTH0_|TENON_|FORCE_COLOR)/.test(name));
  const env = { ...Object.fromEntries(inherited), ...FIXTURE_SECRETS, ...place.buildEnvironment(place.proxy.url) };
  const args = [CLI, 'apply', ...files, '--yes', '--format', 'json', '--allow', 'user-loss', '--lock-wait', '5m'];
  const child = spawn(process.execPath, args, { env, stdio: ['ignore', 'pipe', 'pipe'] });
  const [out, err]: [Buffer[], Buffer[]] = [[], []];
  child.stdout.on('data', (chunk: Buffer) => out.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => err.push(chunk));
  kill.addEventListener('abort', () => child.kill('SIGKILL'));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) =>
      resolve(parseRun(code, code === null ? '' : Buffer.concat(out).toString(), Buffer.concat(err).toString().trim())),
    );
  });
}
