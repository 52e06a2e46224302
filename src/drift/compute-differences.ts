import type { DriftEntry } from '../model/drift.ts';
import { isEqual } from '../model/json/json-value.ts';
import { omitUndefined } from '../model/json/omit-undefined.ts';
import type { Change } from '../model/plan/change.ts';
import { isChange, isRelationOperation, type Operation } from '../model/plan/operation.ts';

/** The net effect of all operations of a plan on one resource or one of its relations. */
export type Difference = Pick<DriftEntry, 'address' | 'relation' | 'action' | 'liveId' | 'changes' | 'origin'>;

/** Merges operations into net differences. A plan may set temporary values (name swaps, reference cycles); those are not differences. */
export function computeDifferences(operations: readonly Operation[]): readonly Difference[] {
  const found = new Map<string, Difference>();
  for (const operation of operations.filter(isChange)) {
    const { action, address, relation, liveId, changes, origin } = operation;
    const name = JSON.stringify([address, liveId, ...(isRelationOperation(operation) ? [relation, action] : [])]);
    const earlier = found.get(name);
    if (earlier) found.set(name, { ...earlier, changes: mergeChanges(earlier.changes, changes) });
    else
      found.set(name, {
        address,
        action,
        changes,
        ...omitUndefined({ relation, liveId, origin }),
      });
  }
  return [...found.values()].filter(({ action, changes }) => action !== 'update' || changes.length > 0);
}

function mergeChanges(first: readonly Change[], second: readonly Change[]): readonly Change[] {
  const net = new Map(first.map((change) => [change.path, change]));
  for (const change of second) net.set(change.path, mergeChange(net.get(change.path), change));
  return [...net.values()].filter(({ before, after, kind }) => kind === 'secret' || !isEqual(before, after));
}

function mergeChange(first: Change | undefined, { after, ...second }: Change): Change {
  const before = first ? first.before : second.before;
  const op = before === undefined ? 'add' : after === undefined ? 'remove' : 'replace';
  const { before: _, ...others } = second;
  return { ...others, op, ...omitUndefined({ before, after }) };
}
