import { isPartialPlan } from '../plan/exclude-refused.ts';
import type { Environment } from '../ports.ts';
import { readRun, readRunPlan } from '../runs/read-run.ts';
import { listRunIds } from '../runs/run-folder.ts';

/**
 * Returns whether the last recorded apply of this tenant was complete and of this very definition. If so, the definition has not changed
 * since, and every difference was made in the tenant. Without a recorded apply: false.
 */
export async function isLastApplied(digest: string, tenant: string, env: Environment): Promise<boolean> {
  for (const run of listRunIds()) {
    const record = readRun(run);
    if (!record.ok || record.value.header.tenant !== tenant) continue;
    const saved = await readRunPlan(run, env);
    const isComplete = record.value.result?.operations.every(({ status }) => status === 'done') ?? false;
    return isComplete && saved.ok && saved.value.plan.definition === digest && !isPartialPlan(saved.value.plan);
  }
  return false;
}
