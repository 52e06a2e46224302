import { member } from '../../../model/json/json.ts';
import type { Collection, Relation } from '../../../resources/define.ts';
import { listName, type Reads } from '../reads.ts';

export const isUnder = (path: string, root: string): boolean => path === root || path.startsWith(`${root}/`);

/** `step` is a percent-encoded id. */
export const relationPath = ({ list }: Relation, step: string): string => list.path.replace('{id}', step);

/** Whether a path is that of a relation, of whatever resource. */
export function isRelation({ list }: Relation, path: string): boolean {
  const [before = '', after = ''] = list.path.split('{id}');
  return path.startsWith(before) && path.endsWith(after) && path.length > before.length + after.length;
}

/** Of types whose paths begin alike the one that says most. */
export const typeAt = (path: string, catalogue: readonly Collection[]): Collection | undefined =>
  catalogue.filter((type) => isUnder(path, type.path)).sort((a, b) => b.path.length - a.path.length)[0];

/** The id that a step of a path stands for: some paths take the key as well. */
export function idAt(type: Collection, step: string, { lists }: Reads): string {
  const text = decodeURIComponent(step);
  if (type.lookup?.path !== `${type.path}/{key}`) return text;
  const items = lists.get(listName(type.list)) ?? [];
  const found = items.find((item) => member(item, type.id) === text || type.key.some((field) => member(item, field) === text));
  const id = found && member(found, type.id);
  return typeof id === 'string' ? id : text;
}
