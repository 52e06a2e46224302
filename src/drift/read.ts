import type { LoggedWrite } from '../management-api/log/log-event.ts';
import { LOG_PAGE, LOG_PAGES, searchLog } from '../management-api/log/search-log.ts';
import type { ApiFailure, ReadApi } from '../management-api/types.ts';
import type { HistoryReach } from '../model/drift.ts';
import type { Problem } from '../model/problem/problem.ts';

export interface History {
  /** Newest first. */
  readonly writes: readonly LoggedWrite[];
  readonly reach: HistoryReach;
  /** Why the log could not be read, or not to its end. */
  readonly problem?: Problem;
}

/** The writes that the tenant's log knows, newest first, page by page until `enough` of them are seen. `recent` ones are known already. */
export async function readHistory(
  api: ReadApi,
  enough: (writes: readonly LoggedWrite[]) => boolean,
  recent: readonly LoggedWrite[] = [],
): Promise<History> {
  if (recent.length > 0 && enough(recent)) return { writes: recent, reach: reachOf(recent) };
  const writes: LoggedWrite[] = [];
  if (await lacksScope(api)) return { writes, reach: { read: false, limit: 'scope' }, problem: SCOPE_MISSING };
  for (let page = 0; page < LOG_PAGES; page++) {
    const found = await searchLog(api, 'type:sapi', 'newest', page);
    if (!found.ok) return brokenOff(writes, found.error);
    writes.push(...found.value.events.flatMap(({ write }) => write ?? []));
    if (found.value.rows < LOG_PAGE) return { writes, reach: reachOf(writes, 'retention') };
    if (enough(writes)) return { writes, reach: reachOf(writes) };
  }
  return { writes, reach: reachOf(writes, 'ceiling') };
}

const SCOPES = ['read:logs', 'read:logs_users'];

/** Most tokens tell what they may do: then no request is spent on being refused. */
async function lacksScope(api: ReadApi): Promise<boolean> {
  const identity = await api.identity();
  return identity.ok && identity.value.scopes?.some((scope) => SCOPES.includes(scope)) === false;
}

const SCOPE_MISSING: Problem = {
  code: 'scope-missing',
  severity: 'warning',
  message: 'the token lacks read:logs',
  hint: 'Grant read:logs to the application for the Auth0 Management API.',
};

function brokenOff(writes: readonly LoggedWrite[], { problem }: ApiFailure): History {
  const limit = problem.code === 'scope-missing' ? 'scope' : 'unavailable';
  return { writes, reach: writes.length === 0 ? { read: false, limit } : reachOf(writes, limit), problem };
}

function reachOf(writes: readonly LoggedWrite[], limit?: HistoryReach['limit']): HistoryReach {
  const since = writes.at(-1)?.by.at;
  return { read: true, ...(since === undefined ? {} : { since }), ...(limit === undefined ? {} : { limit }) };
}
