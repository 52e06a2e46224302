import { getObjectMember, type JsonObject } from '../../model/json/json-value.ts';
import type { Catalogue } from '../../resources/create-catalogue.ts';
import { decodeResource } from '../../resources/endpoints/resource-endpoints.ts';
import type { CollectionType } from '../../resources/resource-type.ts';
import { buildListName } from './cached-reads.ts';
import type { CachedItems } from './stored/cache-content.ts';

const MAX_GONE = 1000;

/**
 * Adds to `earlier` the resources that are in the lists `before` but not in `now`, by path and reduced to their id and key fields. Beyond
 * `MAX_GONE` the oldest are dropped.
 */
export function findGone(
  before: ReadonlyMap<string, CachedItems>,
  now: ReadonlyMap<string, CachedItems>,
  earlier: ReadonlyMap<string, JsonObject>,
  catalogue: Catalogue,
): ReadonlyMap<string, JsonObject> {
  const vanished = catalogue.collections.flatMap((type) => {
    const name = buildListName(type.list);
    const live = new Set(now.get(name)?.map((item) => getObjectMember(item, type.idField)));
    const items = now.has(name) ? (before.get(name) ?? []) : [];
    return items
      .filter((item) => !live.has(getObjectMember(item, type.idField)))
      .map(
        (item) =>
          [`${type.path}/${encodeURIComponent(String(getObjectMember(item, type.idField)))}`, pickKeyFields(type, item)] as const,
      );
  });
  return new Map([...earlier, ...vanished].slice(-MAX_GONE));
}

function pickKeyFields(type: CollectionType, item: JsonObject): JsonObject {
  const body = decodeResource(type, '', item) ?? item;
  return Object.fromEntries([type.idField, ...type.key].map((field) => [field, getObjectMember(body, field) ?? null]));
}
