import { compareText } from '../../model/compare-text.ts';
import { getObjectMember, isObject, type JsonObject, type JsonValue } from '../../model/json/json-value.ts';
import type { LiveResource } from '../../model/snapshot.ts';
import {
  getRelationItemShape,
  getRelationShape,
  isEmptyItem,
  type RelationItem,
  toDeclaredItem,
  toLiveItem,
} from '../../resources/relations/relation-items.ts';
import { getResourceShape } from '../../resources/resource-shape.ts';
import type { Relation, ResourceType } from '../../resources/resource-type.ts';
import { computeFieldChanges } from '../../schema/compare/compare-fields.ts';
import { AS_IS, toNormalForm } from '../../schema/compare/normal-form.ts';
import { matchesSchema } from '../../schema/matches-schema.ts';
import { getMemberShape, parseReference, type Shape } from '../../schema/schema-shape.ts';
import { createCompareOptions, type ExportContext, omitValue } from './export-context.ts';
import { type ExportPart, toClearValue, toPlainPart } from './export-part.ts';
import type { KeyedTenant } from './keyed-tenant.ts';
import { toTargetText, toValuePart } from './value-part.ts';

/**
 * Converts a relation. If one item cannot be expressed, the relation is left out, because a plan removes what a declared list lacks. An empty
 * list is exported only where the API adds links to it on its own; otherwise empty is the default.
 */
export function toRelationPart(
  context: ExportContext,
  tenant: KeyedTenant,
  type: ResourceType,
  relation: Relation,
  live: LiveResource,
): ExportPart | undefined {
  const items = listLiveItems(tenant, type, relation, live);
  const shape = getRelationShape(type, relation);
  if (!items || !shape) return wasRefused(context, tenant, relation) ? undefined : omitValue(context, 'unread', relation.field);
  if (items.length === 0 && (relation.singleItem || (!context.full && !isAutoLinked(tenant, type, relation)))) return undefined;
  const exported = items.flatMap((item) => exportItem(context, tenant, type, relation, item) ?? []);
  const isComplete = exported.length === items.length && new Set(exported.map(({ key }) => key)).size === items.length;
  const sorted = exported.sort((a, b) => compareText(a.key, b.key)).map(({ part }) => part);
  const list: ExportPart = relation.singleItem && sorted[0] ? sorted[0] : { kind: 'list', items: sorted };
  return isComplete && matchesSchema(shape, toClearValue(list)) ? list : omitValue(context, 'refused', relation.field);
}

/** Lists the items that the tenant has; a single item that is empty is none. Undefined: not read. */
export const listLiveItems = (
  { references }: KeyedTenant,
  type: ResourceType,
  relation: Relation,
  live: LiveResource,
): readonly JsonValue[] | undefined =>
  live.relations[relation.field]?.filter((item) => !isEmptyItem(type, relation, toLiveItem(type, relation, item, references)));

/** Whether the snapshot itself records that the tenant refused to return the relation. */
function wasRefused({ type, address }: ExportContext, { snapshot }: KeyedTenant, { field }: Relation): boolean {
  const live = snapshot.types[type];
  return live?.status === 'read' && (live.refused ?? []).some((part) => part.address === address && part.relation === field);
}

const isAutoLinked = ({ references: { catalogue } }: KeyedTenant, type: ResourceType, relation: Relation): boolean =>
  catalogue.all.some(({ autoLinks }) => autoLinks?.type === type.type && autoLinks.relation === relation.field);

interface ExportedItem {
  readonly key: string;
  readonly part: ExportPart;
}

function exportItem(
  context: ExportContext,
  tenant: KeyedTenant,
  type: ResourceType,
  relation: Relation,
  value: JsonValue,
): ExportedItem | undefined {
  const shape = getRelationShape(type, relation);
  const items = getRelationItemShape(type, relation);
  const live = toLiveItem(type, relation, value, tenant.references);
  const part = items && toItemPart(context, tenant, items, relation, live, shape?.schema['x-item-key'] ?? []);
  if (!part) return undefined;
  const declared = toDeclaredItem(type, relation, toClearValue(part), tenant.references);
  return declared.key === live.key && hasSameSettings(context, items, live, part) ? { key: live.key, part } : undefined;
}

function toItemPart(
  context: ExportContext,
  tenant: KeyedTenant,
  items: Shape,
  relation: Relation,
  live: RelationItem,
  key: readonly string[],
) {
  const target = parseReference(items.schema);
  const path = `${relation.field}[]`;
  if (!target) return toValuePart(context, items, live.value, path, 'least', new Set(key));
  if (typeof live.id !== 'string') return undefined;
  if (items.schema.type === 'string') return toPlainPart(toTargetText(context, target.type, live.id));
  const keyFields = collectKeyFields(tenant, target.type, live.id);
  return keyFields && toValuePart(context, items, keyFields, path, 'least', new Set(Object.keys(keyFields)));
}

/** The key fields of a resource by id, without those that equal their default. */
function collectKeyFields(tenant: KeyedTenant, type: string, id: string): JsonObject | undefined {
  const view = tenant.types.get(type);
  const body = view?.byId.get(id)?.body;
  if (!view || !body) return undefined;
  const shape = getResourceShape(view.type);
  const names = view.type.key.filter((name) => {
    const child = getMemberShape(shape, body, name);
    const memberValue = toNormalForm(child, getObjectMember(body, name), AS_IS, '');
    return memberValue !== undefined && memberValue !== toNormalForm(child, child?.schema['x-server-default'], AS_IS, '');
  });
  return Object.fromEntries(names.map((name): [string, JsonValue] => [name, getObjectMember(body, name) ?? null]));
}

/** Whether a plan would find the exported settings of an item equal to the live ones. */
function hasSameSettings(context: ExportContext, items: Shape | undefined, live: RelationItem, part: ExportPart): boolean {
  const exported = toClearValue(part);
  if (!items || parseReference(items.schema) || !isObject(exported) || !isObject(live.value)) return true;
  return computeFieldChanges(items, live.value, exported, createCompareOptions(context)).length === 0;
}
