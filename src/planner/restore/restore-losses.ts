import { type Pointer, parsePointer, toPointer } from '../../model/json/pointer.ts';
import { getLiveResources, type HiddenFields, type LiveResource, type Snapshot } from '../../model/snapshot.ts';
import type { Catalogue } from '../../resources/create-catalogue.ts';
import { getLiveKey } from '../../resources/identity/identify-resources.ts';
import { findAttachedLists } from '../../resources/relations/attached-items.ts';
import { getResourceShape } from '../../resources/resource-shape.ts';
import type { ResourceType } from '../../resources/resource-type.ts';
import { type ReferenceNamer, toDeclarableResource } from '../../schema/request/declarable-resource.ts';
import { type FoundReference, findReferences } from '../../schema/schema-references.ts';
import { getMemberShape } from '../../schema/schema-shape.ts';
import { findMissingFields } from '../check/create-required.ts';
import { isResourceUnknown, type RestoreStates } from './comparable-states.ts';
import { createResourceNamer, isFullySaved, listSavedResources } from './saved-resources.ts';

type LossReference = Pick<FoundReference, 'type' | 'value' | 'loose'>;

/** Deleted resources that cannot be created again from what was saved. */
export interface Losses {
  /** Why a deleted resource is not created again, by type and former id. */
  readonly unmade: ReadonlyMap<string, ReadonlyMap<string, string>>;
  /** Whether a reference, by id or by key, leads to a deleted resource that is not created again. */
  isLost(reference: LossReference): boolean;
}

interface GoneResource {
  readonly type: ResourceType;
  readonly was: LiveResource;
}

/** Finds losses. A resource that requires a lost one is lost too, so the search repeats until nothing new is found. */
export function findLosses(states: RestoreStates): Losses {
  const nameResource = createResourceNamer(states.before, states.catalogue);
  const nameCurrentResource = createResourceNamer(states.now, states.catalogue);
  const gone = states.catalogue.all.flatMap((type) => findGone(type, states, nameResource, nameCurrentResource));
  const unmade = new Map<string, Map<string, string>>();
  const isLost = createLossCheck(states, unmade);
  const findNewLosses = (): readonly (GoneResource & { readonly why: string })[] =>
    gone.flatMap(({ type, was }) => {
      const why = unmade.get(type.type)?.has(was.id) ? undefined : explainUnmade(type, was, states.before, isLost);
      return why === undefined ? [] : [{ type, was, why }];
    });
  for (let found = findNewLosses(); found.length > 0; found = findNewLosses()) {
    for (const { type, was, why } of found) unmade.set(type.type, new Map([...(unmade.get(type.type) ?? []), [was.id, why]]));
  }
  return { unmade, isLost };
}

/** Finds saved resources that exist neither by id nor, created again, by key. */
function findGone(
  type: ResourceType,
  { before, now }: RestoreStates,
  nameResource: ReferenceNamer,
  nameCurrentResource: ReferenceNamer,
): readonly GoneResource[] {
  const liveIds = new Set(getLiveResources(now, type.type).map(({ id }) => id));
  const keys = new Set([...liveIds].map((id) => nameCurrentResource(type.type, id)));
  return listSavedResources(type, before, now.self).flatMap((was) => {
    const key = nameResource(type.type, was.id);
    const isThere = liveIds.has(was.id) || (isFullySaved(type, was) && keys.has(key));
    return isThere || isResourceUnknown(now, type, key) ? [] : [{ type, was }];
  });
}

function explainUnmade(type: ResourceType, was: LiveResource, before: Snapshot, isLost: Losses['isLost']): string | undefined {
  if (!isFullySaved(type, was)) return `${was.id} was deleted, and only its links were saved: they cannot be restored`;
  const shape = getResourceShape(type);
  const fields = toDeclarableResource(shape, was.body, keepId);
  const missing = findMissingFields(shape, fields, '').map(({ at }) => at);
  // The delete also removed attached items, of which only ids were saved.
  const attached = findAttachedLists(type, fields).flatMap(({ at, items }) => (items.length > 0 ? [toPointer(at)] : []));
  const unread = [...missing, ...attached];
  if (unread.length > 0) return `deleted and not created again: requires ${formatPlaces(unread)}, which the API does not return`;
  const [hidden] = findHiddenFields(type, was, before);
  if (hidden)
    return `deleted and not created again: ${hidden.fields.join(', ')} not saved, because the token lacked ${hidden.scopes.join(' or ')}`;
  const [lost] = findLostFields(type, was, isLost);
  return (
    lost &&
    `deleted and not created again: ${lost.name} refers to ${lost.type}/${lost.value}, which was deleted and cannot be created again`
  );
}

/** Finds fields that a new resource would silently lack. Hidden secrets do not count, because no backup contains secrets. */
function findHiddenFields(type: ResourceType, { body }: LiveResource, { types }: Snapshot): readonly HiddenFields[] {
  const live = types[type.type];
  const isPlain = (name: string): boolean => getMemberShape(getResourceShape(type), body, name)?.schema['x-secret'] !== true;
  const hidden = live?.status === 'read' ? (live.hidden ?? []) : [];
  return hidden
    .map(({ scopes, fields }) => ({ scopes, fields: fields.filter(isPlain) }))
    .filter(({ fields }) => fields.length > 0);
}

export interface LostField extends LossReference {
  readonly name: string;
}

/** Finds top-level fields that refer to lost resources. */
export const findLostFields = (type: ResourceType, { body }: LiveResource, isLost: Losses['isLost']): readonly LostField[] =>
  findReferences(getResourceShape(type), toDeclarableResource(getResourceShape(type), body, keepId))
    .filter(isLost)
    .map((reference) => ({ ...reference, name: parsePointer(reference.at)[0] ?? '' }));

/** Names every resource by its id. */
export const keepId: ReferenceNamer = (_, id) => id;

/** Formats pointers as dotted paths, without duplicates. */
export const formatPlaces = (places: readonly Pointer[]): string =>
  [...new Set(places.map((place) => parsePointer(place).join('.')))].join(', ');

/** Creates the check for lost references. References to types that tenon does not manage or cannot read now are never lost. */
function createLossCheck(
  { before, now, catalogue }: RestoreStates,
  unmade: ReadonlyMap<string, ReadonlyMap<string, string>>,
): Losses['isLost'] {
  const current = indexIds(now, catalogue);
  const saved = indexIds(before, catalogue);
  return ({ type, value, loose }) => {
    if (loose || now.types[type]?.status !== 'read' || current.get(type)?.has(value)) return false;
    const id = saved.get(type)?.get(value);
    if (id === undefined) return before.types[type]?.status === 'unavailable';
    // What something else creates does not come back with a restore.
    return catalogue.get(type)?.referenceOnly !== undefined || unmade.get(type)?.has(id) === true;
  };
}

/** Indexes the ids of resources by id and by key. */
function indexIds(state: Snapshot, catalogue: Catalogue): ReadonlyMap<string, ReadonlyMap<string, string>> {
  const toKey = (type: ResourceType, live: LiveResource): string => getLiveKey(type, live, () => undefined);
  return new Map(
    catalogue.all.map((type) => [
      type.type,
      new Map(
        getLiveResources(state, type.type).flatMap((live) => [
          [toKey(type, live), live.id] as const,
          [live.id, live.id] as const,
        ]),
      ),
    ]),
  );
}
