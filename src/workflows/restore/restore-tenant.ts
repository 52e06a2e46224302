import { failWith, type Outcome, succeed } from '../../model/plan/outcome.ts';
import type { Plan } from '../../model/plan/plan.ts';
import type { Result } from '../../model/plan/result.ts';
import type { Problem } from '../../model/problem/problem.ts';
import { applyPlanned } from '../apply/apply-planned.ts';
import type { ApplyFailure, ApplyPorts } from '../apply/apply-ports.ts';
import { emitPlanEvents } from '../events/emit-events.ts';
import type { PlanOptions } from '../plan/plan-definition.ts';
import { savePlan } from '../plan-file/save-plan.ts';
import type { WorkflowPorts } from '../ports.ts';
import { lockTenant } from '../tenant/lock-tenant.ts';
import { openTenant, type TenantOptions } from '../tenant/open-tenant.ts';
import { type PlannedRestore, planRestore, type UnresolvedDestination } from './plan-restore.ts';

export interface RestoreInput extends Pick<PlanOptions, 'allow'> {
  /** Reads the state to restore, with `readBackupDestination` or `readRollbackDestination`. */
  readonly destination: () => Promise<Outcome<UnresolvedDestination, Problem>>;
  readonly tenant: TenantOptions;
  /** Save the plan in this file instead of applying it. */
  readonly out?: string;
  /** Seconds to wait for another apply of this tenant. */
  readonly lockWait?: number;
}

export type RestoreOutcome = Outcome<
  { readonly kind: 'saved'; readonly plan: Plan } | { readonly kind: 'applied'; readonly result: Result },
  ApplyFailure
>;

/** Plans from the current state of the tenant to a saved state, and applies that plan or saves it for review. */
export async function restoreTenant(input: RestoreInput, ports: ApplyPorts): Promise<RestoreOutcome> {
  const destination = await input.destination();
  if (!destination.ok) return fail('failed', [destination.error]);
  const tenant = await openTenant(input.tenant, ports);
  if (!tenant.ok) return fail('failed', tenant.error);
  try {
    const lock = await lockTenant(tenant.value, input, ports.progress);
    if (!lock.ok) return fail(lock.error.code === 'tenant-locked' ? 'refused' : 'failed', [lock.error]);
    const planned = await planRestore(destination.value, tenant.value, input, ports);
    if (!planned.ok) return fail('failed', planned.error);
    emitPlanEvents(ports.events, planned.value.plan);
    if (input.out !== undefined) return saveRestorePlan(planned.value, input.out, ports);
    const { plan, ...planning } = planned.value;
    const { lost } = lock.value;
    const applied = await applyPlanned(plan, { ...planning, files: [], tenant: tenant.value, lost }, {}, ports);
    return applied.ok ? succeed({ kind: 'applied', result: applied.value }) : applied;
  } finally {
    await tenant.value.close();
  }
}

const fail = (kind: ApplyFailure['kind'], problems: readonly Problem[]): RestoreOutcome => failWith({ kind, problems });

function saveRestorePlan({ plan, destination }: PlannedRestore, file: string, { env, now }: WorkflowPorts): RestoreOutcome {
  const secrets = () =>
    failWith({ code: 'secret-missing', severity: 'error', message: 'a saved state holds no secrets' } as const);
  const saved = savePlan(file, { plan, files: [], destination, secrets, env, at: now() });
  return saved.ok ? succeed({ kind: 'saved', plan }) : fail('failed', [saved.error]);
}
