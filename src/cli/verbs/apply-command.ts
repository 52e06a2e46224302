import type { ApplyEvent } from '../../applier/apply-context.ts';
import type { RunJournal } from '../../applier/run-journal.ts';
import type { Loaded } from '../../loader/load-definition.ts';
import { listSecretValues, secretResolver } from '../../loader/substitute/secret-resolver.ts';
import { type Outcome, succeed } from '../../model/plan/outcome.ts';
import { listChanges, type Plan } from '../../model/plan/plan.ts';
import type { OperationResult, Result } from '../../model/plan/result.ts';
import type { Problem } from '../../model/problem/problem.ts';
import type { ResultFormat } from '../../reporter/report-formats.ts';
import type { DefinitionOptions, PlanningOptions, TenantOptions } from '../commands/common-options.ts';
import type { EventOptions } from '../commands/drift-options.ts';
import { confirmPlan } from '../confirm-plan.ts';
import { formatEstimatedDuration } from '../estimate-duration.ts';
import { emitApplyEvent, emitFinalEvents, emitPlanEvents } from '../events/emit-events.ts';
import { type CommandRun, runWithEvents } from '../events/run-with-events.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { formatTimeLeft } from '../format-duration.ts';
import { loadDefinition, locateInFiles } from '../load-with-options.ts';
import { lockLostProblem, lockTenant } from '../lock-tenant.ts';
import { openTenant, type TenantConnection } from '../open-tenant.ts';
import type { RestoreDestination } from '../plan-file/restore-destination.ts';
import { createPlaceholderDefinition, type PlanSourceOptions, planFromSource, resolvePlanSource } from '../plan-source.ts';
import { createProgress, type Progress } from '../progress-line.ts';
import { renderPlan, renderResult } from '../render-documents.ts';
import { executeRecorded } from '../runs/execute-recorded.ts';
import type { Terminal } from '../terminal.ts';

export interface ApplyOptions extends DefinitionOptions, TenantOptions, PlanningOptions, EventOptions, PlanSourceOptions {
  readonly format: ResultFormat;
  readonly yes?: boolean;
  /** Begin nothing new after the first failure. */
  readonly failFast?: boolean;
  /** Seconds. */
  readonly lockWait?: number;
}

/** Plans (or takes a saved plan), asks, and applies exactly that plan. */
export const runApplyCommand = (files: readonly string[], options: ApplyOptions, terminal: Terminal): Promise<ExitCode> =>
  runWithEvents('apply', { files, file: options.events, terminal }, (run) => planAndApply(files, options, run));

async function planAndApply(files: readonly string[], options: ApplyOptions, run: CommandRun): Promise<ExitCode> {
  const { terminal } = run;
  const planSource = await resolvePlanSource(options);
  if (!planSource.ok) return fail([planSource.error], EXIT.refused, terminal);
  const { saved, resumed } = planSource.value;
  const definition = saved?.files ?? files;
  const loaded =
    saved && definition.length === 0
      ? succeed(createPlaceholderDefinition(saved.plan))
      : await loadDefinition(definition, options);
  if (!loaded.ok) return fail(loaded.error, EXIT.error, terminal);
  const progress = createProgress(terminal);
  const tenant = await openTenant(options, progress, run.id, listSecretValues(loaded.value.definition));
  if (!tenant.ok) return fail(tenant.error, EXIT.error, terminal);
  try {
    await terminal.reportProblems(loaded.value.warnings);
    const lock = await lockTenant(tenant.value, options, progress);
    if (!lock.ok) return await fail([lock.error], lock.error.code === 'tenant-locked' ? EXIT.refused : EXIT.error, terminal);
    const planned = await planFromSource(planSource.value, loaded.value, tenant.value, { options, progress, run });
    if (!planned.ok) return await fail(planned.error, saved ? EXIT.refused : EXIT.error, terminal);
    emitPlanEvents(run.events, planned.value);
    const { lost } = lock.value;
    const work = {
      loaded: loaded.value,
      files: definition,
      tenant: tenant.value,
      options,
      progress,
      run,
      lost,
    };
    const resumes = resumed ? { resumes: resumed.record.run } : {};
    const way = saved?.destination ? { destination: saved.destination } : {};
    return await applyPlanned(planned.value, { ...work, ...resumes, ...way });
  } finally {
    await tenant.value.close();
  }
}

/** All that a plan is applied with. */
export interface ApplyWork {
  readonly loaded: Loaded;
  /** The definition's; none where the plan was made from a snapshot. */
  readonly files: readonly string[];
  /** The run whose rest this is. */
  readonly resumes?: string;
  /** Where a rollback or a restore leads. */
  readonly destination?: RestoreDestination;
  readonly tenant: TenantConnection;
  readonly options: ApplyOptions;
  readonly progress: Progress;
  readonly run: CommandRun;
  /** Aborted when the lock on the tenant is. */
  readonly lost?: AbortSignal;
}

