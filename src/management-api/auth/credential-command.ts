import { execFile } from 'node:child_process';
import { failWith, type Outcome, succeed } from '../../model/plan/outcome.ts';
import type { Problem } from '../../model/problem/problem.ts';
import { createSourceProblem, MAX_CREDENTIAL_BYTES } from './source-problems.ts';

/** Long enough for a person to unlock a password manager. */
const TIMEOUT_MS = 60_000;

/** Runs a program without a shell and returns its output. Its error output may contain secrets, so no message quotes it. */
export function runCredentialCommand([program = '', ...args]: readonly string[]): Promise<Outcome<string, Problem>> {
  return new Promise((resolve) => {
    const options = { timeout: TIMEOUT_MS, killSignal: 'SIGKILL', maxBuffer: MAX_CREDENTIAL_BYTES, encoding: 'utf8' } as const;
    const child = execFile(program, args, options, (error, stdout) => {
      resolve(error ? failWith(describeFailure(program, error)) : succeed(stdout));
    });
    child.stdin?.end();
  });
}

function describeFailure(program: string, { code, killed }: { readonly code?: unknown; readonly killed?: boolean }): Problem {
  const hint = `Run the program yourself to see its messages: tenon does not show them, because they may contain secrets.`;
  const fail = (why: string): Problem => createSourceProblem(`no credentials from the program ${program}: ${why}`, hint);
  if (code === 'ENOENT') return fail('it does not exist, or is not in PATH');
  if (code === 'ERR_CHILD_PROCESS_STDIO_MAXBUFFER') return fail('its output is too long');
  if (killed) return fail(`it did not finish within ${TIMEOUT_MS / 1000} seconds`);
  return fail(typeof code === 'number' ? `it ended with exit code ${code}` : 'it could not be run to its end');
}
