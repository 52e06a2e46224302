import type { ListEndpoint, NestedList } from '../../model/endpoint.ts';
import { isObject, type JsonObject } from '../../model/json/json-value.ts';
import { failWith, succeed } from '../../model/plan/outcome.ts';
import type { ApiFailure } from '../management-api.ts';
import { buildUnreadableFailure } from '../transport/request-problems.ts';
import { listByOffset } from './offset-paging.ts';
import { type ApiGet, type ListOutcome, readPage, removeRepeatedItems } from './read-page.ts';

/** Reads every item of a list. The result is complete or a failure, never a partial list. */
export async function listAll(get: ApiGet, endpoint: ListEndpoint, path = endpoint.path): Promise<ListOutcome> {
  const { optionalQuery, absentIsEmpty, nested, ...plain } = endpoint;
  const listed = await listFiltered(get, plain, optionalQuery, path);
  if (listed.ok) return nested ? listNested(get, plain, nested, listed.value, path) : listed;
  return listed.error.status === 404 && absentIsEmpty ? succeed([]) : listed;
}

/** Reads the lists of all outer items. An outer item that is gone meanwhile has none. */
async function listNested(
  get: ApiGet,
  outer: ListEndpoint,
  { step, outerField, leaveOut = {} }: NestedList,
  outerItems: readonly JsonObject[],
  path: string,
): Promise<ListOutcome> {
  const isOther = (item: JsonObject): boolean => Object.entries(leaveOut).some(([name, value]) => item[name] === value);
  const lists = await Promise.all(
    outerItems.map(async ({ id = null }): Promise<ListOutcome> => {
      const endpoint: ListEndpoint = { ...outer, envelope: step, absentIsEmpty: true };
      const listed = await listAll(get, endpoint, `${path}/${encodeURIComponent(String(id))}/${step}`);
      return listed.ok ? succeed(listed.value.map((item) => ({ ...item, [outerField]: id }))) : listed;
    }),
  );
  const items: JsonObject[] = [];
  for (const listed of lists) {
    if (!listed.ok) return listed;
    items.push(...listed.value.filter((item) => !isOther(item)));
  }
  return succeed(items);
}

async function listFiltered(
  get: ApiGet,
  plain: ListEndpoint,
  optionalQuery: ListEndpoint['optionalQuery'],
  path: string,
): Promise<ListOutcome> {
  if (optionalQuery === undefined) return listPages(get, plain, path);
  const filtered = await listPages(get, { ...plain, query: { ...plain.query, ...optionalQuery } }, path);
  return filtered.ok || !isRefusedQuery(filtered.error) ? filtered : listPages(get, plain, path);
}

/** Whether the API does not accept a parameter of the query. */
export const isRefusedQuery = ({ status, errorCode }: ApiFailure): boolean =>
  status === 400 && errorCode === 'invalid_query_string';

function listPages(get: ApiGet, endpoint: ListEndpoint, path: string): Promise<ListOutcome> {
  switch (endpoint.paging) {
    case 'offset':
      return listByOffset(get, endpoint, path);
    case 'checkpoint':
      return listByCheckpoint(get, endpoint, path);
    case 'none':
      return listUnpaged(get, endpoint, path);
    case 'single':
      return listSingleton(get, endpoint, path);
  }
}

async function listUnpaged(get: ApiGet, endpoint: ListEndpoint, path: string): Promise<ListOutcome> {
  const page = await readPage(get, endpoint, path, {});
  return page.ok ? succeed(page.value.items) : page;
}

async function listSingleton(get: ApiGet, endpoint: ListEndpoint, path: string): Promise<ListOutcome> {
  const answer = await get(path, endpoint.query ?? {});
  if (!answer.ok) return answer.error.status === 404 ? succeed([]) : answer;
  const { body, status } = answer.value;
  return isObject(body)
    ? succeed([body])
    : failWith(buildUnreadableFailure({ method: 'GET', path }, status, 'is not a JSON object'));
}

/** Ends at an absent or empty `next` only: a page in the middle of a list may be short. */
async function listByCheckpoint(get: ApiGet, endpoint: ListEndpoint, path: string): Promise<ListOutcome> {
  const items: JsonObject[] = [];
  const seen = new Set<string>();
  for (let from = ''; ; ) {
    const page = await readPage(get, endpoint, path, { take: String(endpoint.pageSize), ...(from === '' ? {} : { from }) });
    if (!page.ok) return page;
    items.push(...page.value.items);
    from = page.value.next;
    if (from === '') return succeed(removeRepeatedItems(items));
    if (seen.has(from))
      return failWith(
        buildUnreadableFailure({ method: 'GET', path }, 200, 'repeats a page: `next` points to a page that was already read'),
      );
    seen.add(from);
  }
}
