import { splitAddress } from '../../model/address.ts';
import { groupBy } from '../../model/group-by.ts';
import type { NoteOperation } from '../../model/plan/operation.ts';
import type { HiddenFields, LiveType, RefusedPart, Snapshot } from '../../model/snapshot.ts';
import type { ResourceType } from '../../resources/resource-type.ts';
import { createNoteOperation } from './note-operation.ts';
import { listSavedResources } from './saved-resources.ts';

/** Notes what one of the states does not contain because it could not be read: it is not restored. */
export function noteUnreadParts(type: ResourceType, before: Snapshot, now: Snapshot): readonly NoteOperation[] {
  const [was, is] = [before.types[type.type], now.types[type.type]];
  const unsaved = buildUnreadNotes(type, was, 'not saved');
  // A type that was not saved already has a note, and an empty one has nothing to restore.
  const isMissed = was?.status === 'read' && listSavedResources(type, before, now.self).length > 0;
  return isMissed ? [...unsaved, ...buildUnreadNotes(type, is, 'not readable now')] : unsaved;
}

function buildUnreadNotes({ type }: ResourceType, live: LiveType | undefined, what: string): readonly NoteOperation[] {
  if (live === undefined) return [];
  if (live.status === 'unavailable') return [createNoteOperation(type, type, `${what}: ${live.message}`)];
  const hidden = (live.hidden ?? []).map(({ fields, scopes }: HiddenFields) =>
    createNoteOperation(
      type,
      `${fields.join(', ')} ${what}`,
      `${fields.join(', ')} ${what}: requires ${scopes.join(' or ')}; not changed`,
    ),
  );
  const parts = groupBy(live.refused ?? [], ({ relation = '', message }) => JSON.stringify([relation, message]));
  return [...hidden, ...[...parts.values()].flatMap((group) => buildPartNote(type, group, what))];
}

function buildPartNote(type: string, group: readonly RefusedPart[], what: string): readonly NoteOperation[] {
  const [first] = group;
  if (!first) return [];
  const { address, relation, message } = first;
  const name = relation === undefined ? address : `${relation} of ${group.length === 1 ? address : `${group.length} ${type}`}`;
  const at = group.length === 1 ? address : type;
  return [createNoteOperation(at, `${relation ?? splitAddress(address).key} ${what}`, `${name} ${what}: ${message}`)];
}
