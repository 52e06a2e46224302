import { getObjectMember, isArray, isObject, type JsonValue } from '../../model/json/json-value.ts';
import { type Outcome, succeed } from '../../model/plan/outcome.ts';
import type { ApiFailure, ReadApi } from '../management-api.ts';
import { type LogEvent, parseLogEvent } from './log-event.ts';

/** The largest page size that the API allows for logs. */
export const LOG_PAGE_SIZE = 100;
/** A search returns at most 1,000 rows. */
export const MAX_LOG_PAGES = 10;

export type LogPageOutcome = Outcome<{ readonly events: readonly LogEvent[]; readonly rows: number }, ApiFailure>;

/**
 * Reads one page of a log search. The cost does not grow with the tenant's traffic, but recent events may be missing because the
 * search index lags behind. `q` is a Lucene query; an empty one matches every event.
 */
export const searchLog = (
  api: ReadApi,
  q: string,
  order: 'newest' | 'oldest',
  page = 0,
  size = LOG_PAGE_SIZE,
): Promise<LogPageOutcome> =>
  readLogPage(api, {
    ...(q === '' ? {} : { q }),
    sort: order === 'newest' ? 'date:-1' : 'date:1',
    page: String(page),
    per_page: String(size),
  });

/** Reads one page of all events after the event `from`, logins included, ordered by id, which is the order of recording. */
export const followLog = (api: ReadApi, from: string): Promise<LogPageOutcome> =>
  readLogPage(api, { from, take: String(LOG_PAGE_SIZE) });

/** Checks whether an event is still in the log. If it is, so are all later events. */
export async function isInLog(api: ReadApi, id: string): Promise<Outcome<boolean, ApiFailure>> {
  const answer = await api.get(`/logs/${encodeURIComponent(id)}`);
  if (answer.ok) return succeed(true);
  return answer.error.status === 404 || answer.error.status === 400 ? succeed(false) : answer;
}

async function readLogPage(api: ReadApi, query: Readonly<Record<string, string>>): Promise<LogPageOutcome> {
  const answer = await api.get('/logs', query);
  if (!answer.ok) return answer;
  const rows = listRows(answer.value.body);
  return succeed({ events: rows.flatMap((row) => parseLogEvent(row) ?? []), rows: rows.length });
}

/** The API answers with a bare array, or with `{ logs: [...] }` if totals were requested. */
const listRows = (body: JsonValue | undefined): readonly JsonValue[] => {
  if (isArray(body)) return body;
  const logs = isObject(body) ? getObjectMember(body, 'logs') : undefined;
  return isArray(logs) ? logs : [];
};
