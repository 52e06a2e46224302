import { failure, type Outcome } from '../model/plan/outcome.ts';
import { changesOf } from '../model/plan/plan.ts';
import type { Problem } from '../model/problem/problem.ts';
import type { PlanningOptions, TenantOptions } from './commands/options.ts';
import { tellPlan } from './events/tell.ts';
import { type Run, withEvents } from './events/with-events.ts';
import { EXIT, type ExitCode } from './exit.ts';
import { savePlan } from './plan-file/save.ts';
import { progressOn } from './progress.ts';
import { type ResultFormat, renderPlan } from './render.ts';
import { type PlannedBack, planBack, type Unresolved } from './runs/plan-back.ts';
import { lockTenant } from './sharing.ts';
import { openTenant } from './tenant.ts';
import type { Terminal } from './terminal.ts';
import { applyPlanned } from './verbs/apply.ts';

export interface ReturnOptions extends TenantOptions, Pick<PlanningOptions, 'allow'> {
  readonly format: ResultFormat;
  readonly out?: string;
  readonly yes?: boolean;
  readonly events?: string;
  /** Seconds. */
  readonly lockWait?: number;
}

/** Plans the way back to a saved state; shows it and asks, or with `--out` saves it for `apply --plan`. */
export const goBack = (
  verb: 'rollback' | 'restore',
  find: () => Promise<Outcome<Unresolved, Problem>>,
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
      if (options.out !== undefined) return await saved(made.value, options.out, options, run);
      const { lost } = lock.value;
      const { plan, ...planned } = made.value;
      return await applyPlanned(plan, { ...planned, files: [], tenant: tenant.value, options, progress, run, lost });
    } finally {
      await tenant.value.close();
    }
  });

async function saved({ plan, destination }: PlannedBack, file: string, { format }: ReturnOptions, run: Run): Promise<ExitCode> {
  const secrets = () =>
    failure({ code: 'secret-missing', severity: 'error', message: 'a saved state holds no secrets' } as const);
  const written = savePlan(file, { plan, files: [], destination, secrets, env: process.env, at: new Date() });
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
