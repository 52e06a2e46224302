import type { LoggedWrite } from '../management-api/log/log-event.ts';
import { splitAddress } from '../model/address.ts';
import type { Attribution, DriftKind } from '../model/drift.ts';
import { groupBy } from '../model/group-by.ts';
import { parsePointer } from '../model/json/pointer.ts';
import type { Change } from '../model/plan/plan.ts';
import { buildResourcePath } from '../resources/resource-endpoints.ts';
import { type CollectionType, isCollection, type Relation, type ResourceType } from '../resources/resource-type.ts';
import type { Difference } from './compute-differences.ts';
import { canSetField, canSetRelation } from './match-writes.ts';
import { isCreation, type WriteIndex } from './write-index.ts';

/** Some changes of a difference, and who made them. */
export interface AttributedChange {
  readonly kind: DriftKind;
  readonly by?: Attribution;
  readonly changes: readonly Change[];
}

/** Who wrote last what a difference is about: for each change by itself, put together where it was the same write. */
export function attribute(
  difference: Difference,
  writes: WriteIndex,
  catalogue: readonly ResourceType[],
): readonly AttributedChange[] {
  const { address, relation: field, changes } = difference;
  const type = catalogue.find((candidate) => candidate.type === splitAddress(address).type);
  if (!type) return [{ kind: 'unknown', changes }];
  const relation = type.relations.find((candidate) => candidate.field === field);
  if (difference.liveId === undefined) return [attributeMissing(type, difference, writes)];
  if (difference.action === 'delete')
    return [{ ...attributeToWrite(findCreator(type, difference.liveId, writes), writes), changes }];
  const findWriter = (change: Change): LoggedWrite | undefined =>
    findLastWriter(difference, change, { type, relation, catalogue, writes });
  return [...groupBy(changes, findWriter)].map(([write, own]) => ({ ...attributeToWrite(write, writes), changes: own }));
}

/** The one that made a resource; if the log does not reach that far back, the last that wrote to it. */
export function findCreator(type: ResourceType, id: string, writes: WriteIndex): LoggedWrite | undefined {
  const candidates = writes.findUnder(buildResourcePath(type, id));
  return candidates.find((write) => isCreation(type, write)) ?? candidates[0];
}

interface ChangeContext {
  readonly type: ResourceType;
  readonly relation: Relation | undefined;
  readonly catalogue: readonly ResourceType[];
  readonly writes: WriteIndex;
}

function findLastWriter({ liveId = '' }: Difference, change: Change, context: ChangeContext): LoggedWrite | undefined {
  const { type, relation, writes } = context;
  const path = buildResourcePath(type, liveId);
  const candidates = writes.findUnder(path);
  if (!relation) return candidates.find((write) => canSetField(type, path, write, change));
  return candidates.find((write) => canSetRelation(type, relation, path, write)) ?? findJoiningCreate(change, context);
}

/** A new resource may have joined the relation by itself: then it is who made that one. */
function findJoiningCreate(change: Change, { type, relation, catalogue, writes }: ChangeContext): LoggedWrite | undefined {
  const item = parsePointer(change.path).at(-1);
  const joining = catalogue
    .filter(isCollection)
    .filter(({ autoLinks: joins }) => joins?.type === type.type && joins.relation === relation?.field);
  return joining
    .flatMap((other) =>
      writes.findUnder(other.path).filter((write) => isCreation(other, write) && getCreatedKey(other, write) === item),
    )
    .at(0);

  function getCreatedKey(other: CollectionType, write: LoggedWrite): string | undefined {
    const id = write.answer[other.idField];
    return typeof id === 'string' ? writes.findKeyAt(other, buildResourcePath(other, id)) : undefined;
  }
}

/** A resource that is gone has no id to look for, but the log may have it from when it was written to. */
function attributeMissing(type: ResourceType, { address, changes }: Difference, writes: WriteIndex): AttributedChange {
  const { key } = splitAddress(address);
  const deletions = writes.findUnder(type.path).filter(({ method, path }) => method === 'DELETE' && isResourcePath(type, path));
  const known = deletions.map((write) => ({ write, was: writes.findKeyAt(type, write.path) }));
  const deletion = known.find(({ was }) => was === key)?.write;
  // One that the log no longer knows by its name may have been this one.
  if (!deletion && known.some(({ was }) => was === undefined)) return { kind: 'unknown', changes };
  return { ...attributeToWrite(deletion, writes), changes };
}

const isResourcePath = (type: ResourceType, path: string): boolean => !path.slice(type.path.length + 1).includes('/');

function attributeToWrite(write: LoggedWrite | undefined, writes: WriteIndex): Omit<AttributedChange, 'changes'> {
  if (write) return { kind: write.by.tenon ? 'definition ahead' : 'tenant changed', by: write.by };
  // A log that knows of tenon's last write, and of none to this since: what it reaches nobody else has changed.
  return { kind: writes.all.some(({ by }) => by.tenon) ? 'definition ahead' : 'unknown' };
}
