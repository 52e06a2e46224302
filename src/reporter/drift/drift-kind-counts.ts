import type { DriftKind } from '../../model/drift.ts';
import { DRIFT_KIND_LABELS } from './describe-drift.ts';
import type { DriftBlock } from './drift-blocks.ts';

const KINDS: readonly DriftKind[] = ['tenant changed', 'definition ahead', 'unknown'];

/** Counts resources by kind. A resource with several authors may count for several kinds. */
const countByKind = (blocks: readonly DriftBlock[]): ReadonlyMap<DriftKind, number> =>
  new Map(KINDS.map((kind) => [kind, blocks.filter(({ parts }) => parts.some((part) => part.kind === kind)).length]));

/** ` · 2 tenant changed, 1 not yet applied`: kinds with a count of zero are omitted. */
export function formatKindCounts(blocks: readonly DriftBlock[]): string {
  const counts = [...countByKind(blocks)]
    .filter(([, count]) => count > 0)
    .map(([kind, count]) => `${count} ${DRIFT_KIND_LABELS[kind]}`);
  return counts.length === 0 ? '' : ` · ${counts.join(', ')}`;
}
