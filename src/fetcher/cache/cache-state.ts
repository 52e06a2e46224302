import type { LoggedWrite } from '../../management-api/log/log-event.ts';
import type { JsonObject } from '../../model/json/json-value.ts';
import type { Problem } from '../../model/problem/problem.ts';
import type { CachedReads } from './cached-reads.ts';
import type { CachedItems, LogCursor } from './stored/cache-content.ts';
import type { CacheMiss } from './stored/cache-input.ts';

/** The state that a cache starts from: loaded from the file and brought up to date, or empty. */
export interface CacheState {
  readonly tenant: string;
  readonly scopes: string;
  readonly reads: CachedReads;
  readonly readAt: string;
  /** Absent if the log cannot be read; then the cache cannot be saved for a later run. */
  readonly cursor?: LogCursor;
  /** The lists before they were refreshed: resources that are missing now were deleted. */
  readonly earlierLists: ReadonlyMap<string, CachedItems>;
  /** Deleted resources by path, reduced to their id and key fields. */
  readonly gone: ReadonlyMap<string, JsonObject>;
  readonly miss?: CacheMiss;
  readonly problem?: Problem;
}

export interface FollowResult {
  /** Whether any cached read was invalidated. */
  readonly hasChanges: boolean;
  /** Writes to the tenant since the previous call, newest first. */
  readonly writes: readonly LoggedWrite[];
  /** Why the log could not be read completely. */
  readonly problem?: Problem;
}
