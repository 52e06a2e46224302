import { getObjectMember } from '../../../model/json/json-value.ts';
import type { Catalogue } from '../../../resources/create-catalogue.ts';
import type { CollectionType, Relation } from '../../../resources/resource-type.ts';
import { buildListName, type CachedReads } from '../cached-reads.ts';

export const isUnder = (path: string, root: string): boolean => path === root || path.startsWith(`${root}/`);

/** Returns the path of an owner's relation. `step` is the owner's percent-encoded id. */
export const getRelationPath = ({ list }: Relation, step: string): string => list.path.replace('{id}', step);

/** Whether a path is that of a relation, for any owner. */
export function isRelationPath({ list }: Relation, path: string): boolean {
  const [before = '', after = ''] = list.path.split('{id}');
  return path.startsWith(before) && path.endsWith(after) && path.length > before.length + after.length;
}

/** Lists the types that a path belongs to: those with the longest matching path. Several types can have the same one: `/roles`. */
export function listTypesAt(path: string, catalogue: Catalogue): readonly CollectionType[] {
  const matching = catalogue.collections.filter((type) => isUnder(path, type.path));
  const longest = Math.max(0, ...matching.map((type) => type.path.length));
  return matching.filter((type) => type.path.length === longest);
}
/** Lists the paths of the tenant-wide lists that repeat something at, above or below a path. */
export const listTenantWidePaths = (path: string, catalogue: Catalogue): readonly string[] =>
  catalogue.collections
    .flatMap(({ relations }) => relations)
    .filter(({ list }) => isAlong(list.path, path))
    .flatMap(({ listAll }) => listAll?.list.path ?? []);

/** Whether one path is under the other. `{id}` in the pattern stands for any step. */
function isAlong(pattern: string, path: string): boolean {
  const steps = path.split('/');
  return pattern.split('/').every((step, index) => index >= steps.length || step === '{id}' || step === steps[index]);
}

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
