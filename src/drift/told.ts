import type { LoggedWrite } from '../management-api/log/log-event.ts';
import { splitAddress } from '../model/address.ts';
import type { Attribution, DriftKind } from '../model/drift.ts';
import { groupBy } from '../model/group.ts';
import { stepsOf } from '../model/json/pointer.ts';
import type { Change } from '../model/plan/plan.ts';
import { type Collection, isCollection, type Relation, type ResourceType } from '../resources/define.ts';
import { ownPath } from '../resources/endpoints.ts';
import type { Difference } from './differences.ts';
import { touchesField, touchesRelation } from './touches.ts';
import { isCreation, type Writes } from './writes.ts';

/** Some changes of a difference, and who made them. */
export interface Told {
  readonly kind: DriftKind;
  readonly by?: Attribution;
  readonly changes: readonly Change[];
}

/** Who wrote last what a difference is about: for each change by itself, put together where it was the same write. */
export function toldOf(difference: Difference, writes: Writes, catalogue: readonly ResourceType[]): readonly Told[] {
  const { address, relation: field, changes } = difference;
  const type = catalogue.find((candidate) => candidate.type === splitAddress(address).type);
  if (!type) return [{ kind: 'unknown', changes }];
  const relation = type.relations.find((candidate) => candidate.field === field);
  if (difference.liveId === undefined) return [missing(type, difference, writes)];
  if (difference.action === 'delete') return [{ ...byWrite(makerOf(type, difference.liveId, writes), writes), changes }];
  const writer = (change: Change): LoggedWrite | undefined =>
    lastWriter(difference, change, { type, relation, catalogue, writes });
  return [...groupBy(changes, writer)].map(([write, own]) => ({ ...byWrite(write, writes), changes: own }));
}

/** The one that made a resource; if the log does not reach that far back, the last that wrote to it. */
export function makerOf(type: ResourceType, id: string, writes: Writes): LoggedWrite | undefined {
  const about = writes.under(ownPath(type, id));
  return about.find((write) => isCreation(type, write)) ?? about[0];
}

interface Place {
  readonly type: ResourceType;
  readonly relation: Relation | undefined;
  readonly catalogue: readonly ResourceType[];
  readonly writes: Writes;
}

function lastWriter({ liveId = '' }: Difference, change: Change, place: Place): LoggedWrite | undefined {
  const { type, relation, writes } = place;
  const path = ownPath(type, liveId);
  const about = writes.under(path);
  if (!relation) return about.find((write) => touchesField(type, path, write, change));
  return about.find((write) => touchesRelation(type, relation, path, write)) ?? joinedBy(change, place);
}

/** A new resource may have joined the relation by itself: then it is who made that one. */
function joinedBy(change: Change, { type, relation, catalogue, writes }: Place): LoggedWrite | undefined {
  const item = stepsOf(change.path).at(-1);
  const joining = catalogue
    .filter(isCollection)
    .filter(({ joins }) => joins?.type === type.type && joins.relation === relation?.field);
  return joining
    .flatMap((other) => writes.under(other.path).filter((write) => isCreation(other, write) && madeKey(other, write) === item))
    .at(0);

  function madeKey(other: Collection, write: LoggedWrite): string | undefined {
    const id = write.answer[other.id];
    return typeof id === 'string' ? writes.keyAt(other, ownPath(other, id)) : undefined;
  }
}

/** A resource that is gone has no id to look for, but the log may have it from when it was written to. */
function missing(type: ResourceType, { address, changes }: Difference, writes: Writes): Told {
  const { key } = splitAddress(address);
  const deletions = writes.under(type.path).filter(({ method, path }) => method === 'DELETE' && isResource(type, path));
  const known = deletions.map((write) => ({ write, was: writes.keyAt(type, write.path) }));
  const deletion = known.find(({ was }) => was === key)?.write;
  // One that the log no longer knows by its name may have been this one.
  if (!deletion && known.some(({ was }) => was === undefined)) return { kind: 'unknown', changes };
  return { ...byWrite(deletion, writes), changes };
}

const isResource = (type: ResourceType, path: string): boolean => !path.slice(type.path.length + 1).includes('/');

function byWrite(write: LoggedWrite | undefined, writes: Writes): Omit<Told, 'changes'> {
  if (write) return { kind: write.by.tenon ? 'definition ahead' : 'tenant changed', by: write.by };
  // A log that knows of tenon's last write, and of none to this since: what it reaches nobody else has changed.
  return { kind: writes.all.some(({ by }) => by.tenon) ? 'definition ahead' : 'unknown' };
}
