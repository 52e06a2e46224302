import type { ReadApi } from '../../management-api/types.ts';
import type { JsonObject } from '../../model/json/json.ts';
import { success } from '../../model/plan/outcome.ts';
import type { Problem } from '../../model/problem/problem.ts';
import type { Beginning, Followed } from './beginning.ts';
import { eventsAfter, newest } from './changes/log.ts';
import { type Touched, touchedBy } from './changes/touched.ts';
import { goneSince } from './gone.ts';
import { readingApi } from './reads.ts';
import { refresh } from './refresh.ts';
import { writeKept } from './stored/file.ts';
import type { CacheInput, Miss } from './stored/input.ts';
import type { Cursor, Items, Kept } from './stored/kept.ts';

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
    const since = this.#cursor && !this.#isOld() ? await eventsAfter(api, this.#cursor) : success('lost' as const);
    if (!since.ok) return { changed: false, writes: [], problem: since.error.problem };
    if (since.value === 'lost') return this.#beginAgain();
    const { events, cursor } = since.value;
    const touched = touchedBy(events, this.#beginning.reads, catalogue);
    this.#cursor = cursor;
    await this.#refresh(touched);
    const changed = touched.everything || touched.names.size > 0 || touched.resources.size > 0;
    return { changed, writes: events.flatMap(({ write }) => write ?? []).reverse() };
  }

  /** Where the log is empty there is nothing to begin at; what has happened until its first event may be anything. */
  async #beginAgain(): Promise<Followed> {
    const end = await newest(this.#input.api);
    if (!end.ok) return { changed: false, writes: [], problem: end.error.problem };
    this.#cursor = end.value;
    if (end.value) await this.#refresh(EVERYTHING);
    return { changed: end.value !== undefined, writes: [] };
  }

  async #refresh(touched: Touched): Promise<void> {
    if (touched.everything) this.#readAt = this.#input.now().toISOString();
    await refresh(this.#input.api, this.#beginning.reads, touched, this.#input.catalogue);
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
