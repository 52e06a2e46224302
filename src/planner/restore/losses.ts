import type { JsonObject } from '../../model/json/json.ts';
import { type Pointer, pointerOf, stepsOf } from '../../model/json/pointer.ts';
import { type HiddenFields, type LiveResource, liveResources, type Snapshot } from '../../model/snapshot.ts';
import { attachedLists } from '../../resources/attached.ts';
import type { ResourceType } from '../../resources/define.ts';
import { keyOfLive } from '../../resources/identify.ts';
import { shapeOf } from '../../resources/shape.ts';
import { type FoundReference, referencesIn } from '../../schema/references.ts';
import { type Calls, declarable } from '../../schema/request/declarable.ts';
import { memberShape } from '../../schema/walk.ts';
import { missingIn } from '../check/create-required.ts';
import { isUnseen, type States } from './comparable.ts';
import { callsIn, isWhole, savedResources } from './saved.ts';

type Reference = Pick<FoundReference, 'type' | 'value' | 'loose'>;

/** What is gone, and cannot come back with what was saved. */
export interface Losses {
  /** Why a resource that is gone is not made again, by type and by the id that it had. */
  readonly unmade: ReadonlyMap<string, ReadonlyMap<string, string>>;
  /** Whether a reference, by id or by key, leads to what is gone and does not come back. */
  isLost(reference: Reference): boolean;
}

interface Gone {
  readonly type: ResourceType;
  readonly was: LiveResource;
}

/** One that is not made again takes with it what cannot be without it. */
export function findLosses(states: States): Losses {
  const [calls, callsNow] = [callsIn(states.before, states.catalogue), callsIn(states.now, states.catalogue)];
  const gone = states.catalogue.flatMap((type) => goneOf(type, states, calls, callsNow));
  const unmade = new Map<string, Map<string, string>>();
  const isLost = lostIn(states, unmade);
  const open = (): readonly (Gone & { readonly why: string })[] =>
    gone.flatMap(({ type, was }) => {
      const why = unmade.get(type.type)?.has(was.id) ? undefined : whyUnmade(type, was, states.before, isLost);
      return why === undefined ? [] : [{ type, was, why }];
    });
  for (let found = open(); found.length > 0; found = open()) {
    for (const { type, was, why } of found) unmade.set(type.type, new Map([...(unmade.get(type.type) ?? []), [was.id, why]]));
  }
  return { unmade, isLost };
}

/** Neither there by its id nor made again since, under its key. */
function goneOf(type: ResourceType, { before, now }: States, calls: Calls, callsNow: Calls): readonly Gone[] {
  const there = new Set(liveResources(now, type.type).map(({ id }) => id));
  const keys = new Set([...there].map((id) => callsNow(type.type, id)));
  return savedResources(type, before, now.self).flatMap((was) => {
    const key = calls(type.type, was.id);
    const isThere = there.has(was.id) || (isWhole(type, was) && keys.has(key));
    return isThere || isUnseen(now, type, key) ? [] : [{ type, was }];
  });
}

function whyUnmade(type: ResourceType, was: LiveResource, before: Snapshot, isLost: Losses['isLost']): string | undefined {
  if (!isWhole(type, was)) return `${was.id} is gone, and only its links were saved: they cannot be put back`;
  const shape = shapeOf(type);
  const fields = declarable(shape, was.body, byId);
  const missing = missingIn(shape, fields, '').map(({ at }) => at);
  // What it had attached went with it, and only ids were saved.
  const attached = attachedLists(type, fields).flatMap(({ at, items }) => (items.length > 0 ? [pointerOf(at)] : []));
  const unread = [...missing, ...attached];
  if (unread.length > 0) return `is gone and not made again: ${listed(unread)} cannot be read, and it takes them`;
  const [hidden] = hiddenOf(type, was, before);
  if (hidden)
    return `is gone and not made again: ${hidden.fields.join(', ')} was not saved, for want of ${hidden.scopes.join(' or ')}`;
  const [lost] = lostFields(type, was, isLost);
  return (
    lost &&
    `is gone and not made again: ${lost.name} refers to ${lost.type}/${lost.value}, which is gone and cannot be made again`
  );
}

/** Fields that a new one would lack without a word. A secret is in no backup: that it was hidden takes nothing away. */
function hiddenOf(type: ResourceType, { body }: LiveResource, { types }: Snapshot): readonly HiddenFields[] {
  const live = types[type.type];
  const isPlain = (name: string): boolean => memberShape(shapeOf(type), body, name)?.schema['x-secret'] !== true;
  const hidden = live?.status === 'read' ? (live.hidden ?? []) : [];
  return hidden
    .map(({ scopes, fields }) => ({ scopes, fields: fields.filter(isPlain) }))
    .filter(({ fields }) => fields.length > 0);
}

export interface LostField extends Reference {
  readonly name: string;
}

/** Top-level fields that refer to what is gone and does not come back. */
export const lostFields = (type: ResourceType, { body }: LiveResource, isLost: Losses['isLost']): readonly LostField[] =>
  referencesIn(shapeOf(type), declarable(shapeOf(type), body, byId))
    .filter(isLost)
    .map((reference) => ({ ...reference, name: stepsOf(reference.at)[0] ?? '' }));

export const byId: Calls = (_, id) => id;

export const listed = (places: readonly Pointer[]): string =>
  [...new Set(places.map((place) => stepsOf(place).join('.')))].join(', ');

/** Of a type that is not managed or cannot be seen now nothing is claimed. */
function lostIn({ before, now, catalogue }: States, unmade: ReadonlyMap<string, ReadonlyMap<string, string>>): Losses['isLost'] {
  const there = indexOf(now, catalogue);
  const saved = indexOf(before, catalogue);
  return ({ type, value, loose }) => {
    if (loose || now.types[type]?.status !== 'read' || there.get(type)?.has(value)) return false;
    const id = saved.get(type)?.get(value);
    return id === undefined ? before.types[type]?.status === 'unavailable' : unmade.get(type)?.has(id) === true;
  };
}

/** Id of what goes by an id or by a key. */
function indexOf(state: Snapshot, catalogue: readonly ResourceType[]): ReadonlyMap<string, ReadonlyMap<string, string>> {
  const keyed = (type: ResourceType, body: JsonObject): string => keyOfLive(type, body, () => undefined);
  return new Map(
    catalogue.map((type) => [
      type.type,
      new Map(liveResources(state, type.type).flatMap(({ id, body }) => [[keyed(type, body), id] as const, [id, id] as const])),
    ]),
  );
}
