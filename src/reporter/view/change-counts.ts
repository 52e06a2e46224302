import type { PlanCost } from '../../model/plan/plan.ts';
import { formatCount } from '../../model/wording.ts';
import type { BlockAction, ResourceBlock } from './changes/resource-blocks.ts';

/** How many resources a plan creates, updates and deletes. */
export interface ChangeCounts {
  readonly create: number;
  readonly update: number;
  readonly delete: number;
}

export function countChanges(blocks: readonly ResourceBlock[]): ChangeCounts {
  const countAction = (action: BlockAction): number => blocks.filter((block) => block.action === action).length;
  return { create: countAction('create'), update: countAction('update'), delete: countAction('delete') };
}

/** `2 to create, 1 to delete`: actions with a count of zero are omitted. */
export const formatChangeCounts = (counts: ChangeCounts): string =>
  (['create', 'update', 'delete'] as const)
    .filter((action) => counts[action] > 0)
    .map((action) => `${counts[action]} to ${action}`)
    .join(', ');

/** `2 to create, 1 to delete (5 operations)`: a change of one resource may take several operations. */
export function formatChangeTotal({
  blocks,
  counts,
}: {
  readonly blocks: readonly ResourceBlock[];
  readonly counts: ChangeCounts;
}): string {
  return `${formatChangeCounts(counts)}${formatOperationCount(blocks)}`;
}

/** ` (5 operations)`; nothing if each resource takes one. */
export function formatOperationCount(blocks: readonly ResourceBlock[]): string {
  const operations = blocks.reduce((sum, block) => sum + block.operations.length, 0);
  return operations === blocks.length ? '' : ` (${formatCount(operations, 'operation')})`;
}

/** `7 requests (3 reads, 4 writes)` */
export const formatCost = ({ reads, writes }: PlanCost): string =>
  `${formatCount(reads + writes, 'request')} (${formatCount(reads, 'read')}, ${formatCount(writes, 'write')})`;
