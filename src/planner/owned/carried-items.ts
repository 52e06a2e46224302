import type { DeclaredResource } from '../../model/definition/definition.ts';
import { isObject, type JsonObject } from '../../model/json/json-value.ts';
import type { CreateOperation, RelationOperation } from '../../model/plan/operation.ts';
import type { PlannedRequest } from '../../model/plan/planned-request.ts';
import type { RelationItem } from '../../resources/relations/relation-items.ts';
import type { ResourceType } from '../../resources/resource-type.ts';
import type { Draft } from '../draft.ts';
import { escapeGroupSuffix, type PlanningContext } from '../planning-context.ts';
import { listDeclaredItems } from './declared-items.ts';
import { listItemReferenceTokens } from './relation-references.ts';
import { buildItemRequests, encodeItem, type RelationOwner } from './relation-requests.ts';

/** Lists the items of a new resource that the request which creates it can contain: as many as it accepts, in the order of the list. */
function listCarriedItems(
  owner: RelationOwner,
  items: readonly RelationItem[],
  context: PlanningContext,
): readonly RelationItem[] {
  const { inCreate } = owner.relation;
  if (!inCreate || owner.live) return [];
  const accepted = new Set(inCreate.itemMembers);
  const isAccepted = (item: RelationItem): boolean =>
    Object.keys(encodeItem(owner, item, context, false)).every((name) => accepted.has(name));
  return items.filter(isAccepted).slice(0, inCreate.limit);
}

/**
 * Adds the items to the create of a resource that its request can contain. What they refer to must then exist before the resource does; the
 * draft without them is kept for the case that this is impossible.
 */
export function carryItems(
  draft: Draft<CreateOperation>,
  type: ResourceType,
  declared: DeclaredResource,
  context: PlanningContext,
): Draft<CreateOperation> {
  const carried = type.relations.flatMap((relation) => {
    const owner = { type, relation, declared };
    return listCarriedItems(owner, listDeclaredItems(owner, context), context).map((item) => ({ owner, item }));
  });
  if (carried.length === 0) return draft;
  const tokens = carried.flatMap(({ owner, item }) => listItemReferenceTokens(owner, item, context));
  const members: Record<string, readonly JsonObject[]> = {};
  for (const { owner, item } of carried) {
    const member = owner.relation.inCreate?.member ?? '';
    members[member] = [...(members[member] ?? []), encodeItem(owner, item, context, false)];
  }
  const { operation } = draft;
  return {
    ...draft,
    operation: { ...operation, requests: addToFirstWrite(operation.requests, members) },
    requires: [...draft.requires, ...tokens.map((token) => ({ token }))],
    after: [...draft.after, ...tokens.map((token) => escapeGroupSuffix(`update ${token}`))],
    apart: { owner: declared.address, draft },
  };
}

/** The first write of a create makes the resource. */
function addToFirstWrite(requests: readonly PlannedRequest[], members: JsonObject): readonly PlannedRequest[] {
  const first = requests.find(({ method }) => method !== 'GET');
  return requests.map((request) =>
    request === first ? { ...request, body: { ...(isObject(request.body) ? request.body : {}), ...members } } : request,
  );
}

/** Marks the requests of a link that the create of the resource makes unnecessary. */
export function markCarriedItems(
  owner: RelationOwner,
  items: readonly RelationItem[],
  context: PlanningContext,
  draft: Draft<RelationOperation>,
): Draft<RelationOperation> {
  const carried = listCarriedItems(owner, items, context);
  if (carried.length === 0) return draft;
  const { add } = owner.relation;
  const others = items.filter((item) => !carried.includes(item));
  const requests = [
    ...buildItemRequests(owner, add, carried, context).map((request): PlannedRequest => ({ ...request, carried: true })),
    ...buildItemRequests(owner, add, others, context),
  ];
  return { ...draft, operation: { ...draft.operation, requests }, apart: { owner: owner.declared.address, draft } };
}
