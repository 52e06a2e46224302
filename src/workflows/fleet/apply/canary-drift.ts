import type { TenantRow } from '../../../model/fleet-report.ts';
import type { Problem } from '../../../model/problem/problem.ts';
import type { TenantTarget } from '../../../project/project.ts';
import { createDriftJob } from '../read-only-jobs.ts';
import { type TenantWork, workOnTenant } from '../work-on-tenant.ts';

/** Compares a tenant with its definition right after its apply. A difference, or no answer, becomes part of the row. */
export async function verifyCanary(
  target: TenantTarget,
  applied: TenantRow,
  work: Pick<TenantWork, 'prepare' | 'ports'>,
): Promise<TenantRow> {
  const compared = await workOnTenant(target, { ...work, job: createDriftJob({}) });
  if (compared.state === 'in sync') return applied;
  const durationMs = applied.durationMs + compared.durationMs;
  if (compared.state !== 'drift' && compared.state !== 'pending')
    return { ...applied, state: compared.state, problems: [...applied.problems, ...compared.problems], durationMs };
  return { ...applied, state: 'drift', problems: [...applied.problems, createCanaryProblem(target)], durationMs };
}

const createCanaryProblem = ({ name }: TenantTarget): Problem => ({
  code: 'canary-drift',
  severity: 'error',
  message: 'the tenant differs from its definition right after the apply',
  hint: `See what differs, and who changed it: tenon drift --env ${name}`,
});
