import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { isObject } from '../../src/model/json/json-value.ts';
import type { CliResult } from './cli.ts';

const SERVER = fileURLToPath(new URL('./warm-cli.mjs', import.meta.url));
/** Processes that are free; several at once only where a test runs several commands at once. */
const idle: { readonly server: ChildProcess; readonly left: number }[] = [];
/** Each run leaves some memory behind: after so many a new process takes over. */
const RUNS_EACH = 150;

interface Command {
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
}

/** Some variables have their effect on Node as it starts. */
export const canRunWarm = (env: NodeJS.ProcessEnv = {}): boolean => !Object.keys(env).some((name) => /^(NODE_|SSL_)/.test(name));

/** The built command line in a process that has run it before: the same to a test, for a tenth of the processor time. */
export async function runWarm(command: Command): Promise<CliResult> {
  const { server, left } = idle.pop() ?? { server: startServer(), left: RUNS_EACH };
  const result = await new Promise<CliResult>((resolve, reject) => {
    const rejectOnExit = (code: number | null): void => reject(new Error(`the warm command line ended with ${code}`));
    server.once('exit', rejectOnExit);
    server.once('message', (message) => {
      server.off('exit', rejectOnExit);
      if (isCliResult(message)) resolve(message);
      else reject(new Error(JSON.stringify(message)));
    });
    server.send(command);
  });
  if (left > 1) idle.push({ server, left: left - 1 });
  else server.disconnect();
  return result;
}

function startServer(): ChildProcess {
  const server = fork(SERVER, { execArgv: [], stdio: ['ignore', 'ignore', 'inherit', 'ipc'], env: { PATH: process.env.PATH } });
  server.unref();
  server.channel?.unref();
  return server;
}

const isCliResult = (value: unknown): value is CliResult =>
  isObject(value) && typeof value.code === 'number' && typeof value.stdout === 'string' && typeof value.stderr === 'string';
