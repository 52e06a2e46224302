import type { PlanCost } from '../../model/plan/plan.ts';
import type { Block, BlockAction } from './changes/blocks.ts';

/** How many resources a plan creates, updates and deletes, and how many of them lose something for good. */
export interface Counts {
  readonly create: number;
  readonly update: number;
  readonly delete: number;
  readonly destructive: number;
}

export function countsOf(blocks: readonly Block[]): Counts {
  const of = (action: BlockAction): number => blocks.filter((block) => block.action === action).length;
  const destructive = blocks.filter(({ risk }) => risk === 'destructive').length;
  return { create: of('create'), update: of('update'), delete: of('delete'), destructive };
}

export const plural = (count: number, one: string, many = `${one}s`): string => `${count} ${count === 1 ? one : many}`;

/** `2 to create, 1 to delete`; nothing is said of what does not happen. */
export const countsText = (counts: Counts): string =>
  (['create', 'update', 'delete'] as const)
    .filter((action) => counts[action] > 0)
    .map((action) => `${counts[action]} to ${action}`)
    .join(', ');

/** `7 requests (3 reads, 4 writes)` */
export const costText = ({ reads, writes }: PlanCost): string =>
  `${plural(reads + writes, 'request')} (${plural(reads, 'read')}, ${plural(writes, 'write')})`;

export interface TypeCounts extends Counts {
  readonly type: string;
}

/** The same by resource type, in the order of the plan. */
export function countsByType(blocks: readonly Block[]): readonly TypeCounts[] {
  const types = new Map<string, Block[]>();
  for (const block of blocks) {
    const own = types.get(block.type);
    if (own) own.push(block);
    else types.set(block.type, [block]);
  }
  return [...types].map(([type, own]) => ({ type, ...countsOf(own) }));
}
