import { createInterface } from 'node:readline/promises';
import type { Drift } from '../../model/drift.ts';
import { groupBy } from '../../model/group-by.ts';
import { sanitizeText } from '../../reporter/sanitize.ts';
import type { SelectedEntry } from '../../workflows/accept/select-drift-entries.ts';
import type { Terminal } from './terminal.ts';

/** Asks for each resource whether to accept its differences. Without a terminal to ask in, all entries are accepted. */
export async function chooseEntries(
  entries: readonly SelectedEntry[],
  drift: Drift,
  terminal: Terminal,
): Promise<readonly SelectedEntry[]> {
  if (!terminal.interactive || entries.length === 0) return entries;
  const { renderDifferences } = await import('../../reporter/text/drift/text-drift.ts');
  const chosen: SelectedEntry[] = [];
  const groups = [...groupBy(entries, ({ address, liveId }) => JSON.stringify([address, liveId])).values()];
  const reader = createInterface({ input: process.stdin, output: process.stderr });
  try {
    for (const [index, group] of groups.entries()) {
      terminal.printMessage(
        renderDifferences({ ...drift, entries: group }, { colour: terminal.errorColour, width: terminal.width }),
      );
      const question = `Accept ${sanitizeText(group[0]?.address ?? '')} into your files? y(es), n(o), a(ll), q(uit): `;
      const answer = (await reader.question(terminal.redact(question))).trim().toLowerCase();
      if (answer.startsWith('q')) break;
      if (answer.startsWith('a')) return [...chosen, ...groups.slice(index).flat()];
      if (answer.startsWith('y')) chosen.push(...group);
    }
  } finally {
    reader.close();
  }
  return chosen;
}
