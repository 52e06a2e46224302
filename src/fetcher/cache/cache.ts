import type { LoggedWrite } from '../../management-api/log-event.ts';
import type { ReadApi } from '../../management-api/types.ts';
import type { JsonObject } from '../../model/json.ts';
import type { Problem } from '../../model/problem.ts';
import { writeKept } from './file.ts';
import { goneSince } from './gone.ts';
import type { CacheInput, Miss } from './input.ts';
import type { Cursor, Items, Kept } from './kept.ts';
import { eventsAfter } from './log.ts';
import { type Reads, readingApi } from './reads.ts';
import { refresh } from './refresh.ts';
import { type Touched, touchedBy } from './touched.ts';

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

const EVERYTHING: Touched = { everything: true, names: new Set(), resources: new Map() };

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
  #readAt: string;
  #before: ReadonlyMap<string, Items>;
  #gone: ReadonlyMap<string, JsonObject>;

  constructor(input: CacheInput, beginning: Beginning) {
    this.#input = input;
    this.#beginning = beginning;
    this.#cursor = beginning.cursor;
    this.#readAt = beginning.readAt;
    this.#before = beginning.before;
    this.#gone = beginning.gone;
    this.api = readingApi(input.api, beginning.reads);
    this.miss = beginning.miss;
    this.problem = beginning.problem;
  }

  /** What was there once and is no longer, by its path. */
  gone(): ReadonlyMap<string, JsonObject> {
    const { reads } = this.#beginning;
    this.#gone = goneSince(this.#before, reads.lists, this.#gone, this.#input.catalogue);
    this.#before = new Map([...this.#before, ...reads.lists]);
    return this.#gone;
  }

  /** Reads on in the log, and again what it makes doubtful. Takes one request while less than a page happens between two calls. */
  async follow(): Promise<Followed> {
    this.gone();
    const { api, catalogue } = this.#input;
    const { reads } = this.#beginning;
    const { events, problem, cursor } = await eventsAfter(api, this.#cursor);
    // Where the log was empty there was nothing to begin at: what has happened until its first event may be anything.
    const unknown = cursor !== undefined && this.#cursor === undefined;
    const touched = unknown || this.#isOld() ? EVERYTHING : touchedBy(events, reads, catalogue);
    if (touched.everything) this.#readAt = this.#input.now().toISOString();
    this.#cursor = cursor;
    await refresh(api, reads, touched, catalogue);
    const changed = touched.everything || touched.names.size > 0 || touched.resources.size > 0;
    return { changed, writes: events.flatMap(({ write }) => write ?? []).reverse(), ...(problem ? { problem } : {}) };
  }

  /** The log does not tell all that can happen: now and then everything is read. */
  #isOld(): boolean {
    const { now, maxAge } = this.#input;
    return now().getTime() - Date.parse(this.#readAt) > maxAge * 1000;
  }

  /** Writes down what is known now. A problem with that is no failure. */
  save(): Problem | undefined {
    const { drawer, tool } = this.#input;
    if (!drawer || !this.#cursor) return undefined;
    const { tenant, scopes, reads } = this.#beginning;
    const kept: Kept = {
      tenant,
      scopes,
      tool,
      readAt: this.#readAt,
      cursor: this.#cursor,
      lists: reads.lists,
      answers: reads.answers,
      gone: this.gone(),
    };
    return writeKept(drawer, kept);
  }
}
