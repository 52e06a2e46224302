import type { DeclaredResource } from '../../model/definition/definition.ts';
import { isObject, type JsonObject, type JsonValue, toJsonObject } from '../../model/json/json-value.ts';
import type { LiveResource } from '../../model/snapshot.ts';
import type { ReferenceContext } from '../../resources/identity/resource-names.ts';
import { getRelationItemShape, toLiveItem } from '../../resources/relations/relation-items.ts';
import { getResourceShape } from '../../resources/resource-shape.ts';
import type { Relation, ResourceType } from '../../resources/resource-type.ts';
import { translateReferences } from '../../schema/compare/normal-form.ts';
import { applyDeclaration } from '../../schema/request/apply-declaration.ts';
import { replaceAlternatives } from '../../schema/request/replace-alternatives.ts';
import { maskResource } from '../../schema/secrets/mask-resource.ts';
import { fillDefaults } from './fill-defaults.ts';
import { dropUnsafeMembers } from './unsafe-members.ts';

/** Reads a live resource in the language of definitions: keys for ids, secrets masked, relations as fields. */
export function readLiveFields(type: ResourceType, live: LiveResource, references: ReferenceContext): JsonObject {
  const shape = getResourceShape(type);
  const body = translateReferences(shape, maskResource(shape, live.body), { reference: references.names.toKey });
  const relations = type.relations.flatMap((relation): [string, JsonValue][] => {
    const items = live.relations[relation.field];
    return items
      ? toRelationMember(
          relation,
          items.map((item) => readLiveItem(type, relation, item, references)),
        )
      : [];
  });
  return { ...toJsonObject(body), ...Object.fromEntries(relations) };
}

function readLiveItem(type: ResourceType, relation: Relation, item: JsonValue, references: ReferenceContext): JsonValue {
  const shape = getRelationItemShape(type, relation);
  const { value } = toLiveItem(type, relation, item, references);
  if (!shape || !isObject(value)) return value;
  return translateReferences(shape, maskResource(shape, value), { reference: references.names.toKey });
}

/** Reads a declared resource with secrets masked and relations as fields. Null stays null: it removes a live value. */
export function readDeclaredFields(type: ResourceType, declared: DeclaredResource): JsonObject {
  const shape = getResourceShape(type);
  const fields = type.codec?.addImpliedFields?.(declared.fields) ?? declared.fields;
  const relations = type.relations.flatMap((relation): [string, JsonValue][] => {
    const items = declared.relations[relation.field];
    return items
      ? toRelationMember(
          relation,
          items.map((item) => maskItem(type, relation, item)),
        )
      : [];
  });
  return { ...maskResource(shape, fields, new Set(Object.keys(declared.secrets))), ...Object.fromEntries(relations) };
}

function maskItem(type: ResourceType, relation: Relation, item: JsonValue): JsonValue {
  const shape = getRelationItemShape(type, relation);
  return shape && isObject(item) ? maskResource(shape, item) : item;
}

function toRelationMember({ field, singleItem }: Relation, items: readonly JsonValue[]): [string, JsonValue][] {
  if (!singleItem) return [[field, items]];
  const [first] = items;
  return first === undefined ? [] : [[field, first]];
}

/** Computes what a live resource will be once the declared fields are applied to it. */
export const applyDeclared = (
  type: ResourceType,
  live: JsonObject,
  declared: JsonObject,
  references: ReferenceContext,
): JsonObject => {
  const shape = getResourceShape(type);
  return applyDeclaration(live, replaceAlternatives(shape, live, declared, { reference: references.names.toKey }));
};

/** Completes fields to the effective ones. `hidden`: fields whose values are unknown. */
export const toEffectiveFields = (type: ResourceType, fields: JsonObject, hidden?: ReadonlySet<string>): JsonObject => {
  const known = Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null));
  return toJsonObject(dropUnsafeMembers(fillDefaults(getResourceShape(type), known, hidden)));
};

/** Lists the top-level fields and relations that a definition states. */
export const listStatedFields = ({ fields, relations }: DeclaredResource): ReadonlySet<string> =>
  new Set([...Object.keys(fields), ...Object.keys(relations)]);
