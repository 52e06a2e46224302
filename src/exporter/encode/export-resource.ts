import { toAddress } from '../../model/address.ts';
import { getObjectMember, isEqual, isObject, type JsonObject, type JsonValue } from '../../model/json/json-value.ts';
import { parsePointer } from '../../model/json/pointer.ts';
import { getDeclaredKey, hasSubresource } from '../../resources/identity/identify-resources.ts';
import { getResourceShape } from '../../resources/resource-shape.ts';
import { getDefinitionLayout, type ResourceType } from '../../resources/resource-type.ts';
import { computeFieldChanges } from '../../schema/compare/compare-fields.ts';
import { isEmpty } from '../../schema/compare/normal-form.ts';
import { listCreateRequiredMembers, listRequiredMembers } from '../../schema/matches-schema.ts';
import { getMemberShape } from '../../schema/schema-shape.ts';
import { expandAttached } from './expand-attached.ts';
import { createCompareOptions, type ExportContext, omitValue } from './export-context.ts';
import {
  collectSecretPointers,
  type ExportPart,
  type MapMember,
  type MapPart,
  toClearValue,
  toPlainPart,
} from './export-part.ts';
import type { KeyedResource, KeyedTenant, TypeView } from './keyed-tenant.ts';
import { orderMemberNames } from './map-part.ts';
import type { OmissionLog } from './omissions.ts';
import { toRelationPart } from './relation-part.ts';
import { toValuePart } from './value-part.ts';

/** A resource in its declared form. */
export interface ExportedResource {
  readonly type: ResourceType;
  readonly key: string;
  readonly address: string;
  readonly body: JsonObject;
  readonly part: MapPart;
}

/** Converts a live resource. Undefined: a definition cannot name it, cannot express a required field, or need not mention it. */
export function exportResource(
  tenant: KeyedTenant,
  view: TypeView,
  named: KeyedResource,
  full: boolean,
  notebook: OmissionLog,
): ExportedResource | undefined {
  const { type } = view;
  const address = toAddress(type.type, named.key);
  const refused = new Set<string>();
  const context: ExportContext = {
    type: type.type,
    address,
    references: tenant.references,
    full,
    notebook: trackRefusals(notebook, refused),
    toPart: toValuePart,
  };
  const fields = toFieldsPart(context, type, expandAttached(context, type, named.live));
  const exported = fields && toClearValue(fields);
  if (!fields || !isObject(exported) || !isNameable(type, exported)) return omitValue(context, 'refused', '');
  if (listRequiredFields(type, exported).some((name) => refused.has(name))) return omitValue(context, 'whole', '');
  const lists = type.relations
    .filter((relation) => hasSubresource(relation, named.live.body))
    // Lists of people are exported only where they were read because a definition declares them.
    .filter(({ keepsUndeclared, field }) => !keepsUndeclared || named.live.relations[field] !== undefined);
  const relations = lists.flatMap((relation): MapMember[] => {
    const part = toRelationPart(context, tenant, type, relation, named.live);
    return part ? [[relation.field, part]] : [];
  });
  const own = fields.members.filter(([name, part]) => full || !isRedundant(type, name, part));
  if (type.kind === 'placed' && !full && own.every(([name]) => type.key.includes(name))) return undefined;
  const members = arrangeMembers(type, [...own, ...relations], createPin(view, named));
  return { type, key: getDeclaredKey(type, exported), address, body: named.live.body, part: { kind: 'map', members } };
}

/** Also remembers which fields a definition cannot express. */
const trackRefusals = (notebook: OmissionLog, refused: Set<string>): OmissionLog => ({
  recordOmission: (entry) => {
    if (entry.reason === 'refused') refused.add(entry.path);
    notebook.recordOmission(entry);
  },
  recordKeptId: (entry) => notebook.recordKeptId(entry),
});

/** Fields that identify a resource or that creating it requires. */
const listRequiredFields = (type: ResourceType, exported: JsonObject): readonly string[] => [
  ...type.key,
  ...listRequiredMembers(getResourceShape(type), exported),
  ...listCreateRequiredMembers(getResourceShape(type), exported),
];

