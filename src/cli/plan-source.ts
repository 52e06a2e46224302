import type { Loaded } from '../loader/load-definition.ts';
import { secretResolver } from '../loader/substitute/secret-resolver.ts';
import { DEFAULT_POLICY } from '../model/definition/definition.ts';
import { failWith, type Outcome, succeed } from '../model/plan/outcome.ts';
import type { Plan } from '../model/plan/plan.ts';
import type { Problem } from '../model/problem/problem.ts';
import type { PlanningOptions, TenantOptions } from './commands/common-options.ts';
import type { CommandRun } from './events/run-with-events.ts';
import { createInMemoryDefinition } from './in-memory-definition.ts';
import type { TenantConnection } from './open-tenant.ts';
import { fetchDeclaredSnapshot, planWithCosts } from './plan-definition.ts';
import { findBindingProblems } from './plan-file/plan-binding.ts';
import { readSavedPlan } from './plan-file/read-saved-plan.ts';
import type { RestoreDestination } from './plan-file/restore-destination.ts';
import type { SavedPlan } from './plan-file/saved-plan.ts';
import type { Progress } from './progress-line.ts';
import { createFixedDestination, planRestore } from './runs/plan-restore.ts';
import { type ResumedRun, readResumableRun, verifyRemainder } from './runs/resume-run.ts';
import { TOOL } from './version.ts';

export interface PlanSourceOptions extends PlanningOptions, Pick<Partial<TenantOptions>, 'emulator'> {
  /** A saved plan. */
  readonly plan?: string;
  /** The id of a run that was cut short. */
  readonly resume?: string;
  /** Seconds. */
  readonly maxAge?: number;
}

/** What there is besides the files: a saved plan, or a run that is to go on. */
export interface PlanSource {
  readonly saved?: SavedPlan;
  readonly resumed?: ResumedRun;
}

export async function resolvePlanSource({ plan, resume }: PlanSourceOptions): Promise<Outcome<PlanSource, Problem>> {
  if (resume !== undefined) {
    const resumed = await readResumableRun(resume);
    return resumed.ok ? succeed({ saved: resumed.value.saved, resumed: resumed.value }) : resumed;
  }
  const saved = plan === undefined ? undefined : await readSavedPlan(plan, process.env);
  if (!saved) return succeed({});
  return saved.ok ? succeed({ saved: saved.value }) : saved;
}

export async function planFromSource(
  { saved, resumed }: PlanSource,
  loaded: Loaded,
  tenant: TenantConnection,
  { options, progress, run }: { readonly options: PlanSourceOptions; readonly progress: Progress; readonly run: CommandRun },
): Promise<PlanOutcome> {
  const bound = saved ? await verifyPlanBinding(saved, loaded, tenant, options.maxAge) : undefined;
  if (bound && (!bound.ok || !resumed)) return bound;
  const allowed = { ...options, allow: [...new Set([...(options.allow ?? []), ...(resumed?.saved.plan.allowed ?? [])])] };
  const destination = resumed?.saved.destination;
  const fresh = destination
    ? await makeFreshRestorePlan(destination, tenant, run, allowed)
    : await makeFreshPlan(loaded, tenant, progress, run, allowed);
  return fresh.ok && resumed ? verifyRemainder(resumed, fresh.value, run.terminal) : fresh;
}

/** A plan that was made from a saved state needs no definition: it sends no secrets. */
export const createPlaceholderDefinition = ({ definition: digest }: Plan): Loaded =>
  createInMemoryDefinition({ declared: [], resources: [], policy: DEFAULT_POLICY, digest });

type PlanOutcome = Outcome<Plan, readonly Problem[]>;

async function makeFreshPlan(
  loaded: Loaded,
  tenant: TenantConnection,
  progress: Progress,
  { events }: CommandRun,
  options: PlanSourceOptions,
): Promise<PlanOutcome> {
  const snapshot = await fetchDeclaredSnapshot(loaded, tenant.api, progress, events);
  return snapshot.ok ? planWithCosts(loaded, snapshot.value, tenant.api, options) : snapshot;
}

async function makeFreshRestorePlan(
  destination: RestoreDestination,
  tenant: TenantConnection,
  run: CommandRun,
  options: PlanSourceOptions,
): Promise<PlanOutcome> {
  const planned = await planRestore(createFixedDestination(destination), tenant, run, options);
  return planned.ok ? succeed(planned.value.plan) : planned;
}

async function verifyPlanBinding(
  saved: SavedPlan,
  loaded: Loaded,
  tenant: TenantConnection,
  maxAge: number | undefined,
): Promise<PlanOutcome> {
  const identity = await tenant.api.identity();
  if (!identity.ok) return failWith([identity.error.problem]);
  const problems = findBindingProblems(saved, {
    tenant: identity.value.tenant,
    definition: loaded.definition.digest,
    tool: TOOL,
    secrets: secretResolver(loaded.definition),
    env: process.env,
    now: new Date(),
    ...(maxAge === undefined ? {} : { maxAge }),
  });
  return problems.length > 0 ? failWith(problems) : succeed(saved.plan);
}
