import { getObjectMember } from '../../../model/json/json-value.ts';
import type { Catalogue } from '../../../resources/create-catalogue.ts';
import { isAlongPath, matchPathUnder } from '../../../resources/endpoints/path-template.ts';
import type { CollectionType } from '../../../resources/resource-type.ts';
import { buildListName, type CachedReads } from '../cached-reads.ts';

export const isUnder = (path: string, root: string): boolean => path === root || path.startsWith(`${root}/`);

/** Lists the types that a path belongs to: those with the longest matching path. Several types can have the same one: `/roles`. */
export function listTypesAt(path: string, catalogue: Catalogue): readonly CollectionType[] {
  const matching = catalogue.collections.filter((type) => isUnder(path, type.path));
  const longest = Math.max(0, ...matching.map((type) => type.path.length));
  return matching.filter((type) => type.path.length === longest);
}

/**
 * Lists the paths of other lists that repeat what is at a path: tenant-wide lists of something at, above or below it, and lists by item
 * (whose paths contain `{item}`) of something at it or below it.
 */
export const listRepeatingPaths = (path: string, catalogue: Catalogue): readonly string[] =>
  catalogue.collections.flatMap((type) =>
    type.relations.flatMap(({ list, listAll, listByItem }) => [
      ...(listAll && isAlongPath(list.path, path) ? [listAll.list.path] : []),
      ...(listByItem && (matchPathUnder(list.path, path) || isUnder(type.path, path)) ? [listByItem.list.path] : []),
    ]),
  );

/** Returns the id that a path step identifies. Some endpoints accept the key instead of the id. */
export function findIdAt(type: CollectionType, step: string, { lists }: CachedReads): string {
  const text = decodeURIComponent(step);
  if (type.lookup?.path !== `${type.path}/{key}`) return text;
  const items = lists.get(buildListName(type.list)) ?? [];
  const found = items.find(
    (item) => getObjectMember(item, type.idField) === text || type.key.some((field) => getObjectMember(item, field) === text),
  );
  const id = found && getObjectMember(found, type.idField);
  return typeof id === 'string' ? id : text;
}
