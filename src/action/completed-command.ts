import type { ActionCounts } from './action-counts.ts';
import type { TenonExecution } from './run-tenon.ts';

/** What a command left behind: how it ended, and the document that all reports are made of. */
export interface CompletedCommand {
  readonly ran: TenonExecution;
  /** Without one there is nothing to report but what went wrong. */
  readonly document?: string;
  readonly counts: ActionCounts;
}
