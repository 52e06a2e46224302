import type { ListEndpoint } from '../../model/endpoint.ts';
import { failure, type Outcome, success } from '../../model/plan/outcome.ts';
import { placeOf, problemAt, unreadableFailure } from '../transport/request-problems.ts';
import type { ApiFailure } from '../types.ts';
import { type Get, type Items, type Listed, type Page, readPage, unique } from './page.ts';

/** Pages are no snapshot. When their number or their items disagree, the list moved under us: it is read once more, then given up. */
export async function listByOffset(get: Get, endpoint: ListEndpoint, path: string): Promise<Listed> {
  const first = await offsetPass(get, endpoint, path);
  if (!first.ok || first.value.agrees) return settled(first, path);
  const second = await offsetPass(get, endpoint, path);
  return settled(second.ok ? success(together(first.value, second.value)) : second, path);
}

/** Where only the order is unsteady, one pass has what the other one missed. */
function together(first: Pass, second: Pass): Pass {
  if (second.agrees) return second;
  const items = unique([...first.items, ...second.items]);
  return { ...second, items, agrees: items.length === second.total && first.total === second.total };
}

/** So many rows an offset reaches on several endpoints; behind them some answer with empty pages. */
const CEILING = 1000;

/** A million items: no tenant has them, and an answer that says so is not to be believed. */
const MOST_PAGES = 10_000;

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
  const totals: Readonly<Record<string, string>> = endpoint.totals === false ? {} : { include_totals: 'true' };
  const read = (page: number, size: number) =>
    readPage(get, endpoint, path, { page: String(page), per_page: String(size), ...totals });
  const first = await read(0, endpoint.pageSize);
  if (!first.ok) return first;
  // Asked for 100, some tenants give 50 a page and say so.
  const size = first.value.limit ?? endpoint.pageSize;
  const next = (page: number) => read(page, size);
  return first.value.total === undefined ? untilShort(next, first.value.items, size) : byTotal(next, first.value, size, path);
}

type ReadPage = (page: number) => ReturnType<typeof readPage>;

/** With the total known, the other pages need not wait for each other. */
async function byTotal(read: ReadPage, first: Page, size: number, path: string): Promise<Outcome<Pass, ApiFailure>> {
  const { total = 0 } = first;
  const last = Math.ceil(total / size) - 1;
  if (last > MOST_PAGES) return failure(unreadableFailure({ method: 'GET', path }, 200, `speaks of ${total} items`));
  const pages = [first];
  for (const page of await Promise.all(Array.from({ length: Math.max(last, 0) }, (_, index) => read(index + 1)))) {
    if (!page.ok) return page;
    pages.push(page.value);
  }
  const items = unique(pages.flatMap((page) => page.items));
  return success({ items, total, agrees: items.length === total && pages.every((page) => page.total === total) });
}

/** Some lists tell no total: a page that is not full, or brings nothing new, is the last. */
async function untilShort(read: ReadPage, first: Items, size: number): Promise<Outcome<Pass, ApiFailure>> {
  let items = unique(first);
  let full = first.length >= size;
  for (let page = 1; full; page += 1) {
    const next = await read(page);
    if (!next.ok) return next;
    const more = unique([...items, ...next.value.items]);
    full = next.value.items.length >= size && more.length > items.length;
    items = more;
  }
  return success({ items, agrees: true });
}

/** Behind the ceiling the API refuses with `invalid_paging`. */
const ceilinged = (error: ApiFailure, path: string): ApiFailure =>
  error.status === 400 && error.errorCode === 'invalid_paging' ? ceiling(path, 400) : error;

const ceiling = (path: string, status: number): ApiFailure => ({
  problem: problemAt(
    'page-ceiling',
    placeOf({ method: 'GET', path }, status),
    `more than ${CEILING} items: the API does not list the rest`,
    'Report it: this list has to be read by checkpoint.',
  ),
  status,
  carriedOut: 'no',
});
