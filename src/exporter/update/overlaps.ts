import type { Edit } from './edit.ts';
import type { Taking } from './taking.ts';

/**
 * Two edits of one place would make something that nobody wrote: what takes part in such a pair stays as it is written. Neighbors that are
 * both taken out may share what stands between them.
 */
export function refuseOverlaps(takings: readonly Taking[]): void {
  const owners = new Map(takings.flatMap((taking) => taking.edits.map((edit) => [edit, taking] as const)));
  const clashing = new Set<Taking | undefined>();
  const open = new Map<string, readonly Edit[]>();
  for (const edit of [...owners.keys()].sort((a, b) => a.start - b.start || a.end - b.end)) {
    const reaching = (open.get(edit.path) ?? []).filter(({ end }) => end > edit.start);
    for (const earlier of reaching) {
      if (earlier.by !== '' || edit.by !== '') clashing.add(owners.get(earlier)).add(owners.get(edit));
    }
    open.set(edit.path, [...reaching, edit]);
  }
  for (const taking of clashing) taking?.withdraw();
}
