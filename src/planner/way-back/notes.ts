import { type Address, addressOf } from '../../model/address.ts';
import type { Operation } from '../../model/plan.ts';
import { type Pointer, pointerOf, stepsOf } from '../../model/pointer.ts';
import { type LiveResource, liveResources, type Snapshot } from '../../model/snapshot.ts';
import type { Relation, ResourceType } from '../../resources/define.ts';
import { itemsShape, relationShape } from '../../resources/relation-items.ts';
import { shapeOf } from '../../resources/shape.ts';
import { type Calls, declarable, hiddenPlaces, staying } from '../../schema/declarable.ts';
import { fieldChanges } from '../../schema/diff.ts';
import { WIRE } from '../../schema/normal.ts';
import { memberShape, referenceOf } from '../../schema/walk.ts';
import { missingIn } from '../check/create-required.ts';
import { fieldsThatLose } from '../check/lost-secrets.ts';
import { only } from '../draft.ts';
import { changedFields } from '../operations/changed-fields.ts';
import { callsIn, isWhole, savedResources } from './saved.ts';

export interface Returning {
  readonly before: Snapshot;
  readonly now: Snapshot;
  readonly catalogue: readonly ResourceType[];
  /** Places of secrets that were set since, by live id: what they held before is not known. */
  readonly secretsSet: ReadonlyMap<string, readonly Pointer[]>;
}

/** What no way back can bring back: ids, secrets, and what hung on them. */
export function wayBackNotes({ before, now, catalogue, secretsSet }: Returning): readonly Operation[] {
  const calls = callsIn(before, catalogue);
  return catalogue.flatMap((type) => {
    const there = new Map(liveResources(now, type.type).map((live) => [live.id, live]));
    const own = savedResources(type, before, now.self).flatMap((was) => {
      const live = there.get(was.id);
      const whys = live
        ? [...secretsLeft(secretsSet.get(was.id) ?? []), ...left(type, was, live)]
        : [whatIsGone(type, was, calls, catalogue)];
      return whys.length === 0 ? [] : [note(addressOf(type.type, calls(type.type, was.id)), was.id, whys.join('; '))];
    });
    return [...own, ...unseen(type, before)];
  });
}

function whatIsGone(type: ResourceType, was: LiveResource, calls: Calls, catalogue: readonly ResourceType[]): string {
  if (!isWhole(type, was)) return `${was.id} is gone, and only its links were saved: they cannot be put back`;
  const missing = missingIn(shapeOf(type), declarable(shapeOf(type), was.body, calls), '');
  if (missing.length > 0)
    return `is gone and not made again: ${listed(missing.map(({ at }) => at))} cannot be read, and it takes them`;
  const secrets = hiddenPlaces(shapeOf(type), was.body);
  const unread = secrets.length === 0 ? '' : `; ${unreadable(secrets)}`;
  const lists = listsOf(type, catalogue);
  const linked = lists.length === 0 ? '' : `; in the ${lists.join(', ')} it is put back only where that was saved`;
  const lost = type.loses === undefined ? '' : `, and does not get back ${type.loses}`;
  const id = type.kind === 'placed' ? 'is made again' : `gets another id than the ${was.id} it had`;
  return `${id}${lost}${linked}${unread}`;
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

const listed = (places: readonly Pointer[]): string => [...new Set(places.map((place) => stepsOf(place).join('.')))].join(', ');

function unseen({ type }: ResourceType, { types }: Snapshot): readonly Operation[] {
  const live = types[type];
  return live?.status === 'unavailable' ? [note(type, type, `was not saved: ${live.message}`)] : [];
}

const note = (address: Address, id: string, why: string): Operation => ({
  id: `note ${address}${id === address ? '' : ` (${id})`}`,
  action: 'note',
  address,
  changes: [],
  requests: [],
  dependsOn: [],
  why,
  risk: 'safe',
});
