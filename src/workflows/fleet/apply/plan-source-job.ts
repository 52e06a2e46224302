import { copyFileSync, existsSync } from 'node:fs';
import { failWith, type Outcome, succeed } from '../../../model/plan/outcome.ts';
import type { Plan } from '../../../model/plan/plan.ts';
import type { Problem } from '../../../model/problem/problem.ts';
import { describeUnexpectedError } from '../../../model/problem/unexpected-error.ts';
import { readSavedPlan } from '../../plan-file/read-saved-plan.ts';
import { createPlanJob, type FleetPlanOptions } from '../read-only-jobs.ts';
import { describePlan } from '../row-facts.ts';
import { getPlanFile } from '../save-documents.ts';
import type { JobOutcome, TenantJob } from '../tenant-job.ts';
import type { FleetRun } from './fleet-run-folder.ts';

export interface FleetPlanSource extends Omit<FleetPlanOptions, 'out'> {
  /** Folder with saved plans, as written by `plan --all --out`. Undefined: plan afresh. */
  readonly plan?: string;
}

/** Gets the plan of a tenant into the folder of the run: that of an earlier attempt, a saved one, or a new one. */
export const createPlanSourceJob =
  ({ plan: folder, ...planning }: FleetPlanSource, run: FleetRun): TenantJob =>
  async (tenant, ports) => {
    const file = getPlanFile(run.plans, tenant.name);
    const earlier = existsSync(file) ? await readSavedPlan(file, ports.env) : undefined;
    if (earlier?.ok) return succeed(describeSaved(earlier.value.plan));
    if (folder === undefined) {
      const planned = await createPlanJob({ ...planning, out: run.plans })(tenant, ports);
      if (!planned.ok) return planned;
      // The file is part of the run, and is gone when the run is complete.
      const { document: _, ...outcome } = planned.value;
      return succeed(outcome);
    }
    const copied = copyPlan(getPlanFile(folder, tenant.name), file);
    if (!copied.ok) return failWith([copied.error]);
    const saved = await readSavedPlan(file, ports.env);
    return saved.ok ? succeed(describeSaved(saved.value.plan)) : failWith([saved.error]);
  };

const describeSaved = (plan: Plan): JobOutcome => ({ ...describePlan(plan), shown: { kind: 'plan', plan } });

function copyPlan(from: string, to: string): Outcome<void, Problem> {
  try {
    copyFileSync(from, to);
    return succeed(undefined);
  } catch (error) {
    return failWith({
      code: 'plan-unreadable',
      severity: 'error',
      message: existsSync(from)
        ? `${from} cannot be copied: ${describeUnexpectedError(error)}`
        : `there is no plan of this tenant: ${from}`,
      hint: 'Save the plans of all tenants with: tenon plan --all --out FOLDER',
    });
  }
}
