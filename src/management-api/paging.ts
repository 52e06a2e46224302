import type { ListEndpoint } from '../model/endpoint.ts';
import { isArray, isObject, type JsonObject, type JsonValue, member } from '../model/json.ts';
import { failure, type Outcome, success } from '../model/outcome.ts';
import { placeOf, problemAt, unreadableFailure } from './problems.ts';
import type { ApiAnswer, ApiFailure } from './types.ts';

export type Get = (path: string, query: Readonly<Record<string, string>>) => Promise<Outcome<ApiAnswer, ApiFailure>>;
type Items = readonly JsonObject[];
type Listed = Outcome<Items, ApiFailure>;

/** All items of a list, or a failure: never a part of them. */
export function listAll(get: Get, endpoint: ListEndpoint, path = endpoint.path): Promise<Listed> {
  switch (endpoint.paging) {
    case 'offset':
      return listByOffset(get, endpoint, path);
    case 'checkpoint':
      return listByCheckpoint(get, endpoint, path);
    case 'none':
      return listWhole(get, endpoint, path);
  }
}

async function listWhole(get: Get, endpoint: ListEndpoint, path: string): Promise<Listed> {
  const page = await readPage(get, endpoint, path, {});
  return page.ok ? success(page.value.items) : page;
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

/** Pages are no snapshot. When their number or their items disagree, the list moved under us: it is read once more, then given up. */
async function listByOffset(get: Get, endpoint: ListEndpoint, path: string): Promise<Listed> {
  const first = await offsetPass(get, endpoint, path);
  if (!first.ok || first.value.agrees) return settled(first, path);
  return settled(await offsetPass(get, endpoint, path), path);
}

/** So many rows an offset reaches on several endpoints; behind them some answer with empty pages. */
const CEILING = 1000;

interface Pass {
  readonly items: Items;
  readonly agrees: boolean;
  readonly total?: number;
}

function settled(pass: Outcome<Pass, ApiFailure>, path: string): Listed {
  if (!pass.ok) return failure(ceilinged(pass.error, path));
  const { items, agrees, total = 0 } = pass.value;
  if (agrees) return success(items);
  if (total > items.length && items.length >= CEILING) return failure(ceiling(path, 200));
  return failure(
    unreadableFailure(
      { method: 'GET', path },
      200,
      `lists ${items.length} of ${total}: the list changed while it was read, twice`,
    ),
  );
}

async function offsetPass(get: Get, endpoint: ListEndpoint, path: string): Promise<Outcome<Pass, ApiFailure>> {
  const query = (page: number, size: number) => ({ page: String(page), per_page: String(size), include_totals: 'true' });
  const first = await readPage(get, endpoint, path, query(0, endpoint.pageSize));
  if (!first.ok) return first;
  const size = first.value.limit ?? endpoint.pageSize;
  const { total } = first.value;
  if (total === undefined) return untilShort(get, endpoint, path, first.value.items, (page) => query(page, size), size);
  const numbers = Array.from({ length: Math.max(Math.ceil(total / size) - 1, 0) }, (_, index) => index + 1);
  const others = await Promise.all(numbers.map((page) => readPage(get, endpoint, path, query(page, size))));
  const pages = [first.value];
  for (const page of others) {
    if (!page.ok) return page;
    pages.push(page.value);
  }
  const items = unique(pages.flatMap((page) => page.items));
  return success({ items, total, agrees: items.length === total && pages.every((page) => page.total === total) });
}

/** Some lists tell no total: a page that is not full is the last. */
async function untilShort(
  get: Get,
  endpoint: ListEndpoint,
  path: string,
  first: Items,
  query: (page: number) => Readonly<Record<string, string>>,
  size: number,
): Promise<Outcome<Pass, ApiFailure>> {
  const items = [...first];
  for (let page = 1, last = first.length; last >= size; page += 1) {
    const next = await readPage(get, endpoint, path, query(page));
    if (!next.ok) return next;
    items.push(...next.value.items);
    last = next.value.items.length;
  }
  return success({ items: unique(items), agrees: true });
}

/** A row that moved from one page to the next is read twice, word by word the same. */
function unique(items: Items): Items {
  const seen = new Set<string>();
  return items.filter((item) => {
    const text = JSON.stringify(item);
    return !seen.has(text) && seen.add(text);
  });
}

interface Page {
  readonly items: Items;
  readonly next: string;
  readonly total?: number;
  readonly limit?: number;
}

async function readPage(
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
    ...(typeof total === 'number' ? { total } : {}),
    ...(typeof limit === 'number' && limit > 0 ? { limit } : {}),
  };
}

/** Behind the ceiling the API refuses with `invalid_paging`. */
const ceilinged = (error: ApiFailure, path: string): ApiFailure =>
  error.status === 400 && error.errorCode === 'invalid_paging' ? ceiling(path, 400) : error;

const ceiling = (path: string, status: number): ApiFailure => ({
  problem: problemAt(
    'page-ceiling',
    placeOf({ method: 'GET', path }, status),
    `More than ${CEILING} items: the API does not list the rest.`,
    'Report it: this list has to be read by checkpoint.',
  ),
  status,
  carriedOut: 'no',
});
