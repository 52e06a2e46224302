import type { LoggedWrite } from '../../management-api/log/log-event.ts';
import type { JsonObject } from '../../model/json/json-value.ts';
import type { Problem } from '../../model/problem/problem.ts';
import type { CachedReads } from './cached-reads.ts';
import type { CachedItems, LogCursor } from './stored/cache-content.ts';
import type { CacheMiss } from './stored/cache-input.ts';

/** What is known when a cache begins its work. */
export interface CacheState {
  readonly tenant: string;
  readonly scopes: string;
  readonly reads: CachedReads;
  readonly readAt: string;
  /** Absent where the log is empty or may not be read: then nothing of this can be used again. */
  readonly cursor?: LogCursor;
  /** What was known before anything was read again. */
  readonly earlierLists: ReadonlyMap<string, CachedItems>;
  readonly gone: ReadonlyMap<string, JsonObject>;
  readonly miss?: CacheMiss;
  readonly problem?: Problem;
}

export interface FollowResult {
  /** Whether anything that was read is in doubt, and will be read again. */
  readonly hasChanges: boolean;
  /** What was written to the tenant since, newest first. */
  readonly writes: readonly LoggedWrite[];
  /** Why the log could not be read, or not to its end. */
  readonly problem?: Problem;
}
