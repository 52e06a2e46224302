import type { DeclaredResource } from '../model/definition/definition.ts';
import type { JsonValue } from '../model/json/json-value.ts';
import type { Operation } from '../model/plan/operation.ts';
import { getLiveResources, type LiveResource, type Snapshot } from '../model/snapshot.ts';
import { getLiveKey } from '../resources/identity/identify-resources.ts';
import { findRegistration, getRegisteredValue } from '../resources/identity/registrations.ts';
import type { ReferenceContext } from '../resources/identity/resource-names.ts';
import { toLiveItem } from '../resources/relations/relation-items.ts';
import type { ResourceType } from '../resources/resource-type.ts';

/** Lists the live resources of a type with their keys. */
export const listLiveKeys = (
  snapshot: Snapshot,
  type: ResourceType,
  { names }: ReferenceContext,
): readonly (readonly [string, LiveResource])[] =>
  getLiveResources(snapshot, type.type).map((resource) => [getLiveKey(type, resource, names.toKey), resource]);

interface LiveLookup {
  readonly address: string;
  readonly type: ResourceType;
  readonly snapshot: Snapshot;
}

/** Finds the live resource that is registered from the same document as the declared one. */
function findRegistered(type: ResourceType, { fields }: DeclaredResource, snapshot: Snapshot): LiveResource | undefined {
  const registration = findRegistration(type, fields);
  if (!registration) return undefined;
  const value = getRegisteredValue(registration, fields);
  return getLiveResources(snapshot, type.type).find(({ body }) => getRegisteredValue(registration, body) === value);
}

/** Finds the live resource of an address: by its document, by a pinned `$id`, by the plan's operations, or by key. */
export function findLiveResource(
  { address, type, snapshot }: LiveLookup,
  declared: DeclaredResource | undefined,
  operations: readonly Operation[],
  known: ReferenceContext,
): LiveResource | undefined {
  const registered = declared && findRegistered(type, declared, snapshot);
  if (registered) return registered;
  const id = declared?.pinnedId ?? operations.find(({ liveId }) => liveId !== undefined)?.liveId;
  const all = listLiveKeys(snapshot, type, known);
  const key = address.slice(type.type.length + 1);
  return (id === undefined ? all.find(([name]) => name === key) : all.find(([, resource]) => resource.id === id))?.[1];
}

/** Reads the relations of a live resource in the form of a definition, with keys instead of IDs. */
export const readLiveRelations = (
  type: ResourceType,
  live: LiveResource,
  known: ReferenceContext,
): Readonly<Record<string, JsonValue>> =>
  Object.fromEntries(
    type.relations.flatMap((relation) => {
      const items = live.relations[relation.field];
      return items ? [[relation.field, items.map((item) => toLiveItem(type, relation, item, known).value)]] : [];
    }),
  );
