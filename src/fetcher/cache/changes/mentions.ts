import { isArray, isObject, type JsonValue, member } from '../../../model/json/json.ts';
import type { Collection } from '../../../resources/define.ts';
import { listName, type Reads } from '../reads.ts';
import type { Items } from '../stored/kept.ts';

/** Items that name a resource, by its id or by its key, in the reads that they came with. */
export function mentionsOf(type: Collection, id: string, { lists }: Reads): readonly (readonly [string, Items])[] {
  const body = lists.get(listName(type.list))?.find((item) => member(item, type.id) === id);
  const keys = body ? type.key.map((field) => member(body, field)) : [];
  const texts = new Set([id, ...keys].filter((text) => typeof text === 'string' && text !== ''));
  return [...lists]
    .map(([name, items]) => [name, items.filter((item) => mentions(item, texts))] as const)
    .filter(([, items]) => items.length > 0);
}

function mentions(value: JsonValue, texts: ReadonlySet<unknown>): boolean {
  if (typeof value === 'string') return texts.has(value);
  if (isArray(value)) return value.some((item) => mentions(item, texts));
  return isObject(value) && Object.values(value).some((item) => mentions(item, texts));
}
