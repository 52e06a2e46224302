import type { DeclaredResource } from '../../model/definition/definition.ts';
import { isObject, type JsonArray, type JsonObject, type JsonValue } from '../../model/json/json-value.ts';
import type { LiveResource } from '../../model/snapshot.ts';
import type { ReferenceContext } from '../../resources/identity/resource-names.ts';
import { type RelationItem, toDeclaredItem, toLiveItem } from '../../resources/relations/relation-items.ts';
import { getResourceShape } from '../../resources/resource-shape.ts';
import type { Relation, ResourceType } from '../../resources/resource-type.ts';
import { translateReferences } from '../../schema/compare/normal-form.ts';
import { applyDeclaration } from '../../schema/request/apply-declaration.ts';
import { maskResource } from '../../schema/secrets/mask-resource.ts';
import { getSecretPointers } from '../operations/changed-fields.ts';

/** A resource before and after the plan, in the language of definitions: references as keys, relations as lists, secrets masked. */
export interface ResourceSides {
  readonly before?: JsonObject;
  readonly after?: JsonObject;
}

/** @param declared absent: the plan leaves the resource as it is. */
export function readResourceSides(
  type: ResourceType,
  declared: DeclaredResource | undefined,
  live: LiveResource | undefined,
  context: ReferenceContext,
): ResourceSides {
  const before = live && readLiveSide(type, live, declared, context);
  const after = declared ? readDeclaredSide(type, declared, before, context) : before;
  return { ...(before && { before }), ...(after && { after }) };
}

function readLiveSide(
  type: ResourceType,
  live: LiveResource,
  declared: DeclaredResource | undefined,
  context: ReferenceContext,
): JsonObject {
  const shape = getResourceShape(type);
  const masked = maskResource(shape, live.body, declared && getSecretPointers(declared));
  const fields = translateReferences(shape, masked, { reference: context.names.toKey });
  return {
    ...(isObject(fields) ? fields : {}),
    ...readRelations(type, live.relations, (relation, item) => toLiveItem(type, relation, item, context)),
  };
}

function readDeclaredSide(
  type: ResourceType,
  declared: DeclaredResource,
  before: JsonObject | undefined,
  context: ReferenceContext,
): JsonObject {
  const shape = getResourceShape(type);
  const fields = translateReferences(shape, maskResource(shape, declared.fields, getSecretPointers(declared)), {
    reference: context.names.toKey,
  });
  return {
    ...applyDeclaration(before ?? {}, isObject(fields) ? fields : {}),
    ...readRelations(type, declared.relations, (relation, item) => toDeclaredItem(type, relation, item, context)),
  };
}

/** Lists the items of each relation; a single item stands for itself. */
function readRelations(
  type: ResourceType,
  relations: Readonly<Record<string, readonly JsonValue[]>>,
  read: (relation: Relation, item: JsonValue) => RelationItem,
): JsonObject {
  const known = type.relations.filter(({ field }) => relations[field] !== undefined);
  return Object.fromEntries(
    known.map((relation): [string, JsonValue] => {
      const items: JsonArray = (relations[relation.field] ?? []).map((item) => {
        const { key, value } = read(relation, item);
        return isObject(value) ? value : key;
      });
      return [relation.field, relation.singleItem ? (items[0] ?? null) : items];
    }),
  );
}
