import type { LoggedWrite } from '../management-api/log/log-event.ts';
import { parsePointer } from '../model/json/pointer.ts';
import type { Change } from '../model/plan/change.ts';
import type { Catalogue } from '../resources/create-catalogue.ts';
import { isRelationPath, isRelationWrite } from '../resources/endpoints/relation-paths.ts';
import { buildResourcePath } from '../resources/endpoints/resource-endpoints.ts';
import type { Relation, ResourceType } from '../resources/resource-type.ts';
import { isCreation } from './write-index.ts';

/** Whether a write may have set the field of a resource that a change concerns. */
export function canSetField(type: ResourceType, id: string, write: LoggedWrite, change: Change): boolean {
  if (isCreation(type, write)) return true;
  if (write.path !== buildResourcePath(type, id))
    return change.kind === 'secret' && !type.relations.some((relation) => isRelationWrite(relation, id, write));
  const [field = ''] = parsePointer(change.path);
  // Every write to the resource can reset the activation field: it turns an active version into a draft.
  if (write.method === 'PUT' || write.sent === undefined || field === type.activation?.field) return true;
  return Object.hasOwn(write.sent, field);
}

/**
 * Whether a write at or below a resource's path, or to its relation, may have set the relation: at one of the relation's endpoints, at an
 * endpoint that tenon does not know, or with its owner.
 */
export function canSetRelation(
  type: ResourceType,
  relation: Relation,
  id: string,
  write: LoggedWrite,
  catalogue: Catalogue,
): boolean {
  if (isCreation(type, write) || isRelationWrite(relation, id, write)) return true;
  if (write.path === buildResourcePath(type, id)) return write.sent !== undefined && Object.hasOwn(write.sent, relation.field);
  return !catalogue.all.some(({ relations }) => relations.some((other) => isRelationPath(other, write.path)));
}
