import { createInterface } from 'node:readline/promises';
import type { Plan } from '../../model/plan/plan.ts';
import { formatOperationCount } from '../../reporter/view/change-counts.ts';
import { buildResourceBlocks } from '../../reporter/view/changes/resource-blocks.ts';
import type { Terminal } from './terminal.ts';

/** Asks before anything is changed. A destructive plan requires the tenant's name, to prevent a yes out of habit. */
export async function confirmPlan(plan: Plan, terminal: Terminal): Promise<boolean> {
  if (!terminal.interactive) return false;
  const destructive = plan.operations.some((operation) => operation.risk === 'destructive');
  const expectedAnswer = destructive ? plan.tenant : 'yes';
  const reader = createInterface({ input: process.stdin, output: process.stderr });
  try {
    const blocks = buildResourceBlocks(plan.operations);
    const changes = blocks.length === 1 ? 'this change' : `these ${blocks.length} changes`;
    const answer = await reader.question(
      `Apply ${changes}${formatOperationCount(blocks)} to ${plan.tenant}? Type ${expectedAnswer} to continue: `,
    );
    return answer.trim() === expectedAnswer;
  } finally {
    reader.close();
  }
}
