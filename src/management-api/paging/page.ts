import type { ListEndpoint } from '../../model/endpoint.ts';
import { canonical, isArray, isObject, type JsonObject, type JsonValue, member } from '../../model/json/json.ts';
import { failure, type Outcome, success } from '../../model/plan/outcome.ts';
import { unreadableFailure } from '../transport/request-problems.ts';
import type { ApiAnswer, ApiFailure } from '../types.ts';

export type Get = (path: string, query: Readonly<Record<string, string>>) => Promise<Outcome<ApiAnswer, ApiFailure>>;
export type Items = readonly JsonObject[];
export type Listed = Outcome<Items, ApiFailure>;

export interface Page {
  readonly items: Items;
  readonly next: string;
  readonly total?: number;
  readonly limit?: number;
}

export async function readPage(
  get: Get,
  endpoint: ListEndpoint,
  path: string,
  paging: Readonly<Record<string, string>>,
): Promise<Outcome<Page, ApiFailure>> {
  const answer = await get(path, { ...endpoint.query, ...paging });
  if (!answer.ok) return answer;
  const page = pageOf(answer.value.body, endpoint.envelope);
  if (page) return success(page);
  const what = endpoint.envelope === undefined ? 'is no list' : `has no list "${endpoint.envelope}"`;
  return failure(unreadableFailure({ method: 'GET', path }, answer.value.status, what));
}

function pageOf(body: JsonValue | undefined, envelope: string | undefined): Page | undefined {
  const list = isObject(body) && envelope !== undefined ? member(body, envelope) : body;
  if (!isArray(list)) return undefined;
  const items = list.filter(isObject);
  if (items.length !== list.length) return undefined;
  return isObject(body) ? { items, ...pagingOf(body) } : { items, next: '' };
}

function pagingOf(body: JsonObject): Omit<Page, 'items'> {
  const next = member(body, 'next');
  const total = member(body, 'total');
  const limit = member(body, 'limit');
  return {
    next: typeof next === 'string' ? next : '',
    ...(typeof total === 'number' && total >= 0 ? { total } : {}),
    ...(typeof limit === 'number' && limit >= 1 ? { limit } : {}),
  };
}

/** A row that moved from one page to the next is read twice; its members, and sets in it, may then come in another order. */
export function unique(items: Items): Items {
  const seen = new Set<string>();
  return items.filter((item) => {
    const name = nameOf(item);
    return !seen.has(name) && seen.add(name);
  });
}

const nameOf = (item: JsonObject): string => {
  const id = member(item, 'id') ?? member(item, 'client_id');
  return typeof id === 'string' ? id : canonical(item);
};
