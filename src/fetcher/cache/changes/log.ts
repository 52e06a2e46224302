import type { LogEvent } from '../../../management-api/log/log-event.ts';
import { followLog, isInLog, LOG_PAGE, searchLog } from '../../../management-api/log/search-log.ts';
import type { ApiFailure, ReadApi } from '../../../management-api/types.ts';
import { failure, type Outcome, success } from '../../../model/plan/outcome.ts';
import type { Cursor } from '../stored/kept.ts';
import { CONFIGURATION_EVENTS } from './event-types.ts';

/** `lost`: the log no longer reaches back to the cursor, or more has happened since than is worth reading. */
export type Since = 'lost' | { readonly events: readonly LogEvent[]; readonly cursor: Cursor };

/** The newest event there is, of whatever type; undefined where the log is empty. */
export async function newest(api: ReadApi): Promise<Outcome<Cursor | undefined, ApiFailure>> {
  const found = await searchLog(api, '', 'newest', 0, 1);
  if (!found.ok) return found;
  const [event] = found.value.events;
  return success(event && { id: event.id, at: event.at, seen: [] });
}

const MOST_SEEN = 500;

/** The cursor after these events, which came in the order of the log. */
function moved(cursor: Cursor, events: readonly LogEvent[]): Cursor {
  const { id, at } = events.at(-1) ?? cursor;
  const writes = events.filter(({ type }) => SEARCHED.includes(type)).map((event) => event.id);
  return { id, at, seen: [...writes.reverse(), ...cursor.seen].slice(0, MOST_SEEN) };
}

/** What has happened since, as far as the log still knows all of it. */
export async function eventsSince(api: ReadApi, cursor: Cursor): Promise<Outcome<Since, ApiFailure>> {
  const there = await isInLog(api, cursor.id);
  if (!there.ok) return there;
  return there.value ? eventsAfter(api, cursor) : success('lost');
}

/** What comes after an event that was there a moment ago. Logins are followed for a page; where there are more, writes are searched for. */
export async function eventsAfter(api: ReadApi, cursor: Cursor): Promise<Outcome<Since, ApiFailure>> {
  const page = await followLog(api, cursor.id);
  if (!page.ok) return page;
  const { events, rows } = page.value;
  return rows < LOG_PAGE ? success({ events, cursor: moved(cursor, events) }) : searchSince(api, cursor);
}

const MOST_PAGES = 5;
/** A search goes by date, and events may be written down late. */
const OVERLAP_MS = 15 * 60_000;
const SEARCHED = ['sapi', ...Object.keys(CONFIGURATION_EVENTS)];
const TYPES = SEARCHED.map((type) => `type:${type}`).join(' OR ');

async function searchSince(api: ReadApi, cursor: Cursor): Promise<Outcome<Since, ApiFailure>> {
  // Asked first: what comes in between is seen twice rather than not at all.
  const end = await newest(api);
  if (!end.ok) return end;
  const from = new Date(Date.parse(cursor.at) - OVERLAP_MS).toISOString();
  const found: LogEvent[] = [];
  for (let page = 0; page < MOST_PAGES; page++) {
    const answer = await searchLog(api, `(${TYPES}) AND date:[${from} TO *]`, 'oldest', page);
    if (!answer.ok) return failure(answer.error);
    found.push(...answer.value.events);
    if (answer.value.rows < LOG_PAGE) return success(end.value ? newIn(found, cursor, end.value) : 'lost');
  }
  return success('lost');
}

function newIn(found: readonly LogEvent[], cursor: Cursor, end: Cursor): Since {
  const seen = new Set(cursor.seen);
  const events = found.filter(({ id }) => !seen.has(id));
  return { events, cursor: { ...moved(cursor, events), id: end.id, at: end.at } };
}
