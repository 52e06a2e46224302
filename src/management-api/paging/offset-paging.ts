import type { ListEndpoint } from '../../model/endpoint.ts';
import { failWith, type Outcome, succeed } from '../../model/plan/outcome.ts';
import type { ApiFailure } from '../management-api.ts';
import { buildRequestPlace, buildRequestProblem, buildUnreadableFailure } from '../transport/request-problems.ts';
import { type ApiGet, type ListItems, type ListOutcome, type ListPage, readPage, removeRepeatedItems } from './read-page.ts';

/**
 * Reads a list page by page. Pages are read one after another, so the list may change in between; if the pages do not add up to
 * the total, the list is read once more, and fails if the second pass does not add up either.
 */
export async function listByOffset(get: ApiGet, endpoint: ListEndpoint, path: string): Promise<ListOutcome> {
  const first = await readListPass(get, endpoint, path);
  if (!first.ok || first.value.agrees) return toListOutcome(first, path);
  const second = await readListPass(get, endpoint, path);
  return toListOutcome(second.ok ? succeed(mergePasses(first.value, second.value)) : second, path);
}

/** If only the order of the list is unstable, each pass has the items that the other one missed. */
function mergePasses(first: ListPass, second: ListPass): ListPass {
  if (second.agrees) return second;
  const items = removeRepeatedItems([...first.items, ...second.items]);
  return { ...second, items, agrees: items.length === second.total && first.total === second.total };
}

/** Several endpoints return only the first 1,000 items by offset; some answer with empty pages after that instead of an error. */
const OFFSET_CEILING = 1000;

/** No tenant has a million items, so a total beyond this limit is treated as a broken answer. */
const MAX_PAGES = 10_000;

/** One read of the whole list. */
interface ListPass {
  readonly items: ListItems;
  /** Whether the pages are consistent with the total; always true for a list without totals. */
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
      `lists ${items.length} of ${total} items: the list kept changing while it was read`,
    ),
  );
}

async function readListPass(get: ApiGet, endpoint: ListEndpoint, path: string): Promise<Outcome<ListPass, ApiFailure>> {
  const totals: Readonly<Record<string, string>> = endpoint.totals === false ? {} : { include_totals: 'true' };
  const read = (page: number, size: number) =>
    readPage(get, endpoint, path, { page: String(page), per_page: String(size), ...totals });
  const first = await read(0, endpoint.pageSize);
  if (!first.ok) return first;
  // Some tenants return 50 items per page when asked for 100, and report that as `limit`.
  const size = first.value.limit ?? endpoint.pageSize;
  const readSizedPage = (page: number) => read(page, size);
  return first.value.total === undefined
    ? readUntilShortPage(readSizedPage, first.value.items, size)
    : readByTotal(readSizedPage, first.value, size, path);
}

type PageReader = (page: number) => ReturnType<typeof readPage>;

/** Reads the remaining pages in parallel, which is possible because the total is known. */
async function readByTotal(
  read: PageReader,
  first: ListPage,
  size: number,
  path: string,
): Promise<Outcome<ListPass, ApiFailure>> {
  const { total = 0 } = first;
  const last = Math.ceil(total / size) - 1;
  if (last > MAX_PAGES)
    return failWith(buildUnreadableFailure({ method: 'GET', path }, 200, `reports ${total} items, which is not plausible`));
  const pages = [first];
  for (const page of await Promise.all(Array.from({ length: Math.max(last, 0) }, (_, index) => read(index + 1)))) {
    if (!page.ok) return page;
    pages.push(page.value);
  }
  const items = removeRepeatedItems(pages.flatMap((page) => page.items));
  return succeed({ items, total, agrees: items.length === total && pages.every((page) => page.total === total) });
}

/** Reads a list without a total: the last page is the first one that is not full or has no new items. */
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

/** Beyond the ceiling the API answers 400 `invalid_paging`. */
const toCeilingFailure = (error: ApiFailure, path: string): ApiFailure =>
  error.status === 400 && error.errorCode === 'invalid_paging' ? buildCeilingFailure(path, 400) : error;

const buildCeilingFailure = (path: string, status: number): ApiFailure => ({
  problem: buildRequestProblem(
    'page-ceiling',
    buildRequestPlace({ method: 'GET', path }, status),
    `the list has more than ${OFFSET_CEILING} items, and the API returns no more than that by offset`,
    'Report this as a bug in tenon: the list must be read with checkpoint paging.',
  ),
  status,
  carriedOut: 'no',
});
