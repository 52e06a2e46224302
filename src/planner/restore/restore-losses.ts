import type { JsonObject } from '../../model/json/json-value.ts';
import { type Pointer, parsePointer, toPointer } from '../../model/json/pointer.ts';
import { getLiveResources, type HiddenFields, type LiveResource, type Snapshot } from '../../model/snapshot.ts';
import { findAttachedLists } from '../../resources/attached-items.ts';
import { getLiveKey } from '../../resources/identify-resources.ts';
import { getResourceShape } from '../../resources/resource-shape.ts';
import type { ResourceType } from '../../resources/resource-type.ts';
import { type ReferenceNamer, toDeclarableResource } from '../../schema/request/declarable-resource.ts';
import { type FoundReference, findReferences } from '../../schema/schema-references.ts';
import { getMemberShape } from '../../schema/schema-shape.ts';
import { findMissingFields } from '../check/create-required.ts';
import { isResourceUnknown, type RestoreStates } from './comparable-states.ts';
import { createResourceNamer, isFullySaved, listSavedResources } from './saved-resources.ts';

type LossReference = Pick<FoundReference, 'type' | 'value' | 'loose'>;

/** What is gone, and cannot come back with what was saved. */
export interface Losses {
  /** Why a resource that is gone is not made again, by type and by the id that it had. */
  readonly unmade: ReadonlyMap<string, ReadonlyMap<string, string>>;
  /** Whether a reference, by id or by key, leads to what is gone and does not come back. */
  isLost(reference: LossReference): boolean;
}

interface GoneResource {
  readonly type: ResourceType;
  readonly was: LiveResource;
}

/** One that is not made again takes with it what cannot be without it. */
export function findLosses(states: RestoreStates): Losses {
  const [calls, callsNow] = [
    createResourceNamer(states.before, states.catalogue),
    createResourceNamer(states.now, states.catalogue),
  ];
  const gone = states.catalogue.flatMap((type) => findGone(type, states, calls, callsNow));
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

/** Neither there by its id nor made again since, under its key. */
function findGone(
  type: ResourceType,
  { before, now }: RestoreStates,
  nameResource: ReferenceNamer,
  nameCurrentResource: ReferenceNamer,
): readonly GoneResource[] {
  const there = new Set(getLiveResources(now, type.type).map(({ id }) => id));
  const keys = new Set([...there].map((id) => nameCurrentResource(type.type, id)));
  return listSavedResources(type, before, now.self).flatMap((was) => {
    const key = nameResource(type.type, was.id);
    const isThere = there.has(was.id) || (isFullySaved(type, was) && keys.has(key));
    return isThere || isResourceUnknown(now, type, key) ? [] : [{ type, was }];
  });
}

function explainUnmade(type: ResourceType, was: LiveResource, before: Snapshot, isLost: Losses['isLost']): string | undefined {
  if (!isFullySaved(type, was)) return `${was.id} is gone, and only its links were saved: they cannot be put back`;
  const shape = getResourceShape(type);
  const fields = toDeclarableResource(shape, was.body, keepId);
  const missing = findMissingFields(shape, fields, '').map(({ at }) => at);
  // What it had attached went with it, and only ids were saved.
  const attached = findAttachedLists(type, fields).flatMap(({ at, items }) => (items.length > 0 ? [toPointer(at)] : []));
  const unread = [...missing, ...attached];
  if (unread.length > 0) return `is gone and not made again: ${formatPlaces(unread)} cannot be read, and it takes them`;
  const [hidden] = findHiddenFields(type, was, before);
  if (hidden)
    return `is gone and not made again: ${hidden.fields.join(', ')} was not saved, for want of ${hidden.scopes.join(' or ')}`;
  const [lost] = findLostFields(type, was, isLost);
  return (
    lost &&
    `is gone and not made again: ${lost.name} refers to ${lost.type}/${lost.value}, which is gone and cannot be made again`
  );
}

/** Fields that a new one would lack without a word. A secret is in no backup: that it was hidden takes nothing away. */
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

/** Top-level fields that refer to what is gone and does not come back. */
export const findLostFields = (type: ResourceType, { body }: LiveResource, isLost: Losses['isLost']): readonly LostField[] =>
  findReferences(getResourceShape(type), toDeclarableResource(getResourceShape(type), body, keepId))
    .filter(isLost)
    .map((reference) => ({ ...reference, name: parsePointer(reference.at)[0] ?? '' }));

export const keepId: ReferenceNamer = (_, id) => id;

export const formatPlaces = (places: readonly Pointer[]): string =>
  [...new Set(places.map((place) => parsePointer(place).join('.')))].join(', ');

/** Of a type that is not managed or cannot be seen now nothing is claimed. */
function createLossCheck(
  { before, now, catalogue }: RestoreStates,
  unmade: ReadonlyMap<string, ReadonlyMap<string, string>>,
): Losses['isLost'] {
  const there = indexIds(now, catalogue);
  const saved = indexIds(before, catalogue);
  return ({ type, value, loose }) => {
    if (loose || now.types[type]?.status !== 'read' || there.get(type)?.has(value)) return false;
    const id = saved.get(type)?.get(value);
    return id === undefined ? before.types[type]?.status === 'unavailable' : unmade.get(type)?.has(id) === true;
  };
}

/** Id of what goes by an id or by a key. */
function indexIds(state: Snapshot, catalogue: readonly ResourceType[]): ReadonlyMap<string, ReadonlyMap<string, string>> {
  const toKey = (type: ResourceType, body: JsonObject): string => getLiveKey(type, body, () => undefined);
  return new Map(
    catalogue.map((type) => [
      type.type,
      new Map(
        getLiveResources(state, type.type).flatMap(({ id, body }) => [[toKey(type, body), id] as const, [id, id] as const]),
      ),
    ]),
  );
}
