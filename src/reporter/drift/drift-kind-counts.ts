import type { DriftKind } from '../../model/drift.ts';
import type { DriftBlock } from './drift-blocks.ts';

const KINDS: readonly DriftKind[] = ['tenant changed', 'definition ahead', 'unknown'];

/** How many resources there are of each kind; one that several people changed may be of several. */
const countByKind = (blocks: readonly DriftBlock[]): ReadonlyMap<DriftKind, number> =>
  new Map(KINDS.map((kind) => [kind, blocks.filter(({ parts }) => parts.some((part) => part.kind === kind)).length]));

/** ` · tenant changed 2, definition ahead 1`; nothing is said of what there is none of. */
export function formatKindCounts(blocks: readonly DriftBlock[]): string {
  const counts = [...countByKind(blocks)].filter(([, count]) => count > 0).map(([kind, count]) => `${kind} ${count}`);
  return counts.length === 0 ? '' : ` · ${counts.join(', ')}`;
}
