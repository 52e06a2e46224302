import type { ApiFailure, ReadApi } from '../management-api/types.ts';
import type { HistoryReach } from '../model/drift.ts';
import { isArray, isObject, type JsonValue, member } from '../model/json.ts';
import { type WriteEvent, writeEvent } from './event.ts';

export interface History {
  /** Newest first. */
  readonly events: readonly WriteEvent[];
  readonly reach: HistoryReach;
}

const PER_PAGE = 100;
/** A search ends after 1,000 rows, whatever it finds. */
const PAGES = 10;

/** The writes that the tenant's log knows, newest first, page by page until `enough` of them are seen. */
export async function readHistory(api: ReadApi, enough: (events: readonly WriteEvent[]) => boolean): Promise<History> {
  const events: WriteEvent[] = [];
  for (let page = 0; page < PAGES; page++) {
    const answer = await api.get('/logs', { q: 'type:sapi', sort: 'date:-1', page: String(page), per_page: String(PER_PAGE) });
    if (!answer.ok) return { events, reach: page === 0 ? unread(answer.error) : reachOf(events, 'unavailable') };
    const rows = rowsOf(answer.value.body);
    events.push(...rows.flatMap((row) => writeEvent(row) ?? []));
    if (rows.length < PER_PAGE) return { events, reach: reachOf(events, 'retention') };
    if (enough(events)) return { events, reach: reachOf(events) };
  }
  return { events, reach: reachOf(events, 'ceiling') };
}

const unread = (failure: ApiFailure): HistoryReach => ({
  read: false,
  limit: failure.problem.code === 'scope-missing' ? 'scope' : 'unavailable',
});

function reachOf(events: readonly WriteEvent[], limit?: HistoryReach['limit']): HistoryReach {
  const since = events.at(-1)?.at;
  return { read: true, ...(since === undefined ? {} : { since }), ...(limit === undefined ? {} : { limit }) };
}

/** A bare array, or enveloped when totals are asked for. */
const rowsOf = (body: JsonValue | undefined): readonly JsonValue[] => {
  if (isArray(body)) return body;
  const logs = isObject(body) ? member(body, 'logs') : undefined;
  return isArray(logs) ? logs : [];
};
