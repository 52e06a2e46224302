import type { Loaded } from '../loader/load.ts';
import { failure, type Outcome, success } from '../model/outcome.ts';
import { changesOf, type Plan } from '../model/plan.ts';
import type { Pointer } from '../model/pointer.ts';
import type { Problem } from '../model/problem.ts';
import type { Snapshot } from '../model/snapshot.ts';
import type { PlanningOptions, TenantOptions } from './commands/options.ts';
import { tellPlan } from './events/tell.ts';
import { type Run, withEvents } from './events/with-events.ts';
import { EXIT, type ExitCode } from './exit.ts';
import { savePlan } from './plan-file/save.ts';
import { planCounted } from './planning.ts';
import { progressOn } from './progress.ts';
import { type ResultFormat, renderPlan } from './render.ts';
import { lockTenant } from './sharing.ts';
import { openTenant, type Tenant } from './tenant.ts';
import type { Terminal } from './terminal.ts';
import { unwritten } from './unwritten.ts';
import { applyPlanned } from './verbs/apply.ts';

export interface ReturnOptions extends TenantOptions, Pick<PlanningOptions, 'allow'> {
  readonly format: ResultFormat;
  readonly out?: string;
  readonly yes?: boolean;
  readonly events?: string;
  /** Seconds. */
  readonly lockWait?: number;
}

/** A state to go back to, as far as it is known without asking the tenant. */
export interface Destination {
  readonly before: Snapshot;
  readonly file: string;
  readonly secretsSet: ReadonlyMap<string, readonly Pointer[]>;
  /** Reads where the tenant is now. */
  now(tenant: Tenant, run: Run): Promise<Outcome<Snapshot, readonly Problem[]>>;
  /** What has to go, seen from there. */
  goes(now: Snapshot): ReadonlyMap<string, ReadonlySet<string> | 'others'>;
}

/** Plans the way back to a saved state; shows it and asks, or with `--out` saves it for `apply --plan`. */
export const goBack = (
  verb: 'rollback' | 'restore',
  find: () => Promise<Outcome<Destination, Problem>>,
  options: ReturnOptions,
  terminal: Terminal,
): Promise<ExitCode> =>
  withEvents(verb, { files: [], file: options.events, terminal }, async (run) => {
    const found = await find();
    if (!found.ok) return fail([found.error], EXIT.error, run);
    const progress = progressOn(run.terminal);
    const tenant = await openTenant(options, progress, run.id);
    if (!tenant.ok) return fail(tenant.error, EXIT.error, run);
    try {
      const lock = await lockTenant(tenant.value, options, progress);
      if (!lock.ok) return await fail([lock.error], lock.error.code === 'tenant-locked' ? EXIT.refused : EXIT.error, run);
      const made = await planBack(found.value, tenant.value, run, options);
      if (!made.ok) return await fail(made.error, EXIT.error, run);
      tellPlan(run.events, made.value.plan);
      const { plan, loaded } = made.value;
      if (options.out !== undefined) return await saved(plan, options.out, options, run);
      const { lost } = lock.value;
      return await applyPlanned(plan, { loaded, files: [], tenant: tenant.value, options, progress, run, lost });
    } finally {
      await tenant.value.close();
    }
  });

type Made = Outcome<{ readonly plan: Plan; readonly loaded: Loaded }, readonly Problem[]>;

async function planBack(
  destination: Destination,
  tenant: Tenant,
  run: Run,
  { allow = [] }: Pick<PlanningOptions, 'allow'>,
): Promise<Made> {
  const { wayBack } = await import('../planner/way-back/definition.ts');
  const { wayBackNotes } = await import('../planner/way-back/notes.ts');
  const { RESOURCE_TYPES: catalogue } = await import('../resources/index.ts');
  const now = await destination.now(tenant, run);
  if (!now.ok) return now;
  const given = { ...destination, now: now.value, catalogue };
  const loaded = unwritten(wayBack({ ...given, goes: destination.goes(now.value) }));
  const planned = await planCounted(loaded, now.value, tenant.api, { allow });
  if (!planned.ok) return failure(planned.error);
  const plan = { ...planned.value, operations: [...planned.value.operations, ...wayBackNotes(given)] };
  return success({ plan, loaded });
}

async function saved(plan: Plan, file: string, { format }: ReturnOptions, run: Run): Promise<ExitCode> {
  const secrets = () =>
    failure({ code: 'secret-missing', severity: 'error', message: 'a saved state holds no secrets' } as const);
  const written = savePlan(file, { plan, files: [], secrets, env: process.env, at: new Date() });
  if (!written.ok) return fail([written.error], EXIT.error, run);
  run.terminal.print(await renderPlan(plan, format, run.terminal));
  if (plan.refusals.length > 0) return EXIT.error;
  if (changesOf(plan).length > 0) run.terminal.tell(`Saved: review it, then tenon apply --plan ${file}`);
  return EXIT.ok;
}

async function fail(problems: readonly Problem[], code: ExitCode, { terminal }: Run): Promise<ExitCode> {
  await terminal.problems(problems);
  return code;
}