/** Shows the plan, asks, applies it and tells what became of it. */
export async function applyPlanned(plan: Plan, work: ApplyWork): Promise<ExitCode> {
  const { options, run } = work;
  const { terminal } = run;
  const count = listChanges(plan).length;
  if (options.format === 'text') {
    const time = formatEstimatedDuration(plan, work.tenant.api);
    terminal.print(await renderPlan(plan, 'text', terminal, time === undefined ? {} : { time }));
  }
  if (plan.refusals.length > 0) return fail(options.format === 'text' ? [] : plan.refusals, EXIT.refused, terminal);
  if (count > 0 && !options.yes && !(await confirmPlan(plan, terminal)))
    return fail([createNotConfirmedProblem(terminal)], EXIT.refused, terminal);
  const outcome = count > 0 ? await performRecorded(plan, work) : succeed(await performPlan(plan, work));
  if (!outcome.ok) return fail([outcome.error], EXIT.refused, terminal);
  const result = outcome.value;
  emitFinalEvents(run.events, result);
  if (count > 0 || options.format !== 'text') terminal.print(await renderResult(result, options.format, terminal));
  if (work.lost?.aborted && result.operations.some(({ status }) => status === 'not started'))
    await terminal.reportProblems([lockLostProblem]);
  return toExitCode(result);
}

const createNotConfirmedProblem = (terminal: Terminal): Problem => ({
  code: 'not-confirmed',
  severity: 'error',
  message: terminal.interactive ? 'not confirmed: nothing was changed' : 'nobody is there to confirm: nothing was changed',
  hint: terminal.interactive ? 'Run it again when you are sure.' : 'Where no terminal is, give --yes.',
});

/** Every apply leaves behind what it did, and what was there before. */
async function performRecorded(plan: Plan, work: ApplyWork): Promise<Outcome<Result, Problem>> {
  const { loaded, files, resumes, destination, tenant, run } = work;
  const secrets = secretResolver(loaded.definition);
  const rest = resumes === undefined ? {} : { resumes };
  const way = destination ? { destination } : {};
  const recording = { run: tenant.runId, plan, files, secrets, env: process.env, at: new Date(), ...rest, ...way };
  const done = await executeRecorded(recording, (journal) => performPlan(plan, work, journal));
  if (!done.ok) return done;
  if (done.value.untold) await run.terminal.reportProblems([done.value.untold]);
  return succeed(done.value.result);
}

/** Ctrl-C ends the run in good order: what is under way is finished, the rest is reported as not started. A second one ends it at once. */
async function performPlan(plan: Plan, work: ApplyWork, journal?: RunJournal): Promise<Result> {
  const { loaded, tenant, options, progress, run, lost } = work;
  const { applyPlan } = await import('../../applier/apply-plan.ts');
  const { RESOURCE_TYPES } = await import('../../resources/catalogue.ts');
  const interrupt = new AbortController();
  const handleInterrupt = (): void => {
    if (interrupt.signal.aborted) process.exit(130);
    progress.show('finishing what is under way; Ctrl-C again to end at once …');
    interrupt.abort();
  };
  process.on('SIGINT', handleInterrupt);
  let finished = 0;
  const started = performance.now();
  const total = listChanges(plan).length;
  try {
    const result = await applyPlan({
      plan,
      api: tenant.api,
      catalogue: RESOURCE_TYPES,
      resolveSecret: secretResolver(loaded.definition),
      run: tenant.runId,
      watchLog: true,
      ...(journal ? { journal } : {}),
      failFast: options.failFast === true,
      interrupt: lost ? AbortSignal.any([interrupt.signal, lost]) : interrupt.signal,
      onEvent: (event) => {
        if (event.kind === 'waiting') return progress.writeLine(formatRecoveryWait(event));
        emitApplyEvent(run.events, event);
        if (event.kind === 'finished') finished += 1;
        const rest = formatTimeLeft(performance.now() - started, finished, total);
        progress.show(`applying ${finished}/${total}${rest}: ${event.kind === 'started' ? event.operation.id : event.result.id}`);
      },
    });
    return locateProblems(result, loaded);
  } finally {
    process.off('SIGINT', handleInterrupt);
    progress.clear();
  }
}

const formatRecoveryWait = ({ operation, ms }: Extract<ApplyEvent, { kind: 'waiting' }>): string =>
  `waiting ${Math.ceil(ms / 1000)} s: the answer to "${operation.id}" was lost, and the tenant is looked at once more before it is sent again`;

const locateProblems = (result: Result, loaded: Loaded): Result => ({
  ...result,
  operations: result.operations.map((operation) => ({
    ...operation,
    problems: operation.problems.map((problem) => locateInFiles(problem, loaded)),
  })),
  ...(result.refused ? { refused: result.refused.map((problem) => locateInFiles(problem, loaded)) } : {}),
});

/** A write may have been carried out although its operation failed: then something has changed. */
const hasChanged = (operation: OperationResult): boolean =>
  operation.status === 'done' || operation.partly === true || operation.problems.some(({ code }) => code === 'outcome-unknown');

function toExitCode(result: Result): ExitCode {
  if (result.refused) return EXIT.refused;
  if (result.operations.every((operation) => operation.status === 'done')) return EXIT.ok;
  return result.operations.some(hasChanged) ? EXIT.partial : EXIT.error;
}

async function fail(problems: readonly Problem[], code: ExitCode, terminal: Terminal): Promise<ExitCode> {
  await terminal.reportProblems(problems);
  return code;
}
