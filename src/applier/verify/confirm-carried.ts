import type { ApiRequest } from '../../management-api/management-api.ts';
import { getObjectMember, isArray, isObject, type JsonValue } from '../../model/json/json-value.ts';
import type { Relation, ResourceType } from '../../resources/resource-type.ts';

/** Returns the body of a create without the items of relations, which are not fields of the resource. */
export function omitCarriedItems({ relations }: ResourceType, body: JsonValue | undefined): JsonValue | undefined {
  const members = new Set(relations.flatMap(({ inCreate }) => inCreate?.member ?? []));
  return isObject(body) && members.size > 0
    ? Object.fromEntries(Object.entries(body).filter(([name]) => !members.has(name)))
    : body;
}

/**
 * Lists the relations whose items a create contained and its answer confirms. An answer without the member confirms them as well: the API
 * refuses a member that it does not know.
 */
export const listConfirmedRelations = (
  { relations }: ResourceType,
  { body }: ApiRequest,
  answer: JsonValue | undefined,
): readonly string[] => relations.filter((relation) => isConfirmed(relation, body, answer)).map(({ field }) => field);

function isConfirmed(
  { inCreate, itemIdField = 'id' }: Relation,
  body: JsonValue | undefined,
  answer: JsonValue | undefined,
): boolean {
  const sent = inCreate && readIds(body, inCreate.member, itemIdField);
  const answered = inCreate && readIds(answer, inCreate.member, itemIdField);
  return sent !== undefined && (answered === undefined || sent.every((id) => answered.includes(id)));
}

/** Returns the ids of the items in a member of a body; undefined if there is no such member. */
function readIds(body: JsonValue | undefined, member: string, itemIdField: string): readonly JsonValue[] | undefined {
  const items = isObject(body) ? getObjectMember(body, member) : undefined;
  return isArray(items) ? items.map((item) => (isObject(item) ? (getObjectMember(item, itemIdField) ?? null) : null)) : undefined;
}
