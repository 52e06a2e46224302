import { createInterface } from 'node:readline/promises';
import { listChanges, type Plan } from '../../model/plan/plan.ts';
import type { Terminal } from './terminal.ts';

/** Asks before anything is changed. What cannot be undone asks for the tenant's name, so that nobody says yes from habit. */
export async function confirmPlan(plan: Plan, terminal: Terminal): Promise<boolean> {
  if (!terminal.interactive) return false;
  const destructive = plan.operations.some((operation) => operation.risk === 'destructive');
  const expectedAnswer = destructive ? plan.tenant : 'yes';
  const reader = createInterface({ input: process.stdin, output: process.stderr });
  try {
    const count = listChanges(plan).length;
    const answer = await reader.question(
      `Apply ${count === 1 ? 'this change' : `these ${count} changes`} to ${plan.tenant}? Type ${expectedAnswer} to go on: `,
    );
    return answer.trim() === expectedAnswer;
  } finally {
    reader.close();
  }
}
