import { createInterface } from 'node:readline/promises';
import type { TenantRow } from '../../model/fleet-report.ts';
import { formatCount } from '../../model/wording.ts';
import type { Terminal } from './terminal.ts';

/** Asks before any tenant is changed. Deletes require the number of tenants, to prevent a yes out of habit. */
export async function confirmFleet(rows: readonly TenantRow[], terminal: Terminal): Promise<boolean> {
  if (!terminal.interactive) return false;
  const count = (action: 'create' | 'update' | 'delete'): number =>
    rows.reduce((sum, { counts }) => sum + (counts?.[action] ?? 0), 0);
  const expectedAnswer = count('delete') > 0 ? String(rows.length) : 'yes';
  const reader = createInterface({ input: process.stdin, output: process.stderr });
  try {
    const changes = `${count('create')} to create, ${count('update')} to update, ${count('delete')} to delete`;
    const answer = await reader.question(
      `Apply to ${formatCount(rows.length, 'tenant')} (${changes})? Type ${expectedAnswer === 'yes' ? 'yes' : 'the number of tenants'} to continue: `,
    );
    return answer.trim() === expectedAnswer;
  } finally {
    reader.close();
  }
}
