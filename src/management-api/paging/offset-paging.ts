import type { ListEndpoint } from '../../model/endpoint.ts';
import { failWith, type Outcome, succeed } from '../../model/plan/outcome.ts';
import type { ApiFailure } from '../management-api.ts';
import { buildRequestPlace, buildRequestProblem, buildUnreadableFailure } from '../transport/request-problems.ts';
import { type ApiGet, type ListItems, type ListOutcome, type ListPage, readPage, removeRepeatedItems } from './read-page.ts';

/** Pages are no snapshot. When their number or their items disagree, the list moved under us: it is read once more, then given up. */
export async function listByOffset(get: ApiGet, endpoint: ListEndpoint, path: string): Promise<ListOutcome> {
  const first = await readListPass(get, endpoint, path);
  if (!first.ok || first.value.agrees) return toListOutcome(first, path);
  const second = await readListPass(get, endpoint, path);
  return toListOutcome(second.ok ? succeed(mergePasses(first.value, second.value)) : second, path);
}

/** Where only the order is unsteady, one pass has what the other one missed. */
function mergePasses(first: ListPass, second: ListPass): ListPass {
  if (second.agrees) return second;
  const items = removeRepeatedItems([...first.items, ...second.items]);
  return { ...second, items, agrees: items.length === second.total && first.total === second.total };
}

/** So many rows an offset reaches on several endpoints; behind them some answer with empty pages. */
const OFFSET_CEILING = 1000;

/** A million items: no tenant has them, and an answer that says so is not to be believed. */
const MAX_PAGES = 10_000;

interface ListPass {
  readonly items: ListItems;
  readonly agrees: boolean;
  readonly total?: number;
}

function toListOutcome(pass: Outcome<ListPass, ApiFailure>, path: string): ListOutcome {
  if (!pass.ok) return failWith(toCeilingFailure(pass.error, path));
  const { items, agrees, total = 0 } = pass.value;
  if (agrees) return succeed(items);
  if (total > items.length && items.length >= OFFSET_CEILING) return failWith(buildCeilingFailure(path, 200));
  return failWith(
    buildUnreadableFailure(
      { method: 'GET', path },
      200,
      `lists ${items.length} of ${total}: the list changed while it was read, twice`,
    ),
  );
}

async function readListPass(get: ApiGet, endpoint: ListEndpoint, path: string): Promise<Outcome<ListPass, ApiFailure>> {
  const totals: Readonly<Record<string, string>> = endpoint.totals === false ? {} : { include_totals: 'true' };
  const read = (page: number, size: number) =>
    readPage(get, endpoint, path, { page: String(page), per_page: String(size), ...totals });
  const first = await read(0, endpoint.pageSize);
  if (!first.ok) return first;
  // Asked for 100, some tenants give 50 a page and say so.
  const size = first.value.limit ?? endpoint.pageSize;
  const readSizedPage = (page: number) => read(page, size);
  return first.value.total === undefined
    ? readUntilShortPage(readSizedPage, first.value.items, size)
    : readByTotal(readSizedPage, first.value, size, path);
}

type PageReader = (page: number) => ReturnType<typeof readPage>;

/** With the total known, the other pages need not wait for each other. */
async function readByTotal(
  read: PageReader,
  first: ListPage,
  size: number,
  path: string,
): Promise<Outcome<ListPass, ApiFailure>> {
  const { total = 0 } = first;
  const last = Math.ceil(total / size) - 1;
  if (last > MAX_PAGES) return failWith(buildUnreadableFailure({ method: 'GET', path }, 200, `speaks of ${total} items`));
  const pages = [first];
  for (const page of await Promise.all(Array.from({ length: Math.max(last, 0) }, (_, index) => read(index + 1)))) {
    if (!page.ok) return page;
    pages.push(page.value);
  }
  const items = removeRepeatedItems(pages.flatMap((page) => page.items));
  return succeed({ items, total, agrees: items.length === total && pages.every((page) => page.total === total) });
}

/** Some lists tell no total: a page that is not full, or brings nothing new, is the last. */
async function readUntilShortPage(read: PageReader, first: ListItems, size: number): Promise<Outcome<ListPass, ApiFailure>> {
  let items = removeRepeatedItems(first);
  let full = first.length >= size;
  for (let page = 1; full; page += 1) {
    const next = await read(page);
    if (!next.ok) return next;
    const more = removeRepeatedItems([...items, ...next.value.items]);
    full = next.value.items.length >= size && more.length > items.length;
    items = more;
  }
  return succeed({ items, agrees: true });
}

/** Behind the ceiling the API refuses with `invalid_paging`. */
const toCeilingFailure = (error: ApiFailure, path: string): ApiFailure =>
  error.status === 400 && error.errorCode === 'invalid_paging' ? buildCeilingFailure(path, 400) : error;

const buildCeilingFailure = (path: string, status: number): ApiFailure => ({
  problem: buildRequestProblem(
    'page-ceiling',
    buildRequestPlace({ method: 'GET', path }, status),
    `more than ${OFFSET_CEILING} items: the API does not list the rest`,
    'Report it: this list has to be read by checkpoint.',
  ),
  status,
  carriedOut: 'no',
});
