import { getObjectMember, isArray, isObject, type JsonValue } from '../../model/json/json-value.ts';
import { type Outcome, succeed } from '../../model/plan/outcome.ts';
import type { ApiFailure, ReadApi } from '../management-api.ts';
import { type LogEvent, parseLogEvent } from './log-event.ts';

/** Events on a page: the most there may be. */
export const LOG_PAGE_SIZE = 100;
/** A search ends after 1,000 rows, whatever it finds. */
export const MAX_LOG_PAGES = 10;

export type LogPageOutcome = Outcome<{ readonly events: readonly LogEvent[]; readonly rows: number }, ApiFailure>;

/** One page of a search, in Lucene's words. Costs the same however busy the tenant is, but may miss what is indexed late. */
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

/** One page of everything after an event, logins included: in the order of ids, which is the order in which events were written down. */
export const followLog = (api: ReadApi, from: string): Promise<LogPageOutcome> =>
  readLogPage(api, { from, take: String(LOG_PAGE_SIZE) });

/** Whether an event is still in the log: if it is, so is everything after it. */
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

/** A bare array, or enveloped where totals are asked for. */
const listRows = (body: JsonValue | undefined): readonly JsonValue[] => {
  if (isArray(body)) return body;
  const logs = isObject(body) ? getObjectMember(body, 'logs') : undefined;
  return isArray(logs) ? logs : [];
};
