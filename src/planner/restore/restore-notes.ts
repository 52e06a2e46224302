import { toAddress } from '../../model/address.ts';
import { isEqual } from '../../model/json/json-value.ts';
import { type Pointer, toPointer } from '../../model/json/pointer.ts';
import type { NoteOperation } from '../../model/plan/operation.ts';
import { getLiveResources, type LiveResource } from '../../model/snapshot.ts';
import type { Catalogue } from '../../resources/create-catalogue.ts';
import { getRelationItemShape, getRelationShape } from '../../resources/relations/relation-items.ts';
import { getResourceShape } from '../../resources/resource-shape.ts';
import type { Relation, ResourceType } from '../../resources/resource-type.ts';
import { computeFieldChanges } from '../../schema/compare/compare-fields.ts';
import { AS_IS } from '../../schema/compare/normal-form.ts';
import { findHiddenPlaces, findStayingMembers, toDeclarableResource } from '../../schema/request/declarable-resource.ts';
import { getMemberShape, parseReference } from '../../schema/schema-shape.ts';
import { findFieldsLosingSecrets } from '../check/lost-secrets.ts';
import { pickMembers } from '../draft.ts';
import { listChangedFields } from '../operations/changed-fields.ts';
import { isResourceUnknown, listUnsavedRelations, makeComparable, type RestoreStates } from './comparable-states.ts';
import { createNoteOperation } from './note-operation.ts';
import { findLosses, findLostFields, formatPlaces, type Losses } from './restore-losses.ts';
import { findRelationsWithLostItems } from './restored-relations.ts';
import { createResourceNamer, isFullySaved, listSavedResources } from './saved-resources.ts';
import { noteUnreadParts } from './unread-notes.ts';

export interface RestoreNotesInput extends RestoreStates {
  /** Places of secrets that were set since `before`, by live id. Their earlier values are unknown. */
  readonly secretsSet: ReadonlyMap<string, readonly Pointer[]>;
}

/** Collects notes about what cannot be restored: ids, secrets, what depends on them, and what one of the states does not contain. */
export function collectRestoreNotes(input: RestoreNotesInput): readonly NoteOperation[] {
  const { before, now, catalogue, secretsSet } = { ...input, ...makeComparable(input) };
  const nameResource = createResourceNamer(before, catalogue);
  const losses = findLosses({ before, now, catalogue });
  return catalogue.all.flatMap((type) => {
    const liveById = new Map(getLiveResources(now, type.type).map((live) => [live.id, live]));
    const own = listSavedResources(type, before, now.self).flatMap((was) => {
      const live = liveById.get(was.id);
      const key = nameResource(type.type, was.id);
      if (!live && isResourceUnknown(now, type, key)) return [];
      const explainGone = () => [losses.unmade.get(type.type)?.get(was.id) ?? describeGone(type, was, catalogue)];
      const kept = live
        ? [...describeSecretsLeft(secretsSet.get(was.id) ?? []), ...describeUnrestored(type, was, live)]
        : explainGone();
      const whys = [...kept, ...describeLostReferences(type, was, live, losses, catalogue)];
      return whys.length === 0 ? [] : [createNoteOperation(toAddress(type.type, key), was.id, whys.join('; '))];
    });
    return [...own, ...noteUnreadParts(type, before, now)];
  });
}

function describeGone(type: ResourceType, was: LiveResource, catalogue: Catalogue): string {
  const secrets = findHiddenPlaces(getResourceShape(type), was.body);
  const unread = secrets.length === 0 ? '' : `; ${formatUnreadable(secrets)}`;
  const lists = listReferringLists(type, catalogue);
  const linked = lists.length === 0 ? '' : `; links in ${lists.join(', ')} are restored only if they were saved`;
  const unsaved = listUnsavedRelations(type, was);
  const without = unsaved.length === 0 ? '' : `; not saved, so not restored: ${unsaved.join(', ')}`;
  const lost = type.deleteLoses === undefined ? '' : `; not restored: ${type.deleteLoses}`;
  const id = type.kind === 'placed' ? 'is created again' : `is created again with a new id (was ${was.id})`;
  return `${id}${lost}${linked}${without}${unread}`;
}

/** Describes references to lost resources, which are not restored even though the resource itself exists or is created again. */
function describeLostReferences(
  type: ResourceType,
  was: LiveResource,
  live: LiveResource | undefined,
  { unmade, isLost }: Losses,
  catalogue: Catalogue,
): readonly string[] {
  if (unmade.get(type.type)?.has(was.id)) return [];
  const fields = live
    ? findLostFields(type, was, isLost).filter(({ name }) => !isEqual(was.body[name] ?? null, live.body[name] ?? null))
    : [];
  const items = findRelationsWithLostItems(type, was, isLost, catalogue);
  return [...new Set([...fields.map(({ name }) => name), ...items])].map(
    (name) => `${name} not restored: it referred to a deleted resource that cannot be created again`,
  );
}

/** Lists relations of other types that contain resources of this type. Links that were not saved are lost. */
const listReferringLists = ({ type }: ResourceType, catalogue: Catalogue): readonly string[] =>
  catalogue.all.flatMap((other) =>
    other.relations
      .filter((relation) => listItemTypes(other, relation).includes(type))
      .map(({ field }) => `${field} of ${other.type}`),
  );

/** Lists the types that the items of a relation refer to: the item itself is a reference, or its key fields are. */
function listItemTypes(type: ResourceType, relation: Relation): readonly string[] {
  const items = getRelationItemShape(type, relation);
  const own = parseReference(items?.schema)?.type;
  if (own !== undefined || !items) return own === undefined ? [] : [own];
  const keys = getRelationShape(type, relation)?.schema['x-item-key'] ?? [];
  return keys.flatMap((name) => parseReference(getMemberShape(items, {}, name)?.schema)?.type ?? []);
}

const describeSecretsLeft = (places: readonly Pointer[]): readonly string[] =>
  places.length === 0 ? [] : [`${formatPlaces(places)} keeps its current value: the API does not return the earlier one`];

function describeUnrestored(type: ResourceType, was: LiveResource, live: LiveResource): readonly string[] {
  const encrypted = findEncryptedFields(type, was, live);
  const kept = new Set(findHiddenPlaces(getResourceShape(type), live.body));
  const lost = findHiddenPlaces(getResourceShape(type), was.body).filter((place) => !kept.has(place));
  const set = isFullySaved(type, was) ? findStayingMembers(getResourceShape(type), was.body, live.body) : [];
  return [
    ...(encrypted.length === 0
      ? []
      : [`${formatPlaces(encrypted)} keeps its current value: an update would lose values that the API does not return`]),
    ...(lost.length === 0 ? [] : [formatUnreadable(lost)]),
    ...(set.length === 0 ? [] : [`${formatPlaces(set)} keeps its current value: the API cannot unset it`]),
  ];
}

function findEncryptedFields(type: ResourceType, was: LiveResource, live: LiveResource): readonly Pointer[] {
  const shape = getResourceShape(type);
  const declared = toDeclarableResource(shape, was.body, (_, id) => id);
  const unsendable = pickMembers(declared, findFieldsLosingSecrets(shape, live.body, declared));
  return listChangedFields(computeFieldChanges(shape, live.body, unsendable, AS_IS)).map((name) => toPointer([name]));
}

const formatUnreadable = (places: readonly Pointer[]): string =>
  `${formatPlaces(places)} not restored: the API does not return it. Set it again yourself`;
