import { type Address, toAddress } from '../../model/address.ts';
import type { DeclaredResource } from '../../model/definition/definition.ts';
import { groupBy } from '../../model/group-by.ts';
import { getObjectMember, isEqual, isObject, type JsonObject } from '../../model/json/json-value.ts';
import type { CreateOperation } from '../../model/plan/operation.ts';
import { createReferencePlaceholder } from '../../model/plan/placeholders.ts';
import type { PlannedRequest } from '../../model/plan/planned-request.ts';
import { encodeResource } from '../../resources/endpoints/resource-endpoints.ts';
import { getResourceShape } from '../../resources/resource-shape.ts';
import { type BulkCreate, isCollection, type ResourceType } from '../../resources/resource-type.ts';
import { composeCreateBody } from '../../schema/request/compose-body.ts';
import { getMemberShape, parseReference } from '../../schema/schema-shape.ts';
import type { Draft } from '../draft.ts';
import { pickMembers } from '../draft.ts';
import type { TypeMatch } from '../match/match-resources.ts';
import type { PlanningContext } from '../planning-context.ts';
import { getSecretPointers } from './changed-fields.ts';

export const getBulkCreate = (type: ResourceType): BulkCreate | undefined => (isCollection(type) ? type.bulkCreate : undefined);

/** Chooses the creates that import jobs do: those of owners with many, and those that only an import can do. */
export function chooseBulkCreates({ definition, pairs }: TypeMatch, context: PlanningContext): ReadonlySet<Address> {
  const bulk = getBulkCreate(definition);
  if (!bulk) return new Set();
  const importable = pairs.flatMap(({ declared, live }) =>
    live || !canImport(definition, bulk, declared.fields, context) ? [] : [declared],
  );
  const byOwner = groupBy(importable, ({ fields }) => getObjectMember(fields, bulk.where.field));
  const chosen = [...byOwner.values()].flatMap((group) =>
    group.length > bulk.threshold ? group : group.filter(({ fields }) => needsImport(bulk, fields)),
  );
  return new Set(chosen.map(({ address }) => address));
}

export const needsImport = (bulk: BulkCreate, fields: JsonObject): boolean =>
  bulk.onlyFields.some((name) => getObjectMember(fields, name) !== undefined);

/** Whether a file can state all that is declared, and the owner can be imported into. */
export function canImport(type: ResourceType, bulk: BulkCreate, fields: JsonObject, context: PlanningContext): boolean {
  const isStated = (name: string): boolean =>
    name === bulk.where.field ||
    bulk.fields.includes(name) ||
    isEqual(getObjectMember(fields, name), getObjectMember(bulk.impliedFields, name));
  return (
    Object.keys(fields).every(isStated) &&
    bulk.requiredFields.every((name) => (getObjectMember(fields, name) ?? '') !== '') &&
    context.meetsCondition(type, fields, bulk.where) === true
  );
}

/** Turns the create of one resource into an entry of an import job. */
export function toBulkDraft(
  draft: Draft<CreateOperation>,
  type: ResourceType,
  bulk: BulkCreate,
  declared: DeclaredResource,
  context: PlanningContext,
): Draft<CreateOperation> {
  const remarks = needsImport(bulk, declared.fields) ? [] : [bulk.remark];
  const operation = {
    ...draft.operation,
    requests: [buildBatchRequest(type, bulk, declared, context)],
    why: ['created by an import job', ...remarks].join('; '),
  };
  // Nothing can be imported into an owner that no client uses yet (documentation), so all links of owners come first.
  const owner = getOwnerType(type, bulk);
  return { ...draft, operation, after: [...draft.after, ...(owner === undefined ? [] : [`link ${owner}/*`])] };
}

const getOwnerType = (type: ResourceType, bulk: BulkCreate): string | undefined =>
  parseReference(getMemberShape(getResourceShape(type), {}, bulk.where.field)?.schema)?.type;

function buildBatchRequest(
  type: ResourceType,
  bulk: BulkCreate,
  declared: DeclaredResource,
  context: PlanningContext,
): PlannedRequest {
  const stated = pickMembers(declared.fields, new Set(bulk.fields));
  const wire = context.getWireOptions(getSecretPointers(declared));
  const composed = composeCreateBody(getResourceShape(type), stated, wire);
  const body = encodeResource(type, '', bulk.path, isObject(composed) ? composed : {});
  const ownerType = getOwnerType(type, bulk) ?? '';
  const key = String(getObjectMember(declared.fields, bulk.where.field));
  const id = toAddress(ownerType, key);
  const owner = createReferencePlaceholder(id, context.names.findId(ownerType, key));
  return { method: 'POST', path: bulk.path, body, batch: { id, owner } };
}
