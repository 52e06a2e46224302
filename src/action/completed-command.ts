import type { ActionCounts } from './action-counts.ts';
import type { TenonExecution } from './run-tenon.ts';

/** A finished command and the document (plan, result or drift) from which reports are rendered. */
export interface CompletedCommand {
  readonly ran: TenonExecution;
  /** Path of the document; undefined if the command failed before it wrote one. */
  readonly document?: string;
  readonly counts: ActionCounts;
}
