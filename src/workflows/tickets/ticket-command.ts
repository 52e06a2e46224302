import { spawn } from 'node:child_process';
import { accessSync, constants, statSync } from 'node:fs';
import { delimiter, join, resolve } from 'node:path';
import { isOwnCredential } from '../../loader/substitute/own-credentials.ts';
import { toPrintableJson } from '../../model/json/printable-json.ts';
import type { Problem } from '../../model/problem/problem.ts';
import type { Environment } from '../ports.ts';
import type { IssuedTicket, TicketReceiver } from './ticket-receiver.ts';

const TIMEOUT_MS = 60_000;

/**
 * Starts a program for each ticket, without a shell and without arguments, and writes the ticket to its stdin. What it prints is discarded,
 * because it may repeat the link. It does not get tenon's own credentials.
 */
export function createTicketCommand(program: string, env: Environment): TicketReceiver {
  const found = findProgram(program, env);
  return {
    open: async () => (found === undefined ? createMissingProgramProblem(program) : undefined),
    deliver: async (ticket) => {
      const failure = found === undefined ? 'it was not found' : await runProgram(found, ticket, env);
      return failure === undefined ? undefined : createFailedProgramProblem(program, ticket, failure);
    },
    close: async () => undefined,
  };
}

/** Returns how the program failed; undefined: it accepted the ticket. */
function runProgram(program: string, ticket: IssuedTicket, env: Environment): Promise<string | undefined> {
  const ownEnv = Object.fromEntries(Object.entries(env).filter(([name]) => !isOwnCredential(name)));
  return new Promise((done) => {
    const child = spawn(program, [], { env: ownEnv, stdio: ['pipe', 'ignore', 'ignore'], timeout: TIMEOUT_MS });
    child.on('error', ({ message }) => done(message));
    child.on('close', (code, signal) => done(code === 0 ? undefined : describeExit(code, signal)));
    // A program that does not read its input is judged by its exit code.
    child.stdin.on('error', () => undefined);
    child.stdin.end(`${toPrintableJson(ticket)}\n`);
  });
}

const describeExit = (code: number | null, signal: NodeJS.Signals | null): string =>
  code === null ? `it was ended by ${signal}` : `it exited with ${code}`;

/** Finds a program as a shell would: a path, or a name in one of the folders of PATH. */
const findProgram = (program: string, env: Environment): string | undefined =>
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

const createMissingProgramProblem = (program: string): Problem => ({
  code: 'usage',
  severity: 'error',
  message: `--tickets-command: ${program} is not a program that can be started`,
  expected: 'the path or the name of an executable file, without arguments',
  hint: 'To pass arguments, write a script that starts the program.',
});

const createFailedProgramProblem = (program: string, { address }: IssuedTicket, failure: string): Problem => ({
  code: 'ticket-undelivered',
  severity: 'error',
  message: `${program} did not accept the ticket of ${address}: ${failure}`,
  place: { kind: 'address', address },
  hint: 'Correct the program.',
});
