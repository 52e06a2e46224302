import { isEqual } from '../../model/json/json-value.ts';
import type { Change } from '../../model/plan/change.ts';
import { type ChangeOperation, isChange, type Operation } from '../../model/plan/operation.ts';
import type { PendingChange } from '../../model/plan/pending-changes.ts';

/**
 * Finds the changes that were pending before: those that a plan of an earlier revision, made against the same snapshot, contains as well.
 * Both plans name operations in the same way, so an operation is found by its id.
 */
export function findPendingChanges(operations: readonly Operation[], earlier: readonly Operation[]): readonly PendingChange[] {
  const byId = new Map(earlier.filter(isChange).map((operation) => [operation.id, operation]));
  return operations.filter(isChange).flatMap((operation) => {
    const before = byId.get(operation.id);
    return before ? comparePending(operation, before) : [];
  });
}

function comparePending(operation: ChangeOperation, before: ChangeOperation): readonly PendingChange[] {
  const paths = operation.changes
    .filter((change) => before.changes.some((other) => isSameChange(change, other)))
    .map(({ path }) => path);
  if (paths.length === operation.changes.length) return [{ operation: operation.id }];
  return paths.length === 0 ? [] : [{ operation: operation.id, paths }];
}

const isSameChange = (left: Change, right: Change): boolean =>
  left.path === right.path && left.op === right.op && isEqual(left.after, right.after) && isEqual(left.before, right.before);
