import type { LoggedWrite } from '../../management-api/log/log-event.ts';
import type { JsonObject } from '../../model/json/json.ts';
import type { Problem } from '../../model/problem/problem.ts';
import type { Reads } from './reads.ts';
import type { Miss } from './stored/input.ts';
import type { Cursor, Items } from './stored/kept.ts';

/** What is known when a cache begins its work. */
export interface Beginning {
  readonly tenant: string;
  readonly scopes: string;
  readonly reads: Reads;
  readonly readAt: string;
  /** Absent where the log is empty or may not be read: then nothing of this can be used again. */
  readonly cursor?: Cursor;
  /** What was known before anything was read again. */
  readonly before: ReadonlyMap<string, Items>;
  readonly gone: ReadonlyMap<string, JsonObject>;
  readonly miss?: Miss;
  readonly problem?: Problem;
}

export interface Followed {
  /** Whether anything that was read is in doubt, and will be read again. */
  readonly changed: boolean;
  /** What was written to the tenant since, newest first. */
  readonly writes: readonly LoggedWrite[];
  /** Why the log could not be read, or not to its end. */
  readonly problem?: Problem;
}
