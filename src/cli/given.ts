import type { Loaded } from '../loader/load.ts';
import { secretResolver } from '../loader/substitute/secret-resolver.ts';
import { DEFAULT_POLICY } from '../model/definition/definition.ts';
import { failure, type Outcome, success } from '../model/plan/outcome.ts';
import type { Plan } from '../model/plan/plan.ts';
import type { Problem } from '../model/problem/problem.ts';
import type { PlanningOptions, TenantOptions } from './commands/options.ts';
import type { Run } from './events/with-events.ts';
import { bindingProblems } from './plan-file/binding.ts';
import type { Destination } from './plan-file/destination.ts';
import { readPlan } from './plan-file/read.ts';
import type { SavedPlan } from './plan-file/saved.ts';
import { planCounted, snapshotFor } from './planning.ts';
import type { Progress } from './progress.ts';
import { planBack, resolved } from './runs/plan-back.ts';
import { type Resumed, restOf, resumedRun } from './runs/resuming.ts';
import type { Tenant } from './tenant.ts';
import { unwritten } from './unwritten.ts';
import { TOOL } from './version.ts';

export interface GivenOptions extends PlanningOptions, Pick<Partial<TenantOptions>, 'emulator'> {
  /** A saved plan. */
  readonly plan?: string;
  /** The id of a run that was cut short. */
  readonly resume?: string;
  /** Seconds. */
  readonly maxAge?: number;
}

/** What there is besides the files: a saved plan, or a run that is to go on. */
export interface Given {
  readonly saved?: SavedPlan;
  readonly resumed?: Resumed;
}

export async function givenBy({ plan, resume }: GivenOptions): Promise<Outcome<Given, Problem>> {
  if (resume !== undefined) {
    const resumed = await resumedRun(resume);
    return resumed.ok ? success({ saved: resumed.value.saved, resumed: resumed.value }) : resumed;
  }
  const saved = plan === undefined ? undefined : await readPlan(plan, process.env);
  if (!saved) return success({});
  return saved.ok ? success({ saved: saved.value }) : saved;
}

export async function plannedFrom(
  { saved, resumed }: Given,
  loaded: Loaded,
  tenant: Tenant,
  { options, progress, run }: { readonly options: GivenOptions; readonly progress: Progress; readonly run: Run },
): Promise<Planned> {
  const bound = saved ? await boundPlan(saved, loaded, tenant, options.maxAge) : undefined;
  if (bound && (!bound.ok || !resumed)) return bound;
  const allowed = { ...options, allow: [...new Set([...(options.allow ?? []), ...(resumed?.saved.plan.allowed ?? [])])] };
  const destination = resumed?.saved.destination;
  const fresh = destination
    ? await freshWayBack(destination, tenant, run, allowed)
    : await freshPlan(loaded, tenant, progress, run, allowed);
  return fresh.ok && resumed ? restOf(resumed, fresh.value, run.terminal) : fresh;
}

/** A plan that was made from a saved state needs no definition: it sends no secrets. */
export const ofPlanAlone = ({ definition: digest }: Plan): Loaded =>
  unwritten({ declared: [], resources: [], policy: DEFAULT_POLICY, digest });

type Planned = Outcome<Plan, readonly Problem[]>;

async function freshPlan(
  loaded: Loaded,
  tenant: Tenant,
  progress: Progress,
  { events }: Run,
  options: GivenOptions,
): Promise<Planned> {
  const snapshot = await snapshotFor(loaded, tenant.api, progress, events);
  return snapshot.ok ? planCounted(loaded, snapshot.value, tenant.api, options) : snapshot;
}

async function freshWayBack(destination: Destination, tenant: Tenant, run: Run, options: GivenOptions): Promise<Planned> {
  const planned = await planBack(resolved(destination), tenant, run, options);
  return planned.ok ? success(planned.value.plan) : planned;
}

async function boundPlan(saved: SavedPlan, loaded: Loaded, tenant: Tenant, maxAge: number | undefined): Promise<Planned> {
  const identity = await tenant.api.identity();
  if (!identity.ok) return failure([identity.error.problem]);
  const problems = bindingProblems(saved, {
    tenant: identity.value.tenant,
    definition: loaded.definition.digest,
    tool: TOOL,
    secrets: secretResolver(loaded.definition),
    env: process.env,
    now: new Date(),
    ...(maxAge === undefined ? {} : { maxAge }),
  });
  return problems.length > 0 ? failure(problems) : success(saved.plan);
}
