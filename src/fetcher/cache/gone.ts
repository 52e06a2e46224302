import { type JsonObject, member } from '../../model/json/json.ts';
import type { Collection } from '../../resources/define.ts';
import { listName } from './reads.ts';
import type { Items } from './stored/kept.ts';

const MOST = 1000;

/** What was there before and is no longer, by its path, reduced to what names it. The newest are kept longest. */
export function goneSince(
  before: ReadonlyMap<string, Items>,
  now: ReadonlyMap<string, Items>,
  earlier: ReadonlyMap<string, JsonObject>,
  catalogue: readonly Collection[],
): ReadonlyMap<string, JsonObject> {
  const vanished = catalogue.flatMap((type) => {
    const name = listName(type.list);
    const live = new Set(now.get(name)?.map((item) => member(item, type.id)));
    const items = now.has(name) ? (before.get(name) ?? []) : [];
    return items
      .filter((item) => !live.has(member(item, type.id)))
      .map((item) => [`${type.path}/${encodeURIComponent(String(member(item, type.id)))}`, naming(type, item)] as const);
  });
  return new Map([...earlier, ...vanished].slice(-MOST));
}

const naming = (type: Collection, item: JsonObject): JsonObject =>
  Object.fromEntries([type.id, ...type.key].map((field) => [field, member(item, field) ?? null]));
