import type { DeclaredResource } from '../../model/definition/definition.ts';
import { getObjectMember, isArray, isObject, type JsonObject, type JsonValue } from '../../model/json/json-value.ts';
import { omitUndefined } from '../../model/json/omit-undefined.ts';
import { createReferencePlaceholder } from '../../model/plan/placeholders.ts';
import type { PlannedRequest } from '../../model/plan/planned-request.ts';

import type { LiveResource } from '../../model/snapshot.ts';
import { listPathParameters } from '../../resources/endpoints/path-template.ts';
import { encodeRelationItem } from '../../resources/relations/encode-relation-item.ts';
import {
  getItemTargetType,
  getRelationItemShape,
  getRelationShape,
  type RelationItem,
} from '../../resources/relations/relation-items.ts';
import { getResourceShape } from '../../resources/resource-shape.ts';
import type { ItemList, Relation, RelationWrite, ResourceType } from '../../resources/resource-type.ts';
import { composeCreateBody, composeUpdateBody, composeWholeBody, type EncodeOptions } from '../../schema/request/compose-body.ts';
import { getMemberShape, parseReference, type Shape } from '../../schema/schema-shape.ts';
import type { PlanningContext } from '../planning-context.ts';

const NO_SECRETS: ReadonlySet<string> = new Set();

/** A relation of a declared resource, with the live resource if there is one. */
export interface RelationOwner {
  readonly type: ResourceType;
  readonly relation: Relation;
  readonly declared: DeclaredResource;
  readonly live?: LiveResource;
  /** The ids of the declared items, where undeclared ones are kept. */
  readonly managedItems?: readonly string[];
}

/** Builds the requests that add or remove items, in batches of the endpoint's maximum size. */
export function buildItemRequests(
  owner: RelationOwner,
  write: RelationWrite,
  items: readonly RelationItem[],
  context: PlanningContext,
): readonly PlannedRequest[] {
  return splitBatches(items, write.batchSize).map((batch) => buildBatchRequest(owner, write, batch, context));
}

function splitBatches<T>(items: readonly T[], batchSize: number): readonly (readonly T[])[] {
  const size = Math.max(1, batchSize);
  return Array.from({ length: Math.ceil(items.length / size) }, (_, index) => items.slice(index * size, (index + 1) * size));
}

function buildBatchRequest(
  owner: RelationOwner,
  write: RelationWrite,
  batch: readonly RelationItem[],
  context: PlanningContext,
): PlannedRequest {
  const { encodeItem: convert = (body: JsonObject): JsonValue => body } = write;
  const encoded = batch.map((item) => encodeItem(owner, item, context, write === owner.relation.remove));
  const params = batch[0] ? buildParams(owner, write, batch[0], encoded[0] ?? {}, context) : {};
  const body = buildBody(owner, write, encoded.map(convert));
  return { method: write.method, path: write.path, params, ...omitUndefined({ body }) };
}

/** Returns the values of the names in a request's path: ids of the owner and the item, members of the item, and fields of the owner. */
function buildParams(
  owner: RelationOwner,
  { path }: RelationWrite,
  item: RelationItem,
  encoded: JsonObject,
  context: PlanningContext,
): JsonObject {
  const findValue = (name: string): JsonValue => {
    if (name === 'id') return getOwnerId(owner);
    if (name === 'item') return resolveItemId(owner, item, context);
    return getObjectMember(encoded, name) ?? encodeOwnerField(owner, name, context);
  };
  return Object.fromEntries(listPathParameters(path).map((name) => [name, findValue(name)]));
}

/** Returns the wire value of an owner's field: an id, or a placeholder if the resource that it names does not exist yet. */
function encodeOwnerField({ type, declared, live }: RelationOwner, name: string, context: PlanningContext): JsonValue {
  const field = live
    ? live.body
    : composeCreateBody(
        getResourceShape(type),
        { [name]: getObjectMember(declared.fields, name) ?? null },
        context.getWireOptions(NO_SECRETS),
      );
  return getObjectMember(field, name) ?? null;
}

export const getOwnerId = (owner: RelationOwner): JsonValue =>
  owner.live?.id ?? createReferencePlaceholder(owner.declared.address);

