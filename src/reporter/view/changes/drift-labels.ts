import type { FilePlace } from '../../../model/problem/problem.ts';
import { formatCount } from '../../../model/wording.ts';
import type { Sign } from './change-entry.ts';
import type { BlockAction, ResourceBlock } from './resource-blocks.ts';

/** How drift is labeled, by the action that applying would take. Signs are from the tenant's view: `+` exists only there, `-` is missing. */
export const DRIFT_LABELS: Readonly<Record<BlockAction, { readonly sign: Sign; readonly words: string }>> = {
  update: { sign: '~', words: 'differs' },
  create: { sign: '-', words: 'missing in the tenant' },
  delete: { sign: '+', words: 'only in the tenant' },
};

/** Describes how a resource differs. What only the tenant has is in a file only if that declares it absent. */
export const describeDriftAction = (action: BlockAction, origin: FilePlace | undefined): string =>
  action === 'delete' && origin ? 'declared absent, but in the tenant' : DRIFT_LABELS[action].words;

export const TENANT_LABEL = 'tenant';
export const DEFINITION_LABEL = 'definition';

/** `2 resources differ, 1 is missing in the tenant · 3 undeclared` */
export function formatDriftCounts(blocks: readonly Pick<ResourceBlock, 'action'>[], undeclared: readonly unknown[]): string {
  const countAction = (action: BlockAction): number => blocks.filter((block) => block.action === action).length;
  const parts = [
    formatClause(countAction('update'), 'differs', 'differ'),
    formatClause(countAction('create'), 'is missing in the tenant', 'are missing in the tenant'),
    formatClause(countAction('delete'), 'is only in the tenant', 'are only in the tenant'),
  ].filter(Boolean);
  const undeclaredText = undeclared.length === 0 ? '' : ` · ${undeclared.length} undeclared`;
  const counts = parts.join(', ').replace(/^\d+/, (count) => formatCount(Number(count), 'resource'));
  return `${counts || 'No drift.'}${undeclaredText}`;
}

const formatClause = (count: number, singular: string, plural: string): string =>
  count === 0 ? '' : formatCount(count, singular, plural);
