import type { Journal } from '../../applier/journal.ts';
import type { ApplyEvent } from '../../applier/run.ts';
import type { Loaded } from '../../loader/load.ts';
import { secretResolver, secretValues } from '../../loader/substitute/secret-resolver.ts';
import { type Outcome, success } from '../../model/plan/outcome.ts';
import { changesOf, type Plan } from '../../model/plan/plan.ts';
import type { OperationResult, Result } from '../../model/plan/result.ts';
import type { Problem } from '../../model/problem/problem.ts';
import type { EventOptions } from '../commands/drift-options.ts';
import type { DefinitionOptions, PlanningOptions, TenantOptions } from '../commands/options.ts';
import { confirmed } from '../confirm.ts';
import { inFile, loadDefinition } from '../definition.ts';
import { restText } from '../duration.ts';
import { tellApply, tellEnd, tellPlan } from '../events/tell.ts';
import { type Run, withEvents } from '../events/with-events.ts';
import { EXIT, type ExitCode } from '../exit.ts';
import { expectedText } from '../expected.ts';
import { type GivenOptions, givenBy, ofPlanAlone, plannedFrom } from '../given.ts';
import type { Destination } from '../plan-file/destination.ts';
import { type Progress, progressOn } from '../progress.ts';
import { type ResultFormat, renderPlan, renderResult } from '../render.ts';
import { recorded } from '../runs/recorded.ts';
import { lockLost, lockTenant } from '../sharing.ts';
import { openTenant, type Tenant } from '../tenant.ts';
import type { Terminal } from '../terminal.ts';

export interface ApplyOptions extends DefinitionOptions, TenantOptions, PlanningOptions, EventOptions, GivenOptions {
  readonly format: ResultFormat;
  readonly yes?: boolean;
  /** Begin nothing new after the first failure. */
  readonly failFast?: boolean;
  /** Seconds. */
  readonly lockWait?: number;
}

/** Plans (or takes a saved plan), asks, and applies exactly that plan. */
export const apply = (files: readonly string[], options: ApplyOptions, terminal: Terminal): Promise<ExitCode> =>
  withEvents('apply', { files, file: options.events, terminal }, (run) => applied(files, options, run));

