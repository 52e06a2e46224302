import { toPrintableJson } from '../../model/json/printable-json.ts';
import type { Problem } from '../../model/problem/problem.ts';
import type { Environment } from '../ports.ts';
import { findProgram, runProgram } from '../programs/run-program.ts';
import type { IssuedTicket, TicketReceiver } from './ticket-receiver.ts';

/** Starts a program without arguments for each ticket, and writes the ticket to its stdin. */
export function createTicketCommand(program: string, env: Environment): TicketReceiver {
  const found = findProgram(program, env);
  return {
    open: async () => (found === undefined ? createMissingProgramProblem(program) : undefined),
    deliver: async (ticket) => {
      const failure = found === undefined ? 'it was not found' : await runProgram(found, [], `${toPrintableJson(ticket)}\n`, env);
      return failure === undefined ? undefined : createFailedProgramProblem(program, ticket, failure);
    },
    close: async () => undefined,
  };
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
