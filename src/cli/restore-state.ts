import { failWith, type Outcome } from '../model/plan/outcome.ts';
import { listChanges } from '../model/plan/plan.ts';
import type { Problem } from '../model/problem/problem.ts';
import type { ResultFormat } from '../reporter/report-formats.ts';
import type { PlanningOptions, TenantOptions } from './commands/common-options.ts';
import { emitPlanEvents } from './events/emit-events.ts';
import { type CommandRun, runWithEvents } from './events/run-with-events.ts';
import { EXIT, type ExitCode } from './exit-codes.ts';
import { lockTenant } from './lock-tenant.ts';
import { openTenant } from './open-tenant.ts';
import { savePlan } from './plan-file/save-plan.ts';
import { createProgress } from './progress-line.ts';
import { renderPlan } from './render-documents.ts';
import { type PlannedRestore, planRestore, type UnresolvedDestination } from './runs/plan-restore.ts';
import type { Terminal } from './terminal.ts';
import { applyPlanned } from './verbs/apply-command.ts';

export interface RestoreStateOptions extends TenantOptions, Pick<PlanningOptions, 'allow'> {
  readonly format: ResultFormat;
  readonly out?: string;
  readonly yes?: boolean;
  readonly events?: string;
  /** Seconds. */
  readonly lockWait?: number;
}

/** Plans the way back to a saved state; shows it and asks, or with `--out` saves it for `apply --plan`. */
export const restoreState = (
  verb: 'rollback' | 'restore',
  find: () => Promise<Outcome<UnresolvedDestination, Problem>>,
  options: RestoreStateOptions,
  terminal: Terminal,
): Promise<ExitCode> =>
  runWithEvents(verb, { files: [], file: options.events, terminal }, async (run) => {
    const found = await find();
    if (!found.ok) return fail([found.error], EXIT.error, run);
    const progress = createProgress(run.terminal);
    const tenant = await openTenant(options, progress, run.id);
    if (!tenant.ok) return fail(tenant.error, EXIT.error, run);
    try {
      const lock = await lockTenant(tenant.value, options, progress);
      if (!lock.ok) return await fail([lock.error], lock.error.code === 'tenant-locked' ? EXIT.refused : EXIT.error, run);
      const made = await planRestore(found.value, tenant.value, run, options);
      if (!made.ok) return await fail(made.error, EXIT.error, run);
      emitPlanEvents(run.events, made.value.plan);
      if (options.out !== undefined) return await saveRestorePlan(made.value, options.out, options, run);
      const { lost } = lock.value;
      const { plan, ...planned } = made.value;
      return await applyPlanned(plan, { ...planned, files: [], tenant: tenant.value, options, progress, run, lost });
    } finally {
      await tenant.value.close();
    }
  });

async function saveRestorePlan(
  { plan, destination }: PlannedRestore,
  file: string,
  { format }: RestoreStateOptions,
  run: CommandRun,
): Promise<ExitCode> {
  const refuseSecrets = () =>
    failWith({ code: 'secret-missing', severity: 'error', message: 'a saved state holds no secrets' } as const);
  const written = savePlan(file, { plan, files: [], destination, secrets: refuseSecrets, env: process.env, at: new Date() });
  if (!written.ok) return fail([written.error], EXIT.error, run);
  run.terminal.print(await renderPlan(plan, format, run.terminal));
  if (plan.refusals.length > 0) return EXIT.error;
  if (listChanges(plan).length > 0) run.terminal.printMessage(`Saved: review it, then tenon apply --plan ${file}`);
  return EXIT.ok;
}

async function fail(problems: readonly Problem[], code: ExitCode, { terminal }: CommandRun): Promise<ExitCode> {
  await terminal.reportProblems(problems);
  return code;
}
