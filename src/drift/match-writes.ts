import type { LoggedWrite } from '../management-api/log/log-event.ts';
import { parsePointer } from '../model/json/pointer.ts';
import type { Change } from '../model/plan/change.ts';
import type { Relation, ResourceType } from '../resources/resource-type.ts';
import { isCreation } from './write-index.ts';

/** Whether a write may have set the field that a change concerns. `path` is the resource's path. */
export function canSetField(type: ResourceType, path: string, write: LoggedWrite, change: Change): boolean {
  if (isCreation(type, write)) return true;
  if (write.path !== path)
    return change.kind === 'secret' && !type.relations.some((relation) => isRelationWrite(relation, path, write));
  const [field = ''] = parsePointer(change.path);
  // Every write to the resource can reset the activation field: it turns an active version into a draft.
  if (write.method === 'PUT' || write.fields === undefined || field === type.activation?.field) return true;
  return write.fields.includes(field);
}

/** Whether a write may have set a relation: at the relation's endpoint, at an endpoint that tenon does not know, or with its owner. */
export function canSetRelation(type: ResourceType, relation: Relation, path: string, write: LoggedWrite): boolean {
  if (isCreation(type, write) || isRelationWrite(relation, path, write)) return true;
  if (write.path === path) return write.fields?.includes(relation.field) ?? false;
  return !type.relations.some((other) => isRelationWrite(other, path, write));
}

function isRelationWrite(relation: Relation, path: string, write: LoggedWrite): boolean {
  const id = path.slice(path.lastIndexOf('/') + 1);
  const root = relation.list.path.replace('{id}', id);
  return write.path === root || write.path.startsWith(`${root}/`);
}
