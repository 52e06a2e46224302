import type { JsonObject, JsonValue } from '../../../model/json/json-value.ts';
import type { ApiCall } from '../api-call.ts';

/** Which of a page's counts stay although they are zero. */
export type CountsMode = 'sparse' | 'full';

const DEFAULT_PER_PAGE = 20;

/**
 * Pages of actions, modules and bindings: they have counts of their own, most of them leave out zeros, and a page behind the
 * end counts nothing at all (recorded traffic).
 */
export function buildCountedPage<T>(
  call: ApiCall,
  key: string,
  rows: readonly T[],
  show: (row: T) => JsonValue,
  counts: CountsMode,
): JsonObject {
  const perPage = call.query.getNumber('per_page') ?? DEFAULT_PER_PAGE;
  const page = call.query.getNumber('page') ?? 0;
  const items = rows.slice(page * perPage, (page + 1) * perPage).map(show);
  const total = items.length === 0 ? 0 : rows.length;
  const counted = counts === 'full' ? { total, page } : { ...(total > 0 ? { total } : {}), ...(page > 0 ? { page } : {}) };
  return { [key]: items, ...counted, per_page: perPage } satisfies JsonObject;
}
