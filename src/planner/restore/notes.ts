import { addressOf } from '../../model/address.ts';
import { equal } from '../../model/json/json.ts';
import { type Pointer, pointerOf } from '../../model/json/pointer.ts';
import type { Operation } from '../../model/plan/plan.ts';
import { type LiveResource, liveResources } from '../../model/snapshot.ts';
import type { Relation, ResourceType } from '../../resources/define.ts';
import { itemsShape, relationShape } from '../../resources/relation-items.ts';
import { shapeOf } from '../../resources/shape.ts';
import { fieldChanges } from '../../schema/compare/diff.ts';
import { WIRE } from '../../schema/compare/normal.ts';
import { declarable, hiddenPlaces, staying } from '../../schema/request/declarable.ts';
import { memberShape, referenceOf } from '../../schema/walk.ts';
import { fieldsThatLose } from '../check/lost-secrets.ts';
import { only } from '../draft.ts';
import { changedFields } from '../operations/changed-fields.ts';
import { comparable, isUnseen, type States, unsavedRelations } from './comparable.ts';
import { findLosses, type Losses, listed, lostFields } from './losses.ts';
import { note } from './note.ts';
import { lostItems } from './relations.ts';
import { callsIn, isWhole, savedResources } from './saved.ts';
import { noteUnseen } from './unseen-notes.ts';

export interface Returning extends States {
  /** Places of secrets that were set since, by live id: what they held before is not known. */
  readonly secretsSet: ReadonlyMap<string, readonly Pointer[]>;
}

/** What no way back can bring back: ids, secrets, what hung on them, and what one of the states does not tell. */
export function wayBackNotes(given: Returning): readonly Operation[] {
  const { before, now, catalogue, secretsSet } = { ...given, ...comparable(given) };
  const calls = callsIn(before, catalogue);
  const losses = findLosses({ before, now, catalogue });
  return catalogue.flatMap((type) => {
    const there = new Map(liveResources(now, type.type).map((live) => [live.id, live]));
    const own = savedResources(type, before, now.self).flatMap((was) => {
      const live = there.get(was.id);
      const key = calls(type.type, was.id);
      if (!live && isUnseen(now, type, key)) return [];
      const gone = () => [losses.unmade.get(type.type)?.get(was.id) ?? whatIsGone(type, was, catalogue)];
      const kept = live ? [...secretsLeft(secretsSet.get(was.id) ?? []), ...left(type, was, live)] : gone();
      const whys = [...kept, ...lostReferences(type, was, live, losses, catalogue)];
      return whys.length === 0 ? [] : [note(addressOf(type.type, key), was.id, whys.join('; '))];
    });
    return [...own, ...noteUnseen(type, before, now)];
  });
}

function whatIsGone(type: ResourceType, was: LiveResource, catalogue: readonly ResourceType[]): string {
  const secrets = hiddenPlaces(shapeOf(type), was.body);
  const unread = secrets.length === 0 ? '' : `; ${unreadable(secrets)}`;
  const lists = listsOf(type, catalogue);
  const linked = lists.length === 0 ? '' : `; in the ${lists.join(', ')} it is put back only where that was saved`;
  const unsaved = unsavedRelations(type, was);
  const without = unsaved.length === 0 ? '' : `; not saved, so not put back: ${unsaved.join(', ')}`;
  const lost = type.loses === undefined ? '' : `, and does not get back ${type.loses}`;
  const id = type.kind === 'placed' ? 'is made again' : `gets another id than the ${was.id} it had`;
  return `${id}${lost}${linked}${without}${unread}`;
}

/** What leads to something that is gone is not put back, where the resource itself is there or comes back. */
function lostReferences(
  type: ResourceType,
  was: LiveResource,
  live: LiveResource | undefined,
  { unmade, isLost }: Losses,
  catalogue: readonly ResourceType[],
): readonly string[] {
  if (unmade.get(type.type)?.has(was.id)) return [];
  const fields = live
    ? lostFields(type, was, isLost).filter(({ name }) => !equal(was.body[name] ?? null, live.body[name] ?? null))
    : [];
  const items = lostItems(type, was, isLost, catalogue);
  return [...new Set([...fields.map(({ name }) => name), ...items])].map(
    (name) => `${name} led to what is gone and cannot be made again: not put back`,
  );
}

/** Where others list resources of this type: what nobody had to read is gone with them. */
const listsOf = ({ type }: ResourceType, catalogue: readonly ResourceType[]): readonly string[] =>
  catalogue.flatMap((other) =>
    other.relations
      .filter((relation) => listedIn(other, relation).includes(type))
      .map(({ field }) => `${field} of ${other.type}`),
  );

/** What the items of a relation are: resources themselves, or told by one. */
function listedIn(type: ResourceType, relation: Relation): readonly string[] {
  const items = itemsShape(type, relation);
  const own = referenceOf(items?.schema)?.type;
  if (own !== undefined || !items) return own === undefined ? [] : [own];
  const keys = relationShape(type, relation)?.schema['x-item-key'] ?? [];
  return keys.flatMap((name) => referenceOf(memberShape(items, {}, name)?.schema)?.type ?? []);
}

const secretsLeft = (places: readonly Pointer[]): readonly string[] =>
  places.length === 0 ? [] : [`what ${listed(places)} was before cannot be read back: it stays as it is now`];

function left(type: ResourceType, was: LiveResource, live: LiveResource): readonly string[] {
  const encrypted = encryptedFields(type, was, live);
  const kept = new Set(hiddenPlaces(shapeOf(type), live.body));
  const lost = hiddenPlaces(shapeOf(type), was.body).filter((place) => !kept.has(place));
  const set = isWhole(type, was) ? staying(shapeOf(type), was.body, live.body) : [];
  return [
    ...(encrypted.length === 0
      ? []
      : [`${listed(encrypted)} holds values that the API shows only encrypted: it stays as it is now`]),
    ...(lost.length === 0 ? [] : [unreadable(lost)]),
    ...(set.length === 0 ? [] : [`the API has no way to unset ${listed(set)}: it stays as it is now`]),
  ];
}

function encryptedFields(type: ResourceType, was: LiveResource, live: LiveResource): readonly Pointer[] {
  const shape = shapeOf(type);
  const wanted = declarable(shape, was.body, (_, id) => id);
  const stuck = only(wanted, fieldsThatLose(shape, live.body, wanted));
  return changedFields(fieldChanges(shape, live.body, stuck, WIRE)).map((name) => pointerOf([name]));
}

const unreadable = (places: readonly Pointer[]): string => `${listed(places)} cannot be read back: set it again yourself`;