function buildBody(owner: RelationOwner, { bodyShape }: RelationWrite, items: readonly JsonValue[]): JsonValue | undefined {
  if (bodyShape === 'none') return undefined;
  if (bodyShape === 'one') return items[0] ?? {};
  if (bodyShape === 'array') return items;
  return 'member' in bodyShape ? { [bodyShape.member]: items } : { [bodyShape.ownerMember]: [getOwnerId(owner)] };
}

const resolveItemId = (owner: RelationOwner, item: RelationItem, context: PlanningContext): JsonValue => {
  if (item.id !== undefined) return item.id;
  const target = getTargetType(owner);
  return target ? encodeReference(target, item.key, context) : item.key;
};

const getTargetType = ({ type, relation }: RelationOwner): string | undefined => getItemTargetType(type, relation);

const encodeReference = (type: string, key: string, context: PlanningContext): JsonValue =>
  context.getWireOptions(NO_SECRETS).encodeReference(type, key);

/** Encodes an item for the endpoint. `keyOnly`: with its key fields only, which is enough to remove it. */
export function encodeItem(owner: RelationOwner, item: RelationItem, context: PlanningContext, keyOnly: boolean): JsonObject {
  const { relation } = owner;
  const target = getTargetType(owner);
  if (relation.itemField && target) return { [relation.itemField]: encodeReference(target, item.key, context) };
  const shape = getRelationShape(owner.type, relation);
  const items = getRelationItemShape(owner.type, relation);
  const value = isObject(item.value) ? item.value : {};
  const names = keyOnly ? (shape?.schema['x-item-key'] ?? []) : Object.keys(value);
  const declared = Object.fromEntries(names.map((name): [string, JsonValue] => [name, getObjectMember(value, name) ?? null]));
  return items ? encodeRelationItem(relation, composeCreateBody(items, declared, context.getWireOptions(NO_SECRETS))) : declared;
}

/** Builds the requests that add resources to a list inside an item, or remove them. `values`: keys or ids. */
export function buildItemListRequests(
  owner: RelationOwner,
  { field }: ItemList,
  write: RelationWrite,
  item: RelationItem,
  values: readonly JsonValue[],
  context: PlanningContext,
): readonly PlannedRequest[] {
  const items = getRelationItemShape(owner.type, owner.relation);
  const encoded = items && composeCreateBody(items, { [field]: values }, context.getWireOptions(NO_SECRETS))[field];
  const params = buildParams(owner, write, item, {}, context);
  return splitBatches(isArray(encoded) ? encoded : [], write.batchSize).map((batch) => ({
    method: write.method,
    path: write.path,
    params,
    ...omitUndefined({ body: buildBody(owner, write, batch) }),
  }));
}

/** Builds the request that changes the settings of an existing link. */
export function buildSettingsRequest(
  owner: RelationOwner,
  write: RelationWrite,
  live: RelationItem,
  declared: RelationItem,
  fields: readonly string[],
  context: PlanningContext,
): PlannedRequest {
  const items = getRelationItemShape(owner.type, owner.relation);
  const wire: EncodeOptions = context.getWireOptions(NO_SECRETS);
  const from = isObject(live.value) ? live.value : {};
  const to = isObject(declared.value) ? declared.value : {};
  const compose = (shape: Shape): JsonObject =>
    write.method === 'PUT' ? composeWholeBody(shape, from, to, wire) : composeUpdateBody(shape, from, to, fields, wire);
  const body = items ? encodeRelationItem(owner.relation, compose(items)) : {};
  return { method: write.method, path: write.path, params: buildParams(owner, write, live, {}, context), body };
}

/** Picks the members of an item that can be declared, without its key fields. */
export const pickItemMembers = (owner: RelationOwner, item: RelationItem): JsonObject => {
  const shape = getRelationShape(owner.type, owner.relation);
  const keys = new Set(shape?.schema['x-item-key'] ?? []);
  const items = getRelationItemShape(owner.type, owner.relation);
  if (!isObject(item.value) || !items || parseReference(items.schema)) return {};
  const isDeclarable = (name: string): boolean => {
    const field = getMemberShape(items, {}, name)?.schema;
    return field !== undefined && !field.readOnly;
  };
  return Object.fromEntries(Object.entries(item.value).filter(([name]) => !keys.has(name) && isDeclarable(name)));
};
