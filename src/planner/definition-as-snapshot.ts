import type { DeclaredResource, Definition } from '../model/definition/definition.ts';
import { isObject, type JsonObject, type JsonValue } from '../model/json/json.ts';
import { pointerOf } from '../model/json/pointer.ts';
import type { LiveResource, LiveType, Snapshot } from '../model/snapshot.ts';
import { attachedLists, shownOf } from '../resources/attached.ts';
import type { Relation, ResourceType } from '../resources/define.ts';
import { placedId } from '../resources/endpoints.ts';
import { type Known, namesOf, type TypeNames } from '../resources/names.ts';
import { itemsShape, objectKey } from '../resources/relation-items.ts';
import { referenceOf } from '../schema/walk.ts';

/**
 * A definition taken for a tenant that says just that: what another definition changes against it is then an ordinary plan. Keys stand
 * for ids, so references read the same on both sides.
 */
export function asSnapshot(definition: Definition, catalogue: readonly ResourceType[]): Snapshot {
  const known = knownOf(definition, catalogue);
  const types = catalogue.map((type): [string, LiveType] => {
    const resources = definition.resources
      .filter((resource) => resource.type === type.type)
      .map((resource) => asLive(type, resource, known));
    return [type.type, { status: 'read', resources }];
  });
  return { tenant: definition.policy.tenant ?? 'definition', types: Object.fromEntries(types) };
}

const asLive = (type: ResourceType, declared: DeclaredResource, known: Known): LiveResource => ({
  id: type.kind === 'placed' ? placedId(type, declared.key) : declared.key,
  body: Object.fromEntries(Object.entries(completed(type, declared.fields)).filter(([, value]) => value !== null)),
  relations: {
    ...Object.fromEntries(
      type.relations.map((relation) => [
        relation.field,
        (declared.relations[relation.field] ?? []).map((item) => asWireItem(type, relation, item, known)),
      ]),
    ),
    ...attachedIn(type, declared),
  },
});

/** What the definition attaches, as a tenant would show it; known by its place instead of an id. */
function attachedIn(type: ResourceType, { fields }: DeclaredResource): LiveResource['relations'] {
  const { attached } = type;
  if (!attached) return {};
  const items = attachedLists(type, fields).flatMap((list) =>
    list.items.map((item, index): JsonObject => ({ id: pointerOf([...list.at, index]), ...shownOf(attached, item) })),
  );
  return { [attached.field]: items };
}

function asWireItem(type: ResourceType, relation: Relation, item: JsonValue, known: Known): JsonObject {
  const id = relation.itemId ?? relation.itemField ?? 'id';
  if (!isObject(item)) return { [id]: item };
  const target = referenceOf(itemsShape(type, relation)?.schema);
  if (target) return { [id]: objectKey(target.type, item, known) };
  const members = Object.entries(item).map(([name, value]): [string, JsonValue] => [relation.wire?.[name] ?? name, value]);
  return Object.fromEntries(members);
}

/** Nothing lives yet: names are those that the definition itself declares. */
function knownOf(definition: Definition, catalogue: readonly ResourceType[]): Known {
  const types = catalogue.map(({ type }): [string, TypeNames] => {
    const declared = new Set(definition.resources.filter((resource) => resource.type === type).map(({ key }) => key));
    return [type, { declared, shared: new Set(), liveByKey: new Map(), keyById: new Map(), idByKey: new Map() }];
  });
  return { names: namesOf(new Map(types)), catalogue };
}

const completed = (type: ResourceType, fields: JsonObject): JsonObject => type.words?.complete?.(fields) ?? fields;
