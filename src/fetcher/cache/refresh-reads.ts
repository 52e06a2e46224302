import type { ReadApi } from '../../management-api/management-api.ts';
import { getObjectMember, isObject, type JsonObject } from '../../model/json/json-value.ts';
import type { Catalogue } from '../../resources/create-catalogue.ts';
import { decodeResource } from '../../resources/endpoints/resource-endpoints.ts';
import { isForeign } from '../../resources/identity/identify-resources.ts';
import type { CollectionType } from '../../resources/resource-type.ts';
import { buildListName, type CachedReads } from './cached-reads.ts';
import type { TouchedReads } from './changes/touched-reads.ts';
import type { CachedItems } from './stored/cache-content.ts';

/** Refreshes touched reads: single resources are read again now, whole lists are removed and read when they are next needed. */
export async function refreshReads(api: ReadApi, reads: CachedReads, touched: TouchedReads, catalogue: Catalogue): Promise<void> {
  for (const name of touched.everything ? [...reads.lists.keys(), ...reads.answers.keys()] : touched.names) forget(reads, name);
  const types = new Map(catalogue.collections.map((type) => [buildListName(type.list), type]));
  await Promise.all(
    [...touched.resources].map(async ([name, ids]) => {
      const type = types.get(name);
      const items = reads.lists.get(name);
      if (!type || !items) return;
      // Reading the list may take fewer requests than reading its resources one by one.
      const fresh =
        ids.size > Math.ceil(items.length / type.list.pageSize) ? undefined : await rereadItems(api, type, items, ids);
      if (fresh) reads.lists.set(name, fresh);
      else forget(reads, name);
    }),
  );
}

function forget({ lists, answers }: CachedReads, name: string): void {
  lists.delete(name);
  answers.delete(name);
}

/** Returns the list with these resources read again; `undefined` if one of them could not be read. */
async function rereadItems(
  api: ReadApi,
  type: CollectionType,
  items: CachedItems,
  ids: ReadonlySet<string>,
): Promise<CachedItems | undefined> {
  const answers = await Promise.all([...ids].map((id) => api.get(`${type.path}/${encodeURIComponent(id)}`)));
  const bodies = answers.map((answer) => (answer.ok ? answer.value.body : undefined));
  const readable = answers.every((answer, index) => (answer.ok ? isObject(bodies[index]) : answer.error.status === 404));
  if (!readable) return undefined;
  const others = items.filter((item) => !ids.has(String(getObjectMember(item, type.idField))));
  return [...others, ...bodies.filter(isObject).filter((item) => isListed(type, item))];
}

/** Whether the list contains an item: its filters omit what does not belong to the type. */
const isListed = (type: CollectionType, item: JsonObject): boolean => {
  const { query, optionalQuery } = type.list;
  return (query ?? optionalQuery) === undefined || !isForeign(type, decodeResource(type, '', item) ?? item);
};
