import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { SECRETS } from '../support/shapes/index.ts';
import type { Place } from './place.ts';
import { type Ran, ranOf } from './program.ts';

const CLI = fileURLToPath(new URL('../../dist/cli/main.js', import.meta.url));

/** Processes compete for the cores, while other cases only wait: of them few run at a time. */
const APART_AT_ONCE = 3;
const turns: Promise<unknown>[] = Array.from({ length: APART_AT_ONCE }, () => Promise.resolve());
let taken = 0;

export function applyApart(files: readonly string[], place: Place, kill: AbortSignal): Promise<Ran> {
  const turn = taken++ % APART_AT_ONCE;
  const ran = Promise.resolve(turns[turn]).then(() => spawnApply(files, place, kill));
  turns[turn] = ran.catch(() => undefined);
  return ran;
}

/** The built program, which `kill` ends as `kill -9` does. */
function spawnApply(files: readonly string[], place: Place, kill: AbortSignal): Promise<Ran> {
  const inherited = Object.entries(process.env).filter(([name]) => !/^(AUTH0_|TENON_|FORCE_COLOR)/.test(name));
  const env = { ...Object.fromEntries(inherited), ...SECRETS, ...place.environment(place.proxy.url) };
  const args = [CLI, 'apply', ...files, '--yes', '--format', 'json', '--allow', 'user-loss', '--lock-wait', '5m'];
  const child = spawn(process.execPath, args, { env, stdio: ['ignore', 'pipe', 'pipe'] });
  const [out, err]: [Buffer[], Buffer[]] = [[], []];
  child.stdout.on('data', (chunk: Buffer) => out.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => err.push(chunk));
  kill.addEventListener('abort', () => child.kill('SIGKILL'));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) =>
      resolve(ranOf(code, code === null ? '' : Buffer.concat(out).toString(), Buffer.concat(err).toString().trim())),
    );
  });
}
