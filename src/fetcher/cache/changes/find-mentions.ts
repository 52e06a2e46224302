import { getObjectMember, isArray, isObject, type JsonValue } from '../../../model/json/json-value.ts';
import type { CollectionType } from '../../../resources/resource-type.ts';
import { buildListName, type CachedReads } from '../cached-reads.ts';
import type { CachedItems } from '../stored/cache-content.ts';

/** Finds cached items that contain the id or a key field of a resource, by the name of their list. */
export function findMentions(
  type: CollectionType,
  id: string,
  { lists }: CachedReads,
): readonly (readonly [string, CachedItems])[] {
  const body = lists.get(buildListName(type.list))?.find((item) => getObjectMember(item, type.idField) === id);
  const keys = body ? type.key.map((field) => getObjectMember(body, field)) : [];
  const texts = new Set([id, ...keys].filter((text) => typeof text === 'string' && text !== ''));
  return [...lists]
    .map(([name, items]) => [name, items.filter((item) => hasMention(item, texts))] as const)
    .filter(([, items]) => items.length > 0);
}

function hasMention(value: JsonValue, texts: ReadonlySet<unknown>): boolean {
  if (typeof value === 'string') return texts.has(value);
  if (isArray(value)) return value.some((item) => hasMention(item, texts));
  return isObject(value) && Object.values(value).some((item) => hasMention(item, texts));
}
