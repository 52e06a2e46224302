import { TOOL } from '../../disk/version.ts';
import type { Loaded } from '../../loader/load-definition.ts';
import { createSecretResolver } from '../../loader/substitute/secret-resolver.ts';
import { DEFAULT_POLICY } from '../../model/definition/definition.ts';
import { omitUndefined } from '../../model/json/omit-undefined.ts';
import { failWith, type Outcome, succeed } from '../../model/plan/outcome.ts';
import type { Plan } from '../../model/plan/plan.ts';
import type { Problem } from '../../model/problem/problem.ts';
import type { Catalogue } from '../../resources/create-catalogue.ts';
import { createInMemoryDefinition } from '../definition/in-memory-definition.ts';
import { type PlanOptions, planWithCosts } from '../plan/plan-definition.ts';
import { findBindingProblems } from '../plan-file/plan-binding.ts';
import { readSavedPlan } from '../plan-file/read-saved-plan.ts';
import type { RestoreDestination } from '../plan-file/restore-destination.ts';
import type { SavedPlan } from '../plan-file/saved-plan.ts';
import type { Environment, WorkflowPorts } from '../ports.ts';
import { createFixedDestination, planRestore } from '../restore/plan-restore.ts';
import { listMissingTickets, type ResumedRun, readResumableRun, verifyRemainder } from '../runs/resume-run.ts';
import type { TenantConnection } from '../tenant/open-tenant.ts';
import { type CacheOptions, readTenant } from '../tenant/read-tenant.ts';

export interface PlanSourceOptions extends PlanOptions, CacheOptions {
  /** File of a saved plan to apply. */
  readonly plan?: string;
  /** Id of an interrupted run to resume. */
  readonly resume?: string;
  /** Seconds after which a saved plan is refused. */
  readonly maxAge?: number;
}

/** What to apply instead of a fresh plan of the files: a saved plan, or the rest of an interrupted run. Empty: a fresh plan. */
export interface PlanSource {
  readonly saved?: SavedPlan;
  readonly resumed?: ResumedRun;
}

/** Reads the saved plan or the interrupted run that the options name. */
export async function resolvePlanSource(
  { plan, resume }: PlanSourceOptions,
  env: Environment,
): Promise<Outcome<PlanSource, Problem>> {
  if (resume !== undefined) {
    const resumed = await readResumableRun(resume, env);
    return resumed.ok ? succeed({ saved: resumed.value.saved, resumed: resumed.value }) : resumed;
  }
  const saved = plan === undefined ? undefined : await readSavedPlan(plan, env);
  if (!saved) return succeed({});
  return saved.ok ? succeed({ saved: saved.value }) : saved;
}

/** Returns the plan to apply: a saved one after checking that it is still valid, the rest of a run, or a fresh one. */
export async function planFromSource(
  { saved, resumed }: PlanSource,
  loaded: Loaded,
  tenant: TenantConnection,
  options: PlanSourceOptions,
  ports: WorkflowPorts,
): Promise<PlanOutcome> {
  const bound = saved ? await verifyPlanBinding(saved, loaded, tenant, options.maxAge, ports) : undefined;
  if (bound && (!bound.ok || !resumed)) return bound;
  const allow = [...new Set([...(options.allow ?? []), ...(resumed?.saved.plan.allowed ?? [])])];
  const only = resumed ? resumed.saved.plan.selection?.only : options.only;
  const { only: _, ...others } = options;
  const allowed = { ...others, allow, missingTickets: resumed ? listMissingTickets(resumed) : [], ...omitUndefined({ only }) };
  const destination = resumed?.saved.destination;
  const fresh = destination
    ? await makeFreshRestorePlan(destination, tenant, allowed, ports)
    : await makeFreshPlan(loaded, tenant, allowed, ports);
  return fresh.ok && resumed ? verifyRemainder(resumed, fresh.value, ports.progress) : fresh;
}

/** A plan to a saved state sends no secrets, so it needs no definition. */
export const createPlaceholderDefinition = ({ definition: digest }: Plan, catalogue: Catalogue): Loaded =>
  createInMemoryDefinition({ declared: [], resources: [], absent: [], policy: DEFAULT_POLICY, digest }, catalogue);

type PlanOutcome = Outcome<Plan, readonly Problem[]>;

async function makeFreshPlan(
  loaded: Loaded,
  tenant: TenantConnection,
  options: PlanSourceOptions,
  ports: WorkflowPorts,
): Promise<PlanOutcome> {
  const read = await readTenant(loaded, tenant, options, ports);
  return read.ok ? planWithCosts(loaded, read.value.snapshot, tenant.api, ports, options) : read;
}

async function makeFreshRestorePlan(
  destination: RestoreDestination,
  tenant: TenantConnection,
  options: PlanSourceOptions,
  ports: WorkflowPorts,
): Promise<PlanOutcome> {
  const planned = await planRestore(createFixedDestination(destination), tenant, options, ports);
  return planned.ok ? succeed(planned.value.plan) : planned;
}

async function verifyPlanBinding(
  saved: SavedPlan,
  loaded: Loaded,
  tenant: TenantConnection,
  maxAge: number | undefined,
  { env, now }: WorkflowPorts,
): Promise<PlanOutcome> {
  const identity = await tenant.api.identity();
  if (!identity.ok) return failWith([identity.error.problem]);
  const problems = findBindingProblems(saved, {
    tenant: identity.value.tenant,
    definition: loaded.definition.digest,
    tool: TOOL,
    secrets: createSecretResolver(loaded.definition),
    env,
    now: now(),
    ...omitUndefined({ maxAge }),
  });
  return problems.length > 0 ? failWith(problems) : succeed(saved.plan);
}
