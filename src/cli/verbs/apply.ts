import type { Loaded } from '../../loader/load.ts';
import { secretResolver, secretValues } from '../../loader/secrets.ts';
import { failure, type Outcome, success } from '../../model/outcome.ts';
import { changesOf, type Plan } from '../../model/plan.ts';
import type { Problem } from '../../model/problem.ts';
import type { OperationResult, Result } from '../../model/result.ts';
import { confirmed } from '../confirm.ts';
import { inFile, loadDefinition } from '../definition.ts';
import type { EventOptions } from '../drift-options.ts';
import { restText } from '../duration.ts';
import { tellApply, tellEnd, tellPlan } from '../events/tell.ts';
import { type Run, withEvents } from '../events/with-events.ts';
import { EXIT, type ExitCode } from '../exit.ts';
import { expectedText } from '../expected.ts';
import type { DefinitionOptions, PermissionOptions, TenantOptions } from '../options.ts';
import { bindingProblems } from '../plan-file/binding.ts';
import { readPlan } from '../plan-file/read.ts';
import type { SavedPlan } from '../plan-file/saved.ts';
import { planCounted, snapshotFor } from '../planning.ts';
import { type Progress, progressOn } from '../progress.ts';
import { type ResultFormat, renderPlan, renderResult } from '../render.ts';
import { lockLost, lockTenant } from '../sharing.ts';
import { openTenant, type Tenant } from '../tenant.ts';
import type { Terminal } from '../terminal.ts';
import { TOOL } from '../version.ts';

export interface ApplyOptions extends DefinitionOptions, TenantOptions, PermissionOptions, EventOptions {
  readonly format: ResultFormat;
  readonly plan?: string;
  readonly yes?: boolean;
  /** Seconds. */
  readonly maxAge?: number;
  /** Seconds. */
  readonly lockWait?: number;
}

/** Plans (or takes a saved plan), asks, and applies exactly that plan. */
export const apply = (files: readonly string[], options: ApplyOptions, terminal: Terminal): Promise<ExitCode> =>
  withEvents('apply', { files, file: options.events, terminal }, (run) => applied(files, options, run));

async function applied(files: readonly string[], options: ApplyOptions, run: Run): Promise<ExitCode> {
  const { terminal } = run;
  const saved = options.plan === undefined ? undefined : await readPlan(options.plan, process.env);
  if (saved && !saved.ok) return fail([saved.error], EXIT.refused, terminal);
  const loaded = await loadDefinition(saved?.value.files ?? files, options);
  if (!loaded.ok) return fail(loaded.error, EXIT.error, terminal);
  const progress = progressOn(terminal);
  const tenant = await openTenant(options, progress, run.id, secretValues(loaded.value.definition));
  if (!tenant.ok) return fail(tenant.error, EXIT.error, terminal);
  try {
    await terminal.problems(loaded.value.warnings);
    const lock = await lockTenant(tenant.value, options, progress);
    if (!lock.ok) return await fail([lock.error], lock.error.code === 'tenant-locked' ? EXIT.refused : EXIT.error, terminal);
    const planned = saved
      ? await boundPlan(saved.value, loaded.value, tenant.value, options.maxAge)
      : await freshPlan(loaded.value, tenant.value, progress, run, options);
    if (!planned.ok) return await fail(planned.error, saved ? EXIT.refused : EXIT.error, terminal);
    tellPlan(run.events, planned.value);
    const lost = lock.value?.lost;
    const work = { loaded: loaded.value, tenant: tenant.value, options, progress, run, ...(lost ? { lost } : {}) };
    return await applyPlanned(planned.value, work);
  } finally {
    await tenant.value.close();
  }
}

/** All that a plan is applied with. */
interface Work {
  readonly loaded: Loaded;
  readonly tenant: Tenant;
  readonly options: ApplyOptions;
  readonly progress: Progress;
  readonly run: Run;
  /** Aborted when the lock on the tenant is. */
  readonly lost?: AbortSignal;
}

type Planned = Outcome<Plan, readonly Problem[]>;

async function freshPlan(
  loaded: Loaded,
  tenant: Tenant,
  progress: Progress,
  { events }: Run,
  { allow }: PermissionOptions,
): Promise<Planned> {
  const snapshot = await snapshotFor(loaded, tenant.api, progress, events);
  return snapshot.ok ? planCounted(loaded, snapshot.value, tenant.api, allow) : snapshot;
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

async function applyPlanned(plan: Plan, work: Work): Promise<ExitCode> {
  const { loaded, options, run } = work;
  const { terminal } = run;
  const count = changesOf(plan).length;
  if (options.format === 'text') {
    const time = expectedText(plan, work.tenant.api);
    terminal.print(await renderPlan(plan, 'text', terminal, time === undefined ? {} : { time }));
  }
  if (plan.refusals.length > 0) return fail(options.format === 'text' ? [] : plan.refusals, EXIT.refused, terminal);
  if (count > 0 && !options.yes && !(await confirmed(plan, terminal)))
    return fail([notConfirmed(terminal)], EXIT.refused, terminal);
  const result = await perform(plan, work);
  const told = withPlaces(result, loaded);
  tellEnd(run.events, told);
  if (count > 0 || options.format !== 'text') terminal.print(await renderResult(told, options.format, terminal));
  if (work.lost?.aborted && result.operations.some(({ status }) => status === 'not started')) await terminal.problems([lockLost]);
  return exitCode(result);
}

const notConfirmed = (terminal: Terminal): Problem => ({
  code: 'not-confirmed',
  severity: 'error',
  message: terminal.interactive ? 'not confirmed: nothing was changed' : 'nobody is there to confirm: nothing was changed',
  hint: terminal.interactive ? 'Run it again when you are sure.' : 'Where no terminal is, give --yes.',
});

/** Ctrl-C ends the run in good order: what is under way is finished, the rest is reported as not started. A second one ends it at once. */
async function perform(plan: Plan, { loaded, tenant, progress, run, lost }: Work): Promise<Result> {
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
    return await applyPlan({
      plan,
      api: tenant.api,
      catalogue: RESOURCE_TYPES,
      secrets: secretResolver(loaded.definition),
      run: tenant.runId,
      interrupt: lost ? AbortSignal.any([interrupt.signal, lost]) : interrupt.signal,
      onEvent: (event) => {
        tellApply(run.events, event);
        if (event.kind === 'finished') finished += 1;
        const rest = restText(performance.now() - started, finished, total);
        progress.show(`applying ${finished}/${total}${rest}: ${event.kind === 'started' ? event.operation.id : event.result.id}`);
      },
    });
  } finally {
    process.off('SIGINT', onInterrupt);
    progress.done();
  }
}

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
