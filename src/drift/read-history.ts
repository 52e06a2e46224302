import type { LoggedWrite } from '../management-api/log/log-event.ts';
import { LOG_PAGE_SIZE, MAX_LOG_PAGES, searchLog } from '../management-api/log/search-log.ts';
import type { ApiFailure, ReadApi } from '../management-api/management-api.ts';
import type { HistoryReach } from '../model/drift.ts';
import { omitUndefined } from '../model/json/omit-undefined.ts';
import type { Problem } from '../model/problem/problem.ts';

export interface WriteHistory {
  /** Newest first. */
  readonly writes: readonly LoggedWrite[];
  readonly reach: HistoryReach;
  /** Why the log could not be read completely. */
  readonly problem?: Problem;
}

/** Reads the writes in the tenant's log, newest first, page by page until `isEnough`. `recent` are writes that are already known. */
export async function readHistory(
  api: ReadApi,
  isEnough: (writes: readonly LoggedWrite[]) => boolean,
  recent: readonly LoggedWrite[] = [],
): Promise<WriteHistory> {
  if (recent.length > 0 && isEnough(recent)) return { writes: recent, reach: computeReach(recent) };
  const writes: LoggedWrite[] = [];
  if (await isScopeMissing(api)) return { writes, reach: { read: false, limit: 'scope' }, problem: SCOPE_MISSING };
  for (let page = 0; page < MAX_LOG_PAGES; page++) {
    const found = await searchLog(api, 'type:sapi', 'newest', page);
    if (!found.ok) return buildPartialHistory(writes, found.error);
    writes.push(...found.value.events.flatMap(({ write }) => write ?? []));
    if (found.value.rows < LOG_PAGE_SIZE) return { writes, reach: computeReach(writes, 'retention') };
    if (isEnough(writes)) return { writes, reach: computeReach(writes) };
  }
  return { writes, reach: computeReach(writes, 'ceiling') };
}

const LOG_SCOPES = ['read:logs', 'read:logs_users'];

/** Checks the token's scopes first, to save a request that would be refused. An opaque token is tried. */
async function isScopeMissing(api: ReadApi): Promise<boolean> {
  const identity = await api.identity();
  return identity.ok && identity.value.scopes?.some((scope) => LOG_SCOPES.includes(scope)) === false;
}

const SCOPE_MISSING: Problem = {
  code: 'scope-missing',
  severity: 'warning',
  message: 'the token lacks read:logs',
  hint: 'Grant read:logs to the application for the Auth0 Management API.',
};

function buildPartialHistory(writes: readonly LoggedWrite[], { problem }: ApiFailure): WriteHistory {
  const limit = problem.code === 'scope-missing' ? 'scope' : 'unavailable';
  return { writes, reach: writes.length === 0 ? { read: false, limit } : computeReach(writes, limit), problem };
}

function computeReach(writes: readonly LoggedWrite[], limit?: HistoryReach['limit']): HistoryReach {
  const since = writes.at(-1)?.by.at;
  return { read: true, ...omitUndefined({ since, limit }) };
}
