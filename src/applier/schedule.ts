import { splitAddress } from '../model/address.ts';
import { groupBy } from '../model/group.ts';
import type { Operation } from '../model/plan.ts';
import type { OperationResult } from '../model/result.ts';

export interface Schedule {
  readonly operations: readonly Operation[];
  readonly concurrency: number;
  /** Nothing new is begun once this says so. */
  readonly stop: () => string | undefined;
  readonly perform: (operation: Operation) => Promise<OperationResult>;
}

/** Performs operations along their dependencies, several at once, but never two on one resource. Every operation gets its result. */
export async function performAll(schedule: Schedule): Promise<readonly OperationResult[]> {
  const results = new Map<string, OperationResult>();
  const dependencies = dependenciesOf(schedule.operations);
  const waiting = new Set(schedule.operations);
  const running = new Map<string, Promise<void>>();
  const busy = new Set<string>();
  for (;;) {
    const next =
      schedule.stop() === undefined && running.size < schedule.concurrency
        ? pick(waiting, dependencies, results, busy)
        : undefined;
    if (next) {
      waiting.delete(next);
      busy.add(next.address);
      running.set(
        next.id,
        schedule.perform(next).then((result) => {
          results.set(next.id, result);
          if (result.status !== 'done') settleBlocked(waiting, dependencies, results);
          busy.delete(next.address);
          running.delete(next.id);
        }),
      );
    } else if (running.size > 0) await Promise.race(running.values());
    else break;
  }
  for (const operation of waiting)
    results.set(operation.id, notStarted(operation, schedule.stop() ?? 'what it waits for never ended'));
  return schedule.operations.flatMap((operation) => results.get(operation.id) ?? []);
}

/** Each operation's dependencies, groups (`delete organizations/*`) resolved to their members. */
function dependenciesOf(operations: readonly Operation[]): ReadonlyMap<string, readonly string[]> {
  const groups = groupBy(operations, (operation) => `${operation.action} ${splitAddress(operation.address).type}/*`);
  const ids = new Set(operations.map((operation) => operation.id));
  return new Map(
    operations.map((operation) => [
      operation.id,
      operation.dependsOn.flatMap((name) => (ids.has(name) ? [name] : (groups.get(name) ?? []).map((member) => member.id))),
    ]),
  );
}

type Results = ReadonlyMap<string, OperationResult>;

function pick(
  waiting: ReadonlySet<Operation>,
  dependencies: ReadonlyMap<string, readonly string[]>,
  results: Results,
  busy: ReadonlySet<string>,
): Operation | undefined {
  for (const operation of waiting) {
    if (busy.has(operation.address)) continue;
    if ((dependencies.get(operation.id) ?? []).every((id) => results.get(id)?.status === 'done')) return operation;
  }
  return undefined;
}

/** What waits for something that failed, or that will not be started, will not be started either. */
function settleBlocked(
  waiting: Set<Operation>,
  dependencies: ReadonlyMap<string, readonly string[]>,
  results: Map<string, OperationResult>,
): void {
  for (let changed = true; changed; ) {
    changed = false;
    for (const operation of waiting) {
      const culprit = (dependencies.get(operation.id) ?? []).find((id) => (results.get(id)?.status ?? 'done') !== 'done');
      if (culprit === undefined) continue;
      waiting.delete(operation);
      results.set(operation.id, notStarted(operation, `waits for "${culprit}"`));
      changed = true;
    }
  }
}

export const notStarted = (operation: Operation, because: string): OperationResult => ({
  id: operation.id,
  action: operation.action,
  address: operation.address,
  ...(operation.relation === undefined ? {} : { relation: operation.relation }),
  status: 'not started',
  problems: [],
  because,
});
