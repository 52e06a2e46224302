import type { LoggedWrite } from '../management-api/log/log-event.ts';
import { splitAddress } from '../model/address.ts';
import type { Attribution, DriftKind } from '../model/drift.ts';
import { groupBy } from '../model/group-by.ts';
import { parsePointer } from '../model/json/pointer.ts';
import type { Change } from '../model/plan/change.ts';

import type { Catalogue } from '../resources/create-catalogue.ts';
import { isRelationWrite, listPathsOfOthers } from '../resources/endpoints/relation-paths.ts';
import { buildResourcePath } from '../resources/endpoints/resource-endpoints.ts';
import type { CollectionType, Relation, ResourceType } from '../resources/resource-type.ts';
import type { Difference } from './compute-differences.ts';
import { canSetField, canSetRelation } from './match-writes.ts';
import { isCreation, type WriteIndex } from './write-index.ts';

/** Changes of a difference that have the same author. */
export interface AttributedChange {
  readonly kind: DriftKind;
  readonly by?: Attribution;
  readonly changes: readonly Change[];
}

/** Finds the last write behind each change of a difference, and groups the changes by write. */
export function attribute(difference: Difference, writes: WriteIndex, catalogue: Catalogue): readonly AttributedChange[] {
  const { address, relation: field, changes } = difference;
  const type = catalogue.get(splitAddress(address).type);
  if (!type) return [{ kind: 'unknown', changes }];
  const relation = type.relations.find((candidate) => candidate.field === field);
  if (difference.liveId === undefined) return [attributeMissing(type, difference, writes)];
  if (difference.action === 'delete')
    return [{ ...attributeToWrite(findCreator(type, difference.liveId, writes), writes), changes }];
  const findWriter = (change: Change): LoggedWrite | undefined =>
    findLastWriter(difference, change, { type, relation, catalogue, writes });
  return [...groupBy(changes, findWriter)].map(([write, own]) => ({ ...attributeToWrite(write, writes), changes: own }));
}

/** Finds the write that created a resource; if the log does not reach back that far, the last write to it. */
export function findCreator(type: ResourceType, id: string, writes: WriteIndex): LoggedWrite | undefined {
  const candidates = writes.findUnder(buildResourcePath(type, id));
  return candidates.find((write) => isCreation(type, write)) ?? candidates[0];
}

interface ChangeContext {
  readonly type: ResourceType;
  readonly relation: Relation | undefined;
  readonly catalogue: Catalogue;
  readonly writes: WriteIndex;
}

function findLastWriter({ liveId = '' }: Difference, change: Change, context: ChangeContext): LoggedWrite | undefined {
  const { type, relation, catalogue, writes } = context;
  const own = writes.findUnder(buildResourcePath(type, liveId));
  if (!relation) return own.find((write) => canSetField(type, liveId, write, change));
  const candidates = listPathsOfOthers(type, relation).length === 0 ? own : addItemSide(own, relation, liveId, writes);
  return (
    candidates.find((write) => canSetRelation(type, relation, liveId, write, catalogue)) ?? findAutoLinkingCreate(change, context)
  );
}

/** Adds the writes to a relation that are at paths of its items, newest first. */
function addItemSide(own: readonly LoggedWrite[], relation: Relation, id: string, { all }: WriteIndex): readonly LoggedWrite[] {
  const known = new Set(own);
  return all.filter((write) => known.has(write) || isRelationWrite(relation, id, write));
}

/** The tenant links some new resources automatically (`autoLinks`); then the author of the link is the creator of the new resource. */
function findAutoLinkingCreate(change: Change, { type, relation, catalogue, writes }: ChangeContext): LoggedWrite | undefined {
  const item = parsePointer(change.path).at(-1);
  const linkingTypes = catalogue.collections.filter(
    ({ autoLinks }) => autoLinks?.type === type.type && autoLinks.relation === relation?.field,
  );
  return linkingTypes
    .flatMap((other) =>
      writes.findUnder(other.path).filter((write) => isCreation(other, write) && getCreatedKey(other, write) === item),
    )
    .at(0);

  function getCreatedKey(other: CollectionType, write: LoggedWrite): string | undefined {
    const id = write.answer[other.idField];
    return typeof id === 'string' ? writes.findKeyAt(other, buildResourcePath(other, id)) : undefined;
  }
}

/** Attributes the deletion of a declared resource. Its id is not known, so deletions are matched by the key that earlier writes show. */
function attributeMissing(type: ResourceType, { address, changes }: Difference, writes: WriteIndex): AttributedChange {
  const { key } = splitAddress(address);
  const deletions = writes.findUnder(type.path).filter(({ method, path }) => method === 'DELETE' && isResourcePath(type, path));
  const candidates = deletions.map((write) => ({ write, formerKey: writes.findKeyAt(type, write.path) }));
  const deletion = candidates.find(({ formerKey }) => formerKey === key)?.write;
  // A deletion whose former key is unknown may have been of this resource.
  if (!deletion && candidates.some(({ formerKey }) => formerKey === undefined)) return { kind: 'unknown', changes };
  return { ...attributeToWrite(deletion, writes), changes };
}

const isResourcePath = (type: ResourceType, path: string): boolean => !path.slice(type.path.length + 1).includes('/');

function attributeToWrite(write: LoggedWrite | undefined, writes: WriteIndex): Omit<AttributedChange, 'changes'> {
  if (write) return { kind: write.by.tenon ? 'definition ahead' : 'tenant changed', by: write.by };
  // If the log reaches back to tenon's last write and shows no write to this place, the tenant did not change since: the definition did.
  return { kind: writes.all.some(({ by }) => by.tenon) ? 'definition ahead' : 'unknown' };
}
