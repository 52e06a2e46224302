import type { ChangeEntry } from '../../view/changes/change-entry.ts';
import type { QuietUpdate } from '../../view/plan/quiet-updates.ts';

/** How many lines of updates are open at first. */
const SCREENFUL = 40;
/** About as many lines as the diff of a script has. */
const TEXT_LINES = 12;

/** Chooses the updates that are open at first: those that begin within a screenful. */
export function chooseOpenUpdates(updates: readonly QuietUpdate[]): (update: QuietUpdate) => boolean {
  const open = new Set<QuietUpdate>();
  let used = 0;
  for (const update of updates) {
    if (used >= SCREENFUL) break;
    open.add(update);
    used += update.block.parts.flatMap(({ entries }) => entries).reduce((sum, entry) => sum + estimateLines(entry), 1);
  }
  return (update) => open.has(update);
}

function estimateLines(entry: ChangeEntry): number {
  if (entry.kind === 'text') return TEXT_LINES;
  return entry.kind === 'list' ? 1 + entry.items.length : 1;
}
