import type { Attribution, DriftKind } from '../drift.ts';
import type { Pointer } from '../json/pointer.ts';
import type { Problem } from '../problem/problem.ts';
import { isChange, type Operation, type OperationName } from './operation.ts';

/** Which part of a plan an earlier revision of the definition would have changed as well, so that it is not part of the change under review. */
export interface PlanSince {
  /** The earlier revision, as given: `git:origin/main`. */
  readonly revision: string;
  readonly pending: readonly PendingChange[];
  /** Why the plan must not be applied although the change under review is within all limits: pending changes exceed them. */
  readonly refusals: readonly Problem[];
}

/** An operation, or some of its changes, that was pending before. */
export interface PendingChange {
  readonly operation: OperationName['id'];
  /** Paths of the changes; absent: all of the operation. */
  readonly paths?: readonly Pointer[];
  /** Why it is pending; absent: the tenant's log was not read. */
  readonly kind?: DriftKind;
  readonly by?: Attribution;
}

/** Returns what remains of the operations without the pending changes: the change under review. Notes stay. */
export function omitPendingChanges(operations: readonly Operation[], pending: readonly PendingChange[]): readonly Operation[] {
  return operations.flatMap((operation) => {
    const own = pending.filter((candidate) => candidate.operation === operation.id);
    if (own.some(({ paths }) => paths === undefined)) return [];
    const paths = new Set(own.flatMap((candidate) => candidate.paths ?? []));
    return paths.size === 0 ? [operation] : [keepChanges(operation, (path) => !paths.has(path))];
  });
}

/** Returns the pending part of the operations, in the order of the plan. */
export function pickPendingChanges(operations: readonly Operation[], pending: readonly PendingChange[]): readonly Operation[] {
  return operations.filter(isChange).flatMap((operation) => {
    const own = pending.filter((candidate) => candidate.operation === operation.id);
    if (own.length === 0) return [];
    if (own.some(({ paths }) => paths === undefined)) return [operation];
    const paths = new Set(own.flatMap((candidate) => candidate.paths ?? []));
    return [keepChanges(operation, (path) => paths.has(path))];
  });
}

function keepChanges<Kind extends Operation>(operation: Kind, isKept: (path: Pointer) => boolean): Kind {
  const { impact, ...others } = operation;
  const kept = impact?.filter(({ path }) => path === undefined || isKept(path)) ?? [];
  const changes = operation.changes.filter(({ path }) => isKept(path));
  return { ...operation, ...others, changes, ...(kept.length === 0 ? {} : { impact: kept }) };
}
