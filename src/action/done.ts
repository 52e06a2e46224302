import type { Counts } from './counts.ts';
import type { Ran } from './tenon.ts';

/** What a command left behind: how it ended, and the document that all reports are made of. */
export interface Done {
  readonly ran: Ran;
  /** Without one there is nothing to report but what went wrong. */
  readonly document?: string;
  readonly counts: Counts;
}
