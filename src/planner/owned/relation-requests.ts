import type { DeclaredResource } from '../../model/definition/definition.ts';
import { isObject, type JsonObject, type JsonValue, member } from '../../model/json/json.ts';
import type { PlannedRequest } from '../../model/plan/plan.ts';
import type { LiveResource } from '../../model/snapshot.ts';
import type { Relation, RelationWrite, ResourceType } from '../../resources/define.ts';
import { type Item, itemsShape, relationShape } from '../../resources/relation-items.ts';
import { createBody, updateBody, type Wire } from '../../schema/request/compose.ts';
import { memberShape, referenceOf } from '../../schema/walk.ts';
import type { Context } from '../planning-context.ts';

const NO_SECRETS: ReadonlySet<string> = new Set();

export interface Owner {
  readonly type: ResourceType;
  readonly relation: Relation;
  readonly declared: DeclaredResource;
  readonly live?: LiveResource;
}

/** The requests that add or remove items, in batches as large as the endpoint takes. */
export function itemRequests(
  owner: Owner,
  write: RelationWrite,
  items: readonly Item[],
  context: Context,
): readonly PlannedRequest[] {
  const size = Math.max(1, write.batch);
  const batches = Array.from({ length: Math.ceil(items.length / size) }, (_, index) =>
    items.slice(index * size, (index + 1) * size),
  );
  return batches.map((batch) => request(owner, write, batch, context));
}

function request(owner: Owner, write: RelationWrite, batch: readonly Item[], context: Context): PlannedRequest {
  const bodies = batch.map((item) => ({ ...wireItem(owner, item, context, write === owner.relation.remove), ...write.extra }));
  const item = batch[0];
  const params = { id: ownerId(owner), ...(write.path.includes('{item}') && item ? { item: itemId(owner, item, context) } : {}) };
  const body = bodyOf(write, bodies);
  return { method: write.method, path: write.path, params, ...(body === undefined ? {} : { body }) };
}

export const ownerId = (owner: Owner): JsonValue => owner.live?.id ?? { $ref: owner.declared.address };

function bodyOf(write: RelationWrite, bodies: readonly JsonObject[]): JsonValue | undefined {
  if (write.shape === 'none') return undefined;
  if (write.shape === 'one') return bodies[0] ?? {};
  const { bare } = write;
  const items = bare === undefined ? bodies : bodies.map((body) => member(body, bare) ?? null);
  return write.shape === 'array' ? items : { [write.shape.member]: items };
}

const itemId = (owner: Owner, item: Item, context: Context): JsonValue => {
  if (item.id !== undefined) return item.id;
  const target = targetOf(owner);
  return target ? wireReference(target, item.key, context) : item.key;
};

const targetOf = (owner: Owner): string | undefined => referenceOf(itemsShape(owner.type, owner.relation)?.schema)?.type;

const wireReference = (type: string, key: string, context: Context): JsonValue => context.wire(NO_SECRETS).reference(type, key);

/** An item as the endpoint takes it. To take one out, its key fields are enough. */
function wireItem(owner: Owner, item: Item, context: Context, keyOnly: boolean): JsonObject {
  const { relation } = owner;
  const target = targetOf(owner);
  if (relation.itemField && target) return { [relation.itemField]: wireReference(target, item.key, context) };
  const shape = relationShape(owner.type, relation);
  const items = itemsShape(owner.type, relation);
  const value = isObject(item.value) ? item.value : {};
  const names = keyOnly ? (shape?.schema['x-item-key'] ?? []) : Object.keys(value);
  const declared = Object.fromEntries(names.map((name): [string, JsonValue] => [name, member(value, name) ?? null]));
  return items ? onWire(relation, createBody(items, declared, context.wire(NO_SECRETS))) : declared;
}

const onWire = (relation: Relation, body: JsonObject): JsonObject =>
  Object.fromEntries(Object.entries(body).map(([name, value]) => [relation.wire?.[name] ?? name, value]));

/** The request that changes the settings of an existing link. */
export function settingsRequest(
  owner: Owner,
  write: RelationWrite,
  live: Item,
  wanted: Item,
  fields: readonly string[],
  context: Context,
): PlannedRequest {
  const items = itemsShape(owner.type, owner.relation);
  const wire: Wire = context.wire(NO_SECRETS);
  const from = isObject(live.value) ? live.value : {};
  const to = isObject(wanted.value) ? wanted.value : {};
  const body = items ? onWire(owner.relation, updateBody(items, from, to, fields, wire)) : {};
  return { method: write.method, path: write.path, params: { id: ownerId(owner), item: itemId(owner, live, context) }, body };
}

/** What an item says beyond its key, in fields that somebody may declare. */
export const itemMembers = (owner: Owner, item: Item): JsonObject => {
  const shape = relationShape(owner.type, owner.relation);
  const keys = new Set(shape?.schema['x-item-key'] ?? []);
  const items = itemsShape(owner.type, owner.relation);
  if (!isObject(item.value) || !items || referenceOf(items.schema)) return {};
  const known = (name: string): boolean => {
    const field = memberShape(items, {}, name)?.schema;
    return field !== undefined && !field.readOnly;
  };
  return Object.fromEntries(Object.entries(item.value).filter(([name]) => !keys.has(name) && known(name)));
};
