import { isObject, type JsonObject, type JsonValue, member } from '../../model/json/json.ts';
import type { LiveResource } from '../../model/snapshot.ts';
import type { Relation, ResourceType } from '../../resources/define.ts';
import { declaredItem, type Item, itemsShape, liveItem, relationShape } from '../../resources/relation-items.ts';
import { shapeOf } from '../../resources/shape.ts';
import { fieldChanges } from '../../schema/compare/diff.ts';
import { normal, WIRE } from '../../schema/compare/normal.ts';
import { fits } from '../../schema/fits.ts';
import { memberShape, referenceOf, type Shape } from '../../schema/walk.ts';
import { clearOf, type Part, plain } from './part.ts';
import { leaveOut, type Run, readingOf } from './run.ts';
import { compareText, type Tenant } from './tenant.ts';
import { partOf, targetText } from './value.ts';

/**
 * A relation as its whole list. One that cannot be told whole is not told at all, because what a declared list lacks is taken out. An empty
 * one is what a new resource has, unless other resources join it by themselves.
 */
export function relationPart(
  run: Run,
  tenant: Tenant,
  type: ResourceType,
  relation: Relation,
  live: LiveResource,
): Part | undefined {
  const items = live.relations[relation.field];
  const shape = relationShape(type, relation);
  if (!items || !shape) return wasRefused(run, tenant, relation) ? undefined : leaveOut(run, 'unread', relation.field);
  if (items.length === 0 && (relation.only || (!run.full && !isJoined(tenant, type, relation)))) return undefined;
  const told = items.flatMap((item) => itemOf(run, tenant, type, relation, item) ?? []);
  const isWhole = told.length === items.length && new Set(told.map(({ key }) => key)).size === items.length;
  const sorted = told.sort((a, b) => compareText(a.key, b.key)).map(({ part }) => part);
  const list: Part = relation.only && sorted[0] ? sorted[0] : { kind: 'list', items: sorted };
  return isWhole && fits(shape, clearOf(list)) ? list : leaveOut(run, 'refused', relation.field);
}

/** What the tenant refused to show the snapshot says itself. */
function wasRefused({ type, address }: Run, { snapshot }: Tenant, { field }: Relation): boolean {
  const live = snapshot.types[type];
  return live?.status === 'read' && (live.refused ?? []).some((part) => part.address === address && part.relation === field);
}

const isJoined = ({ known: { catalogue } }: Tenant, type: ResourceType, relation: Relation): boolean =>
  catalogue.some(({ joins }) => joins?.type === type.type && joins.relation === relation.field);

interface Told {
  readonly key: string;
  readonly part: Part;
}

function itemOf(run: Run, tenant: Tenant, type: ResourceType, relation: Relation, value: JsonValue): Told | undefined {
  const shape = relationShape(type, relation);
  const items = itemsShape(type, relation);
  const live = liveItem(type, relation, value, tenant.known);
  const part = items && itemPart(run, tenant, items, relation, live, shape?.schema['x-item-key'] ?? []);
  if (!part) return undefined;
  const declared = declaredItem(type, relation, clearOf(part), tenant.known);
  return declared.key === live.key && hasSettings(run, items, live, part) ? { key: live.key, part } : undefined;
}

function itemPart(run: Run, tenant: Tenant, items: Shape, relation: Relation, live: Item, key: readonly string[]) {
  const target = referenceOf(items.schema);
  const path = `${relation.field}[]`;
  if (!target) return partOf(run, items, live.value, path, 'least', new Set(key));
  if (typeof live.id !== 'string') return undefined;
  if (items.schema.type === 'string') return plain(targetText(run, target.type, live.id));
  const words = keyWords(tenant, target.type, live.id);
  return words && partOf(run, items, words, path, 'least', new Set(Object.keys(words)));
}

/** What another resource is known by: its key fields, without those at the end that go without saying. */
function keyWords(tenant: Tenant, type: string, id: string): JsonObject | undefined {
  const view = tenant.types.get(type);
  const body = view?.byId.get(id)?.body;
  if (!view || !body) return undefined;
  const shape = shapeOf(view.type);
  const names = view.type.key.filter((name) => {
    const child = memberShape(shape, body, name);
    const held = normal(child, member(body, name), WIRE, '');
    return held !== undefined && held !== normal(child, child?.schema['x-server-default'], WIRE, '');
  });
  return Object.fromEntries(names.map((name): [string, JsonValue] => [name, member(body, name) ?? null]));
}

/** Whether the settings of a link, told like this, are those that it has. */
function hasSettings(run: Run, items: Shape | undefined, live: Item, part: Part): boolean {
  const told = clearOf(part);
  if (!items || referenceOf(items.schema) || !isObject(told) || !isObject(live.value)) return true;
  return fieldChanges(items, live.value, told, readingOf(run)).length === 0;
}
