import type { ListEndpoint } from '../../model/endpoint.ts';
import {
  getObjectMember,
  isArray,
  isObject,
  type JsonObject,
  type JsonValue,
  toCanonicalJson,
} from '../../model/json/json-value.ts';
import { failWith, type Outcome, succeed } from '../../model/plan/outcome.ts';
import type { ApiAnswer, ApiFailure } from '../management-api.ts';
import { buildUnreadableFailure } from '../transport/request-problems.ts';

export type ApiGet = (path: string, query: Readonly<Record<string, string>>) => Promise<Outcome<ApiAnswer, ApiFailure>>;
export type ListItems = readonly JsonObject[];
export type ListOutcome = Outcome<ListItems, ApiFailure>;

export interface ListPage {
  readonly items: ListItems;
  /** Where the next page begins, with checkpoint paging; empty on the last page. */
  readonly next: string;
  readonly total?: number;
  /** The page size that the API used, if it reports one. */
  readonly limit?: number;
}

/** Reads one page of a list. `paging`: the query parameters that select the page. */
export async function readPage(
  get: ApiGet,
  endpoint: ListEndpoint,
  path: string,
  paging: Readonly<Record<string, string>>,
): Promise<Outcome<ListPage, ApiFailure>> {
  const answer = await get(path, { ...endpoint.query, ...paging });
  if (!answer.ok) return answer;
  const page = parsePage(answer.value.body, endpoint.envelope);
  if (page) return succeed(page);
  const what = endpoint.envelope === undefined ? 'is not a list of objects' : `has no list of objects "${endpoint.envelope}"`;
  return failWith(buildUnreadableFailure({ method: 'GET', path }, answer.value.status, what));
}

function parsePage(body: JsonValue | undefined, envelope: string | undefined): ListPage | undefined {
  const list = isObject(body) && envelope !== undefined ? getObjectMember(body, envelope) : body;
  if (!isArray(list)) return undefined;
  const items = list.filter(isObject);
  if (items.length !== list.length) return undefined;
  return isObject(body) ? { items, ...parsePaging(body) } : { items, next: '' };
}

function parsePaging(body: JsonObject): Omit<ListPage, 'items'> {
  const next = getObjectMember(body, 'next');
  const total = getObjectMember(body, 'total');
  const limit = getObjectMember(body, 'limit');
  return {
    next: typeof next === 'string' ? next : '',
    ...(typeof total === 'number' && total >= 0 ? { total } : {}),
    ...(typeof limit === 'number' && limit >= 1 ? { limit } : {}),
  };
}

/** Removes repeated items. An item that moves from one page to the next while the list is read appears on both. */
export function removeRepeatedItems(items: ListItems): ListItems {
  const seen = new Set<string>();
  return items.filter((item) => {
    const name = identifyItem(item);
    return !seen.has(name) && seen.add(name);
  });
}

const identifyItem = (item: JsonObject): string => {
  const id = getObjectMember(item, 'id') ?? getObjectMember(item, 'client_id');
  return typeof id === 'string' ? id : toCanonicalJson(item);
};
