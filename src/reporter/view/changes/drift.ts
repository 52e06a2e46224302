import { plural } from '../summary.ts';
import type { Block, BlockAction } from './blocks.ts';
import type { Sign } from './entry.ts';

/** A plan read backwards: what it would change is what the tenant has drifted by. Signs tell what became of the tenant. */
export const DRIFT: Readonly<Record<BlockAction, { readonly sign: Sign; readonly words: string }>> = {
  update: { sign: '~', words: 'differs' },
  create: { sign: '-', words: 'missing in the tenant' },
  delete: { sign: '+', words: 'only in the tenant' },
};

export const TENANT_HAS = 'tenant has';
export const DEFINITION_SAYS = 'definition says';

/** `2 resources differ, 1 is missing in the tenant · 3 undeclared` */
export function driftCounts(blocks: readonly Pick<Block, 'action'>[], undeclared: readonly unknown[]): string {
  const of = (action: BlockAction): number => blocks.filter((block) => block.action === action).length;
  const parts = [
    said(of('update'), 'differs', 'differ'),
    said(of('create'), 'is missing in the tenant', 'are missing in the tenant'),
    said(of('delete'), 'is only in the tenant', 'are only in the tenant'),
  ].filter(Boolean);
  const rest = undeclared.length === 0 ? '' : ` · ${undeclared.length} undeclared`;
  const counts = parts.join(', ').replace(/^\d+/, (count) => plural(Number(count), 'resource'));
  return `${counts || 'No drift.'}${rest}`;
}

const said = (count: number, one: string, many: string): string => (count === 0 ? '' : `${count} ${count === 1 ? one : many}`);
