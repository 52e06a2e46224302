import { closeSync, fsyncSync, openSync, rmSync, writeSync } from 'node:fs';
import { getErrorMessage } from '../../model/error-message.ts';
import { toPrintableJson } from '../../model/json/printable-json.ts';
import type { Problem } from '../../model/problem/problem.ts';
import type { TicketReceiver } from './ticket-receiver.ts';

/**
 * Writes tickets to a new file that only its owner can read, one line of JSON each. An existing file is refused, also a link to one: it may
 * be readable by others, or contain the links of an earlier run. Each line is on the disk before the operation counts as done.
 */
export function createTicketFile(file: string): TicketReceiver {
  let handle: number | undefined;
  let lines = 0;
  return {
    open: async () => {
      try {
        handle = openSync(file, 'wx', 0o600);
        return undefined;
      } catch (error) {
        return createUnwritableProblem(file, error, 'Name a file that does not exist yet, in a folder that you can write to.');
      }
    },
    deliver: async (ticket) => {
      try {
        if (handle === undefined) throw new Error('it is not open');
        writeSync(handle, `${toPrintableJson(ticket)}\n`);
        fsyncSync(handle);
        lines += 1;
        return undefined;
      } catch (error) {
        return createUnwritableProblem(file, error, 'Make room on the disk.');
      }
    },
    close: async () => {
      if (handle === undefined) return;
      closeSync(handle);
      if (lines === 0) rmSync(file, { force: true });
    },
  };
}

const createUnwritableProblem = (file: string, error: unknown, hint: string): Problem => ({
  code: 'output-unwritable',
  severity: 'error',
  message: `${file} cannot be written: ${getErrorMessage(error)}`,
  hint,
});
