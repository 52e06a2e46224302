import { groupBy } from '../../../model/group-by.ts';
import { type PendingChange, pickPendingChanges } from '../../../model/plan/pending-changes.ts';
import type { Plan } from '../../../model/plan/plan.ts';
import type { Problem } from '../../../model/problem/problem.ts';
import { formatCount } from '../../../model/wording.ts';
import { DRIFT_KIND_LABELS, describeCause } from '../../drift/describe-drift.ts';
import { buildResourceBlocks, type ResourceBlock } from '../changes/resource-blocks.ts';

/** Changes that an earlier revision would make as well. */
export interface PendingView {
  readonly title: string;
  /** How many resources have pending changes. */
  readonly count: number;
  /** By cause: who changed the tenant, or that nobody has applied the definition. */
  readonly groups: readonly PendingGroup[];
  /** Why the plan cannot be applied because of them. */
  readonly refusals: readonly Problem[];
}

export interface PendingGroup {
  readonly cause: string;
  readonly blocks: readonly ResourceBlock[];
}

/** Undefined: the plan was not compared with a revision, or nothing is pending. */
export function buildPendingView({ operations, since }: Plan): PendingView | undefined {
  if (!since || since.pending.length === 0) return undefined;
  const groups = [...groupBy(since.pending, describePending)].map(([cause, pending]) => ({
    cause,
    blocks: buildResourceBlocks(pickPendingChanges(operations, pending)),
  }));
  const count = buildResourceBlocks(pickPendingChanges(operations, since.pending)).length;
  const { revision, refusals } = since;
  return { title: `Pending before this change (${revision} has it as well)`, count, groups, refusals };
}

/** Says that an apply makes the pending changes, too. */
export const describePendingCount = ({ count }: PendingView): string =>
  `Applying also makes ${formatCount(count, 'change')} that ${count === 1 ? 'was' : 'were'} pending before.`;

const describePending = ({ kind = 'unknown', by }: PendingChange): string =>
  kind === 'unknown' ? DRIFT_KIND_LABELS.unknown : describeCause({ kind, ...(by ? { by } : {}) }, { read: true });
