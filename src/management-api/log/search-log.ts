import { isArray, isObject, type JsonValue, member } from '../../model/json/json.ts';
import { type Outcome, success } from '../../model/plan/outcome.ts';
import type { ApiFailure, ReadApi } from '../types.ts';
import { type LogEvent, logEvent } from './log-event.ts';

/** Events on a page: the most there may be. */
export const LOG_PAGE = 100;
/** A search ends after 1,000 rows, whatever it finds. */
export const LOG_PAGES = 10;

export type LogPage = Outcome<{ readonly events: readonly LogEvent[]; readonly rows: number }, ApiFailure>;

/** One page of a search, in Lucene's words. Costs the same however busy the tenant is, but may miss what is indexed late. */
export const searchLog = (api: ReadApi, q: string, order: 'newest' | 'oldest', page = 0, size = LOG_PAGE): Promise<LogPage> =>
  readPage(api, {
    ...(q === '' ? {} : { q }),
    sort: order === 'newest' ? 'date:-1' : 'date:1',
    page: String(page),
    per_page: String(size),
  });

/** One page of everything after an event, logins included: in the order of ids, which is the order in which events were written down. */
export const followLog = (api: ReadApi, from: string): Promise<LogPage> => readPage(api, { from, take: String(LOG_PAGE) });

/** Whether an event is still in the log: if it is, so is everything after it. */
export async function isInLog(api: ReadApi, id: string): Promise<Outcome<boolean, ApiFailure>> {
  const answer = await api.get(`/logs/${encodeURIComponent(id)}`);
  if (answer.ok) return success(true);
  return answer.error.status === 404 || answer.error.status === 400 ? success(false) : answer;
}

async function readPage(api: ReadApi, query: Readonly<Record<string, string>>): Promise<LogPage> {
  const answer = await api.get('/logs', query);
  if (!answer.ok) return answer;
  const rows = rowsOf(answer.value.body);
  return success({ events: rows.flatMap((row) => logEvent(row) ?? []), rows: rows.length });
}

/** A bare array, or enveloped where totals are asked for. */
const rowsOf = (body: JsonValue | undefined): readonly JsonValue[] => {
  if (isArray(body)) return body;
  const logs = isObject(body) ? member(body, 'logs') : undefined;
  return isArray(logs) ? logs : [];
};
