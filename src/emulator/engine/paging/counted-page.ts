import type { JsonObject, JsonValue } from '../../../model/json/json-value.ts';
import type { ApiCall } from '../api-call.ts';

/** Whether a page includes `total` and `page` when they are zero: `sparse` omits them. */
export type CountsMode = 'sparse' | 'full';

const DEFAULT_PER_PAGE = 20;

/**
 * Builds a page of actions, modules or bindings. Its counts differ from those of other lists: most endpoints omit zeros, and
 * a page past the end reports a total of 0 (recorded traffic).
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
