import type { DeclaredResource, Definition } from '../model/definition.ts';
import { isObject, type JsonObject, type JsonValue } from '../model/json.ts';
import type { LiveResource, LiveType, Snapshot } from '../model/snapshot.ts';
import type { Relation, ResourceType } from '../resources/define.ts';
import { placedId } from '../resources/endpoints.ts';

/**
 * A definition taken for a tenant that says just that: what another definition changes against it is then an ordinary plan. Keys stand
 * for ids, so references read the same on both sides.
 */
export function asSnapshot(definition: Definition, catalogue: readonly ResourceType[]): Snapshot {
  const types = catalogue.map((type): [string, LiveType] => {
    const resources = definition.resources
      .filter((resource) => resource.type === type.type)
      .map((resource) => asLive(type, resource));
    return [type.type, { status: 'read', resources }];
  });
  return { tenant: definition.policy.tenant ?? 'definition', types: Object.fromEntries(types) };
}

const asLive = (type: ResourceType, declared: DeclaredResource): LiveResource => ({
  id: type.kind === 'placed' ? placedId(type, declared.key) : declared.key,
  body: Object.fromEntries(Object.entries(declared.fields).filter(([, value]) => value !== null)),
  relations: Object.fromEntries(
    type.relations.map((relation) => [
      relation.field,
      (declared.relations[relation.field] ?? []).map((item) => asWireItem(relation, item)),
    ]),
  ),
});

function asWireItem(relation: Relation, item: JsonValue): JsonObject {
  if (!isObject(item)) return { [relation.itemId ?? relation.itemField ?? 'id']: item };
  const members = Object.entries(item).map(([name, value]): [string, JsonValue] => [relation.wire?.[name] ?? name, value]);
  return Object.fromEntries(members);
}
