import { spawn } from 'node:child_process';
import { accessSync, constants, statSync } from 'node:fs';
import { delimiter, join, resolve } from 'node:path';
import { isOwnCredential } from '../../loader/substitute/own-credentials.ts';
import type { Environment } from '../ports.ts';

const TIMEOUT_MS = 60_000;

/**
 * Starts a program without a shell and writes `input` to its stdin. What it prints is discarded, because it may repeat the input. It does not
 * get tenon's own credentials. Returns how it failed; undefined: it accepted the input.
 * @param program as `findProgram` found it
 */
export function runProgram(
  program: string,
  args: readonly string[],
  input: string,
  env: Environment,
): Promise<string | undefined> {
  const ownEnv = Object.fromEntries(Object.entries(env).filter(([name]) => !isOwnCredential(name)));
  return new Promise((done) => {
    const child = spawn(program, args, { env: ownEnv, stdio: ['pipe', 'ignore', 'ignore'], timeout: TIMEOUT_MS });
    child.on('error', ({ message }) => done(message));
    child.on('close', (code, signal) => done(code === 0 ? undefined : describeExit(code, signal)));
    // A program that does not read its input is judged by its exit code.
    child.stdin.on('error', () => undefined);
    child.stdin.end(input);
  });
}

const describeExit = (code: number | null, signal: NodeJS.Signals | null): string =>
  code === null ? `it was ended by ${signal}` : `it exited with ${code}`;

/** Finds a program as a shell would: a path, or a name in one of the folders of PATH. */
export const findProgram = (program: string, env: Environment): string | undefined =>
  (program.includes('/') ? [resolve(program)] : (env.PATH ?? '').split(delimiter).map((folder) => join(folder, program))).find(
    isExecutable,
  );

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}
