import { isArray, type JsonObject } from '../../model/json/json-value.ts';
import type { Relation, ResourceType } from '../resource-type.ts';
import { matchPathUnder } from './path-template.ts';

/** Lists the paths where the items of a relation are read and written. The paths of single items are below them. */
export function listRelationPaths({ list, add, remove, alsoWrittenAt }: Relation): readonly string[] {
  const paths = [list.path, add.path, remove.path, ...(alsoWrittenAt === undefined ? [] : [alsoWrittenAt])];
  return paths.filter(
    (path, index) => !paths.slice(0, index).some((earlier) => path === earlier || path.startsWith(`${earlier}/`)),
  );
}

/** Lists the paths of a relation that are not below its owner's: items are written there from their own side. */
export const listPathsOfOthers = (type: ResourceType, relation: Relation): readonly string[] =>
  listRelationPaths(relation).filter((path) => !path.startsWith(`${type.path}/`));

/** Whether a path is one of a relation's, or below one. */
export const isRelationPath = (relation: Relation, path: string): boolean =>
  listRelationPaths(relation).some((template) => matchPathUnder(template, path) !== undefined);

/** Whether a write is to a resource's relation: at a path that contains the resource's id, or with the id in what was sent. */
export const isRelationWrite = (
  relation: Relation,
  id: string,
  { path, sent }: { readonly path: string; readonly sent?: JsonObject },
): boolean =>
  listRelationPaths(relation).some((template) => {
    const params = matchPathUnder(template, path);
    return params !== undefined && (params.id === undefined ? mayContain(sent, id) : params.id === id);
  });

const mayContain = (sent: JsonObject | undefined, id: string): boolean =>
  sent === undefined || Object.values(sent).some((value) => isArray(value) && value.includes(id));
