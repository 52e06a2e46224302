import { isPartialPlan } from '../definition/exclude-refused.ts';
import type { Environment } from '../ports.ts';
import { readRun, readRunPlan } from '../runs/read-run.ts';
import { listRunIds } from '../runs/run-folder.ts';

/**
 * Whether the last apply of this tenant that is recorded here was complete, and of the very definition at hand: then the definition has not
 * changed since, and whatever differs was changed in the tenant. Where nothing is recorded, nothing is known.
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
