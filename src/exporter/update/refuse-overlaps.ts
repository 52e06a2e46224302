import type { EditCollector } from './edit-collector.ts';
import type { TextEdit } from './text-edit.ts';

/**
 * Discards the edits of resources whose edits overlap, because the result would be garbled. Two removals may overlap: neighbors share the
 * text between them.
 */
export function refuseOverlaps(collectors: readonly EditCollector[]): void {
  const owners = new Map(collectors.flatMap((collector) => collector.edits.map((edit) => [edit, collector] as const)));
  const clashing = new Set<EditCollector | undefined>();
  const openEdits = new Map<string, readonly TextEdit[]>();
  for (const edit of [...owners.keys()].sort((a, b) => a.start - b.start || a.end - b.end)) {
    const reaching = (openEdits.get(edit.path) ?? []).filter(({ end }) => end > edit.start);
    for (const earlier of reaching) {
      if (earlier.replacement !== '' || edit.replacement !== '') clashing.add(owners.get(earlier)).add(owners.get(edit));
    }
    openEdits.set(edit.path, [...reaching, edit]);
  }
  for (const collector of clashing) collector?.withdrawEdits();
}
