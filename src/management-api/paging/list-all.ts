import type { ListEndpoint } from '../../model/endpoint.ts';
import { isObject, type JsonObject } from '../../model/json/json.ts';
import { failure, success } from '../../model/plan/outcome.ts';
import { unreadableFailure } from '../transport/request-problems.ts';
import { listByOffset } from './offset-paging.ts';
import { type Get, type Listed, readPage, unique } from './page.ts';

/** All items of a list, or a failure: never a part of them. */
export function listAll(get: Get, endpoint: ListEndpoint, path = endpoint.path): Promise<Listed> {
  switch (endpoint.paging) {
    case 'offset':
      return listByOffset(get, endpoint, path);
    case 'checkpoint':
      return listByCheckpoint(get, endpoint, path);
    case 'none':
      return listWhole(get, endpoint, path);
    case 'single':
      return listOnly(get, endpoint, path);
  }
}

async function listWhole(get: Get, endpoint: ListEndpoint, path: string): Promise<Listed> {
  const page = await readPage(get, endpoint, path, {});
  return page.ok ? success(page.value.items) : page;
}

async function listOnly(get: Get, endpoint: ListEndpoint, path: string): Promise<Listed> {
  const answer = await get(path, endpoint.query ?? {});
  if (!answer.ok) return answer.error.status === 404 ? success([]) : answer;
  const { body, status } = answer.value;
  return isObject(body) ? success([body]) : failure(unreadableFailure({ method: 'GET', path }, status, 'is no object'));
}

/** Ends at an absent or empty `next`: a page may be short in the middle. */
async function listByCheckpoint(get: Get, endpoint: ListEndpoint, path: string): Promise<Listed> {
  const items: JsonObject[] = [];
  const seen = new Set<string>();
  for (let from = ''; ; ) {
    const page = await readPage(get, endpoint, path, { take: String(endpoint.pageSize), ...(from === '' ? {} : { from }) });
    if (!page.ok) return page;
    items.push(...page.value.items);
    from = page.value.next;
    if (from === '') return success(unique(items));
    if (seen.has(from))
      return failure(unreadableFailure({ method: 'GET', path }, 200, 'turns in a circle: a page names itself as the next'));
    seen.add(from);
  }
}
