import { failWith, type Outcome, succeed } from '../../model/plan/outcome.ts';
import type { Problem } from '../../model/problem/problem.ts';
import { readSnapshotFile } from '../definition/snapshot-file.ts';
import { createFixedDestination, type UnresolvedDestination } from './plan-restore.ts';

/** Reads the state to restore from a backup. `prune`: delete resources that are not in the backup. */
export async function readBackupDestination(file: string, prune: boolean): Promise<Outcome<UnresolvedDestination, Problem>> {
  const before = await readSnapshotFile(file);
  if (!before.ok) return failWith(before.error);
  const types = Object.entries(before.value.types).flatMap(([type, { status }]) => (status === 'read' ? [type] : []));
  const goes = Object.fromEntries(prune ? types.map((type) => [type, 'others'] as const) : []);
  const source = { verb: 'restore', prune } as const;
  return succeed(createFixedDestination({ source, before: before.value, file, goes, removedItems: {}, secretsSet: {} }));
}