/** Whether a definition need not state a field: it equals tenon's default, or it is an empty value of a resource with a fixed path. */
function isRedundant(type: ResourceType, name: string, part: ExportPart): boolean {
  const value = toClearValue(part);
  if (type.definitionDefaults && isEqual(getObjectMember(type.definitionDefaults, name), value)) return true;
  return type.kind === 'placed' && getDefinitionLayout(type).form !== 'list' && isEmpty(value);
}

/** Converts the fields, and leaves out those that a plan would still report as changed. */
function toFieldsPart(context: ExportContext, type: ResourceType, body: JsonObject): MapPart | undefined {
  const shape = getResourceShape(type);
  const part = toValuePart(context, shape, selectOwnMembers(context, type, body), '', 'least', selectKeyFields(type, body));
  const exported = part && toClearValue(part);
  if (part?.kind !== 'map' || !isObject(exported)) return undefined;
  const unseen = new Set(part.members.flatMap(([name, member]) => (member.kind === 'secret' && member.unseen ? [name] : [])));
  const changed = new Set(
    computeFieldChanges(shape, body, exported, createCompareOptions(context, collectSecretPointers(part)))
      .map(({ path }) => parsePointer(path)[0] ?? '')
      // Somebody has to provide the value: until then, it says nothing about the tenant.
      .filter((name) => !unseen.has(name)),
  );
  if (changed.size === 0) return part;
  for (const name of changed) omitValue(context, 'refused', name);
  return { kind: 'map', members: part.members.filter(([name]) => !changed.has(name)) };
}

/** Selects the members to export as fields: no relations, no members that other types declare, and none that would read as a directive. */
function selectOwnMembers(context: ExportContext, type: ResourceType, body: JsonObject): JsonObject {
  const related = new Set(type.relations.map(({ field }) => field));
  const isHeldElsewhere = (name: string): boolean =>
    getMemberShape(getResourceShape(type), body, name)?.schema['x-holds'] !== undefined;
  const own = Object.entries(body).filter(([name]) => !related.has(name) && !isHeldElsewhere(name));
  for (const [name] of own) if (name.startsWith('$')) omitValue(context, 'unknown', name);
  return Object.fromEntries(own.filter(([name]) => !name.startsWith('$')));
}

/** The key fields, without trailing ones that equal their default. */
function selectKeyFields(type: ResourceType, body: JsonObject): ReadonlySet<string> {
  const kept = [...type.key];
  const computeKey = (names: readonly string[]): string =>
    getDeclaredKey(
      type,
      Object.fromEntries(names.map((name): [string, JsonValue] => [name, getObjectMember(body, name) ?? null])),
    );
  while (kept.length > 1 && computeKey(kept.slice(0, -1)) === computeKey(kept)) kept.pop();
  return new Set(kept);
}

const CONTROL = /[\p{Cc}\u2028\u2029]/u;

function isNameable(type: ResourceType, exported: JsonObject): boolean {
  const values = type.key.flatMap((name) => getObjectMember(exported, name) ?? []);
  return (
    (type.key.length === 0 || values.length > 0) &&
    values.every((value) => typeof value === 'string' && value !== '' && !CONTROL.test(value))
  );
}

/** Adds `$id` where several resources have the same key. */
function createPin({ byKey }: TypeView, { key, live }: KeyedResource): readonly MapMember[] {
  const found = byKey.get(key) ?? [];
  const isUnique = found.length === 1 && found[0] === live;
  return isUnique ? [] : [['$id', toPlainPart(live.id)]];
}

/** Orders members: the key, then `$id`, then the rest in the order of the schema. */
function arrangeMembers(type: ResourceType, members: readonly MapMember[], pin: readonly MapMember[]): readonly MapMember[] {
  const byName = new Map(members);
  const names = orderMemberNames(getResourceShape(type), Object.fromEntries(members.map(([name]) => [name, null])));
  const pick = (selectedNames: readonly string[]): readonly MapMember[] =>
    selectedNames.flatMap((name): MapMember[] => {
      const part = byName.get(name);
      return part ? [[name, part]] : [];
    });
  const keys = new Set(type.key);
  return [...pick(type.key), ...pin, ...pick(names.filter((name) => !keys.has(name)))];
}
