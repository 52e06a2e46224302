import type { LogEvent } from '../../management-api/log-event.ts';
import { followLog, LOG_PAGE } from '../../management-api/logs.ts';
import type { ReadApi } from '../../management-api/types.ts';
import type { JsonObject } from '../../model/json.ts';
import type { Problem } from '../../model/problem.ts';
import { writeKept } from './file.ts';
import { goneSince } from './gone.ts';
import type { CacheInput, Miss } from './input.ts';
import type { Cursor, Items, Kept } from './kept.ts';
import { moved } from './log.ts';
import { type Reads, readingApi } from './reads.ts';
import { refresh } from './refresh.ts';
import { touchedBy } from './touched.ts';

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

/** What was read of a tenant, kept up to date by its log. */
export class Cache {
  /** Reads only what is not known. */
  readonly api: ReadApi;
  /** Why everything is read; absent where what was kept is good. */
  readonly miss: Miss | undefined;
  /** Why the log could not be read. */
  readonly problem: Problem | undefined;
  readonly #input: CacheInput;
  readonly #beginning: Beginning;
  #cursor: Cursor | undefined;

  constructor(input: CacheInput, beginning: Beginning) {
    this.#input = input;
    this.#beginning = beginning;
    this.#cursor = beginning.cursor;
    this.api = readingApi(input.api, beginning.reads);
    this.miss = beginning.miss;
    this.problem = beginning.problem;
  }

  /** Whether there is a log to follow. */
  get follows(): boolean {
    return this.#cursor !== undefined;
  }

  /** What was there once and is no longer, by its path. */
  gone(): ReadonlyMap<string, JsonObject> {
    const { before, reads, gone } = this.#beginning;
    return goneSince(before, reads.lists, gone, this.#input.catalogue);
  }

  /** Reads on in the log, and again what it makes doubtful. Takes one request while less than a page happens between two calls. */
  async follow(): Promise<{ readonly changed: boolean; readonly problem?: Problem }> {
    const { api, catalogue } = this.#input;
    const { reads } = this.#beginning;
    const { events, problem } = await this.#newEvents();
    const touched = touchedBy(events, reads, catalogue);
    await refresh(api, reads, touched, catalogue);
    const changed = touched.everything || touched.names.size > 0 || touched.resources.size > 0;
    return { changed, ...(problem ? { problem } : {}) };
  }

  async #newEvents(): Promise<{ readonly events: readonly LogEvent[]; readonly problem?: Problem }> {
    const events: LogEvent[] = [];
    for (let rows = LOG_PAGE; rows === LOG_PAGE && this.#cursor; ) {
      const page = await followLog(this.#input.api, this.#cursor.id);
      if (!page.ok) return { events, problem: page.error.problem };
      events.push(...page.value.events);
      this.#cursor = moved(this.#cursor, page.value.events);
      rows = page.value.events.length > 0 ? page.value.rows : 0;
    }
    return { events };
  }

  /** Writes down what is known now. A problem with that is no failure. */
  save(): Problem | undefined {
    const { drawer, tool } = this.#input;
    if (!drawer || !this.#cursor) return undefined;
    const { tenant, scopes, readAt, reads } = this.#beginning;
    const kept: Kept = {
      tenant,
      scopes,
      tool,
      readAt,
      cursor: this.#cursor,
      lists: reads.lists,
      answers: reads.answers,
      gone: this.gone(),
    };
    return writeKept(drawer, kept);
  }
}
