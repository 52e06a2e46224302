import type { LogEvent } from '../../../management-api/log/log-event.ts';
import { followLog, isInLog, LOG_PAGE_SIZE, searchLog } from '../../../management-api/log/search-log.ts';
import type { ApiFailure, ReadApi } from '../../../management-api/management-api.ts';
import { failWith, type Outcome, succeed } from '../../../model/plan/outcome.ts';
import type { LogCursor } from '../stored/cache-content.ts';
import { CONFIGURATION_EVENTS } from './log-event-paths.ts';

/** `lost`: the log no longer reaches back to the cursor, or contains too many events since then to read. */
export type NewEvents = 'lost' | { readonly events: readonly LogEvent[]; readonly cursor: LogCursor };

/** Reads the newest event of any type as a cursor. If the log is empty, the cursor is the time `now`. */
export async function readNewestCursor(api: ReadApi, now: Date): Promise<Outcome<LogCursor, ApiFailure>> {
  const found = await searchLog(api, '', 'newest', 0, 1);
  if (!found.ok) return found;
  const [event] = found.value.events;
  return succeed(event ? { id: event.id, at: event.at, seen: [] } : { at: now.toISOString(), seen: [] });
}

const MAX_SEEN = 500;

/** The shortest time that a subscription keeps its log (docs). */
const SHORTEST_RETENTION_MS = 24 * 3_600_000;

/** Moves the cursor past these events, which must be in log order. */
function advanceCursor(cursor: LogCursor, events: readonly LogEvent[]): LogCursor {
  const last = events.at(-1);
  const writes = events.filter(({ type }) => SEARCHED_TYPES.includes(type)).map((event) => event.id);
  return { ...cursor, ...(last && { id: last.id, at: last.at }), seen: [...writes.reverse(), ...cursor.seen].slice(0, MAX_SEEN) };
}

/**
 * Reads the events since the cursor; `lost` if the log may no longer contain all of them: its event is gone, or the log was empty so long
 * ago that events may have come and gone since.
 */
export async function readEventsSince(api: ReadApi, cursor: LogCursor, now: Date): Promise<Outcome<NewEvents, ApiFailure>> {
  if (cursor.id === undefined) {
    const isRecent = now.getTime() - Date.parse(cursor.at) < SHORTEST_RETENTION_MS;
    return isRecent ? searchEventsSince(api, cursor, now) : succeed('lost');
  }
  const isKnown = await isInLog(api, cursor.id);
  if (!isKnown.ok) return isKnown;
  return isKnown.value ? readEventsAfter(api, cursor, now) : succeed('lost');
}

/**
 * Reads the events after a cursor whose event is known to be in the log. One page is read with all its events, logins included; if there
 * are more, only the writes are searched.
 */
export async function readEventsAfter(api: ReadApi, cursor: LogCursor, now: Date): Promise<Outcome<NewEvents, ApiFailure>> {
  if (cursor.id === undefined) return searchEventsSince(api, cursor, now);
  const page = await followLog(api, cursor.id);
  if (!page.ok) return page;
  const { events, rows } = page.value;
  return rows < LOG_PAGE_SIZE ? succeed({ events, cursor: advanceCursor(cursor, events) }) : searchEventsSince(api, cursor, now);
}

const MAX_PAGES = 5;
/** Events may enter the log late, so a search by date starts this long before the cursor. */
const OVERLAP_MS = 15 * 60_000;
const SEARCHED_TYPES = ['sapi', ...Object.keys(CONFIGURATION_EVENTS)];
const TYPES_QUERY = SEARCHED_TYPES.map((type) => `type:${type}`).join(' OR ');

async function searchEventsSince(api: ReadApi, cursor: LogCursor, now: Date): Promise<Outcome<NewEvents, ApiFailure>> {
  // Read the end first: events that arrive during the search are then seen twice instead of never. A log that was empty needs no end: the
  // next search continues after the last event of this one.
  const end = cursor.id === undefined ? succeed(cursor) : await readNewestCursor(api, now);
  if (!end.ok) return end;
  const query = buildSearchQuery(cursor);
  const found: LogEvent[] = [];
  for (let page = 0; page < MAX_PAGES; page++) {
    const answer = await searchLog(api, query, 'oldest', page);
    if (!answer.ok) return failWith(answer.error);
    found.push(...answer.value.events);
    if (answer.value.rows < LOG_PAGE_SIZE) return succeed(selectNewEvents(found, cursor, end.value));
  }
  return succeed('lost');
}

/** Everything in a log that was empty is new, whatever the clocks of this machine and of the tenant say. */
function buildSearchQuery({ id, at }: LogCursor): string {
  if (id === undefined) return TYPES_QUERY;
  return `(${TYPES_QUERY}) AND date:[${new Date(Date.parse(at) - OVERLAP_MS).toISOString()} TO *]`;
}

function selectNewEvents(found: readonly LogEvent[], cursor: LogCursor, end: LogCursor): NewEvents {
  const seen = new Set(cursor.seen);
  const events = found.filter(({ id }) => !seen.has(id));
  const advanced = advanceCursor(cursor, events);
  return { events, cursor: end.id === undefined ? advanced : { ...advanced, id: end.id, at: end.at } };
}
