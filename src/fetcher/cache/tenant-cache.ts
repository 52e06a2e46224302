import type { ReadApi } from '../../management-api/management-api.ts';
import type { JsonObject } from '../../model/json/json-value.ts';
import { succeed } from '../../model/plan/outcome.ts';
import type { Problem } from '../../model/problem/problem.ts';
import type { CacheState, FollowResult } from './cache-state.ts';
import { createCachedApi } from './cached-reads.ts';
import { readEventsAfter, readNewestCursor } from './changes/read-new-events.ts';
import { findTouched, type TouchedReads } from './changes/touched-reads.ts';
import { findGone } from './find-gone.ts';
import { refreshReads } from './refresh-reads.ts';
import type { CacheContent, CachedItems, LogCursor } from './stored/cache-content.ts';
import { writeCacheFile } from './stored/cache-file.ts';
import type { CacheInput, CacheMiss } from './stored/cache-input.ts';

const ALL_TOUCHED: TouchedReads = { everything: true, names: new Set(), resources: new Map() };

/** A cache of a tenant's reads that the tenant's log keeps up to date. */
export class TenantCache {
  /** Sends only the reads that are not cached. */
  readonly api: ReadApi;
  /** Why the whole tenant is read; `undefined` if the stored cache was usable. */
  readonly miss: CacheMiss | undefined;
  /** Why the log could not be read. */
  readonly problem: Problem | undefined;
  readonly #input: CacheInput;
  readonly #initial: CacheState;
  #cursor: LogCursor | undefined;
  #readAt: string;
  #earlierLists: ReadonlyMap<string, CachedItems>;
  #gone: ReadonlyMap<string, JsonObject>;

  constructor(input: CacheInput, initial: CacheState) {
    this.#input = input;
    this.#initial = initial;
    this.#cursor = initial.cursor;
    this.#readAt = initial.readAt;
    this.#earlierLists = initial.earlierLists;
    this.#gone = initial.gone;
    this.api = createCachedApi(input.api, initial.reads);
    this.miss = initial.miss;
    this.problem = initial.problem;
  }

  /** Returns the deleted resources by path, reduced to their id and key fields. */
  collectGone(): ReadonlyMap<string, JsonObject> {
    const { reads } = this.#initial;
    this.#gone = findGone(this.#earlierLists, reads.lists, this.#gone, this.#input.catalogue);
    this.#earlierLists = new Map([...this.#earlierLists, ...reads.lists]);
    return this.#gone;
  }

  /**
   * Reads the new log events and refreshes what they invalidate. Takes one log request if there is less than a page of events between two
   * calls.
   */
  async follow(): Promise<FollowResult> {
    this.collectGone();
    const { api, catalogue } = this.#input;
    const since =
      this.#cursor && !this.#isOld() ? await readEventsAfter(api, this.#cursor, this.#input.now()) : succeed('lost' as const);
    if (!since.ok) return { hasChanges: false, writes: [], problem: since.error.problem };
    if (since.value === 'lost') return this.#restart();
    const { events, cursor } = since.value;
    const touched = findTouched(events, this.#initial.reads, catalogue);
    this.#cursor = cursor;
    await this.#refresh(touched);
    const changed = touched.everything || touched.names.size > 0 || touched.resources.size > 0;
    return { hasChanges: changed, writes: events.flatMap(({ write }) => write ?? []).reverse() };
  }

  /** Starts again at the newest log event and invalidates everything, because unseen events may have changed anything. */
  async #restart(): Promise<FollowResult> {
    const end = await readNewestCursor(this.#input.api, this.#input.now());
    if (!end.ok) return { hasChanges: false, writes: [], problem: end.error.problem };
    this.#cursor = end.value;
    await this.#refresh(ALL_TOUCHED);
    return { hasChanges: true, writes: [] };
  }

  async #refresh(touched: TouchedReads): Promise<void> {
    if (touched.everything) this.#readAt = this.#input.now().toISOString();
    await refreshReads(this.#input.api, this.#initial.reads, touched, this.#input.catalogue);
  }

  /** The log does not record every change, so after `maxAge` everything is read again. */
  #isOld(): boolean {
    const { now, maxAge } = this.#input;
    return now().getTime() - Date.parse(this.#readAt) > maxAge * 1000;
  }

  /** Writes the cache to its file. Returns a warning if that fails. */
  save(): Problem | undefined {
    const { location, tool } = this.#input;
    if (!location || !this.#cursor) return undefined;
    const { tenant, scopes, reads } = this.#initial;
    const content: CacheContent = {
      tenant,
      scopes,
      tool,
      readAt: this.#readAt,
      cursor: this.#cursor,
      lists: reads.lists,
      answers: reads.answers,
      gone: this.collectGone(),
    };
    return writeCacheFile(location, content);
  }
}
