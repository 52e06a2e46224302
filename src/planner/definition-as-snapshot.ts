import type { DeclaredResource, Definition } from '../model/definition/definition.ts';
import { isObject, type JsonObject, type JsonValue } from '../model/json/json-value.ts';
import { toPointer } from '../model/json/pointer.ts';
import type { LiveResource, LiveType, Snapshot } from '../model/snapshot.ts';
import type { Catalogue } from '../resources/create-catalogue.ts';
import { deriveIdFromKey } from '../resources/endpoints/resource-endpoints.ts';
import { isLookedUp } from '../resources/identity/keyed-lookups.ts';
import { createNameIndex, type ReferenceContext, type TypeNames } from '../resources/identity/resource-names.ts';
import { findAttachedLists, toShownItem } from '../resources/relations/attached-items.ts';
import { encodeRelationItem } from '../resources/relations/encode-relation-item.ts';
import { getRelationItemShape, resolveObjectKey } from '../resources/relations/relation-items.ts';
import type { Relation, ResourceType } from '../resources/resource-type.ts';
import { parseReference } from '../schema/schema-shape.ts';

/**
 * Builds the snapshot of a tenant that matches a definition exactly, so that comparing two definitions is an ordinary plan. Keys serve
 * as ids, so references are the same on both sides.
 */
export function buildSnapshotFromDefinition(definition: Definition, catalogue: Catalogue): Snapshot {
  const known = buildKnownNames(definition, catalogue);
  const types = catalogue.all.map((type): [string, LiveType] => {
    const resources = definition.resources
      .filter((resource) => resource.type === type.type)
      .map((resource) => buildLiveResource(type, resource, known));
    return [type.type, { status: 'read', resources }];
  });
  return { tenant: definition.policy.tenant ?? 'definition', types: Object.fromEntries(types) };
}

const buildLiveResource = (type: ResourceType, declared: DeclaredResource, known: ReferenceContext): LiveResource => ({
  id: type.kind === 'placed' ? deriveIdFromKey(type, declared.key) : declared.key,
  ...(isLookedUp(type) ? { key: declared.key } : {}),
  body: Object.fromEntries(Object.entries(completeFields(type, declared.fields)).filter(([, value]) => value !== null)),
  relations: {
    ...Object.fromEntries(
      type.relations.map((relation) => [
        relation.field,
        (declared.relations[relation.field] ?? []).map((item) => buildRelationItem(type, relation, item, known)),
      ]),
    ),
    ...buildAttachedRelation(type, declared),
  },
});

/** Builds the attached items as a tenant would return them. An item's place in the definition serves as its id. */
function buildAttachedRelation(type: ResourceType, { fields }: DeclaredResource): LiveResource['relations'] {
  const { attached } = type;
  if (!attached) return {};
  const items = findAttachedLists(type, fields).flatMap((list) =>
    list.items.map((item, index): JsonObject => ({ id: toPointer([...list.at, index]), ...toShownItem(attached, item) })),
  );
  return { [attached.field]: items };
}

function buildRelationItem(type: ResourceType, relation: Relation, item: JsonValue, known: ReferenceContext): JsonObject {
  const id = relation.itemIdField ?? relation.itemField ?? 'id';
  if (!isObject(item)) return { [id]: item };
  const target = parseReference(getRelationItemShape(type, relation)?.schema);
  if (target) return { [id]: resolveObjectKey(target.type, item, known) };
  return encodeRelationItem(relation, item);
}

/** Builds the names of declared resources only: there are no live ones. */
function buildKnownNames(definition: Definition, catalogue: Catalogue): ReferenceContext {
  const types = catalogue.all.map(({ type }): [string, TypeNames] => {
    const declared = new Set(definition.resources.filter((resource) => resource.type === type).map(({ key }) => key));
    return [
      type,
      { declaredKeys: declared, ambiguousKeys: new Set(), liveByKey: new Map(), keyById: new Map(), idByKey: new Map() },
    ];
  });
  return { names: createNameIndex(new Map(types)), catalogue };
}

const completeFields = (type: ResourceType, fields: JsonObject): JsonObject => type.codec?.addImpliedFields?.(fields) ?? fields;