async function applied(files: readonly string[], options: ApplyOptions, run: Run): Promise<ExitCode> {
  const { terminal } = run;
  const given = await givenBy(options);
  if (!given.ok) return fail([given.error], EXIT.refused, terminal);
  const { saved, resumed } = given.value;
  const definition = saved?.files ?? files;
  const loaded = saved && definition.length === 0 ? success(ofPlanAlone(saved.plan)) : await loadDefinition(definition, options);
  if (!loaded.ok) return fail(loaded.error, EXIT.error, terminal);
  const progress = progressOn(terminal);
  const tenant = await openTenant(options, progress, run.id, secretValues(loaded.value.definition));
  if (!tenant.ok) return fail(tenant.error, EXIT.error, terminal);
  try {
    await terminal.problems(loaded.value.warnings);
    const lock = await lockTenant(tenant.value, options, progress);
    if (!lock.ok) return await fail([lock.error], lock.error.code === 'tenant-locked' ? EXIT.refused : EXIT.error, terminal);
    const planned = await plannedFrom(given.value, loaded.value, tenant.value, { options, progress, run });
    if (!planned.ok) return await fail(planned.error, saved ? EXIT.refused : EXIT.error, terminal);
    tellPlan(run.events, planned.value);
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
export interface Work {
  readonly loaded: Loaded;
  /** The definition's; none where the plan was made from a snapshot. */
  readonly files: readonly string[];
  /** The run whose rest this is. */
  readonly resumes?: string;
  /** Where a rollback or a restore leads. */
  readonly destination?: Destination;
  readonly tenant: Tenant;
  readonly options: ApplyOptions;
  readonly progress: Progress;
  readonly run: Run;
  /** Aborted when the lock on the tenant is. */
  readonly lost?: AbortSignal;
}

/** Shows the plan, asks, applies it and tells what became of it. */
export async function applyPlanned(plan: Plan, work: Work): Promise<ExitCode> {
  const { options, run } = work;
  const { terminal } = run;
  const count = changesOf(plan).length;
  if (options.format === 'text') {
    const time = expectedText(plan, work.tenant.api);
    terminal.print(await renderPlan(plan, 'text', terminal, time === undefined ? {} : { time }));
  }
  if (plan.refusals.length > 0) return fail(options.format === 'text' ? [] : plan.refusals, EXIT.refused, terminal);
  if (count > 0 && !options.yes && !(await confirmed(plan, terminal)))
    return fail([notConfirmed(terminal)], EXIT.refused, terminal);
  const applied = count > 0 ? await performRecorded(plan, work) : success(await perform(plan, work));
  if (!applied.ok) return fail([applied.error], EXIT.refused, terminal);
  const told = applied.value;
  tellEnd(run.events, told);
  if (count > 0 || options.format !== 'text') terminal.print(await renderResult(told, options.format, terminal));
  if (work.lost?.aborted && told.operations.some(({ status }) => status === 'not started')) await terminal.problems([lockLost]);
  return exitCode(told);
}

const notConfirmed = (terminal: Terminal): Problem => ({
  code: 'not-confirmed',
  severity: 'error',
  message: terminal.interactive ? 'not confirmed: nothing was changed' : 'nobody is there to confirm: nothing was changed',
  hint: terminal.interactive ? 'Run it again when you are sure.' : 'Where no terminal is, give --yes.',
});

/** Every apply leaves behind what it did, and what was there before. */
async function performRecorded(plan: Plan, work: Work): Promise<Outcome<Result, Problem>> {
  const { loaded, files, resumes, destination, tenant, run } = work;
  const secrets = secretResolver(loaded.definition);
  const rest = resumes === undefined ? {} : { resumes };
  const way = destination ? { destination } : {};
  const recording = { run: tenant.runId, plan, files, secrets, env: process.env, at: new Date(), ...rest, ...way };
  const done = await recorded(recording, (journal) => perform(plan, work, journal));
  if (!done.ok) return done;
  if (done.value.untold) await run.terminal.problems([done.value.untold]);
  return success(done.value.result);
}

/** Ctrl-C ends the run in good order: what is under way is finished, the rest is reported as not started. A second one ends it at once. */
async function perform(plan: Plan, work: Work, journal?: Journal): Promise<Result> {
  const { loaded, tenant, options, progress, run, lost } = work;
  const { applyPlan } = await import('../../applier/apply.ts');
  const { RESOURCE_TYPES } = await import('../../resources/index.ts');
  const interrupt = new AbortController();
  const onInterrupt = (): void => {
    if (interrupt.signal.aborted) process.exit(130);
    progress.show('finishing what is under way; Ctrl-C again to end at once …');
    interrupt.abort();
  };
  process.on('SIGINT', onInterrupt);
  let finished = 0;
  const started = performance.now();
  const total = changesOf(plan).length;
  try {
    const result = await applyPlan({
      plan,
      api: tenant.api,
      catalogue: RESOURCE_TYPES,
      secrets: secretResolver(loaded.definition),
      run: tenant.runId,
      watchLog: true,
      ...(journal ? { journal } : {}),
      failFast: options.failFast === true,
      interrupt: lost ? AbortSignal.any([interrupt.signal, lost]) : interrupt.signal,
      onEvent: (event) => {
        if (event.kind === 'waiting') return progress.tell(lateLookText(event));
        tellApply(run.events, event);
        if (event.kind === 'finished') finished += 1;
        const rest = restText(performance.now() - started, finished, total);
        progress.show(`applying ${finished}/${total}${rest}: ${event.kind === 'started' ? event.operation.id : event.result.id}`);
      },
    });
    return withPlaces(result, loaded);
  } finally {
    process.off('SIGINT', onInterrupt);
    progress.done();
  }
}

const lateLookText = ({ operation, ms }: Extract<ApplyEvent, { kind: 'waiting' }>): string =>
  `waiting ${Math.ceil(ms / 1000)} s: the answer to "${operation.id}" was lost, and the tenant is looked at once more before it is sent again`;

const withPlaces = (result: Result, loaded: Loaded): Result => ({
  ...result,
  operations: result.operations.map((operation) => ({
    ...operation,
    problems: operation.problems.map((problem) => inFile(problem, loaded)),
  })),
  ...(result.refused ? { refused: result.refused.map((problem) => inFile(problem, loaded)) } : {}),
});

/** A write may have been carried out although its operation failed: then something has changed. */
const hasChanged = (operation: OperationResult): boolean =>
  operation.status === 'done' || operation.partly === true || operation.problems.some(({ code }) => code === 'outcome-unknown');

function exitCode(result: Result): ExitCode {
  if (result.refused) return EXIT.refused;
  if (result.operations.every((operation) => operation.status === 'done')) return EXIT.ok;
  return result.operations.some(hasChanged) ? EXIT.partial : EXIT.error;
}

async function fail(problems: readonly Problem[], code: ExitCode, terminal: Terminal): Promise<ExitCode> {
  await terminal.problems(problems);
  return code;
}
