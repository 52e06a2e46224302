import { readRollbackDestination } from '../../workflows/restore/rollback-destination.ts';
import type { ExitCode } from '../exit-codes.ts';
import type { Terminal } from '../output/terminal.ts';
import { type RestoringFlags, runRestoring } from './restore-command.ts';

/** Plans a rollback to the state before a run, and applies it or saves the plan. */
export const runRollbackCommand = (run: string, flags: RestoringFlags, terminal: Terminal): Promise<ExitCode> =>
  runRestoring('rollback', () => readRollbackDestination(run, process.env), flags, terminal);
