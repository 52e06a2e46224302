import type { Loaded } from '../../loader/load.ts';
import { secretResolver } from '../../loader/substitute/secret-resolver.ts';
import { failure, type Outcome, success } from '../../model/plan/outcome.ts';
import { changesOf, type Plan } from '../../model/plan/plan.ts';
import type { Problem } from '../../model/problem/problem.ts';
import type { Snapshot } from '../../model/snapshot.ts';
import type { MarkdownOptions } from '../../reporter/markdown/report.ts';
import { readTenant } from '../caching.ts';
import type { CacheOptions, EventOptions } from '../commands/drift-options.ts';
import type { DefinitionOptions, PlanningOptions, TenantOptions } from '../commands/options.ts';
import { inFile, loadDefinition, withLines } from '../definition.ts';
import { tellPlan } from '../events/tell.ts';
import { type Run, withEvents } from '../events/with-events.ts';
import { EXIT, type ExitCode } from '../exit.ts';
import { expectedText } from '../expected.ts';
import { savePlan } from '../plan-file/save.ts';
import { planCounted, planFor } from '../planning.ts';
import { progressOn } from '../progress.ts';
import { withNotPlanned, withoutRefused } from '../refused.ts';
import { annotating, type PlanFormat, renderPlan } from '../render.ts';
import { snapshotFrom } from '../source.ts';
import { openTenant, type Tenant } from '../tenant.ts';
import type { Terminal } from '../terminal.ts';

export interface PlanOptions
  extends DefinitionOptions,
    TenantOptions,
    PlanningOptions,
    CacheOptions,
    EventOptions,
    MarkdownOptions {
  readonly format: PlanFormat;
  readonly out?: string;
  readonly against?: string;
  readonly detailedExitcode?: boolean;
  /** Plans the rest where something that is declared cannot be read. */
  readonly keepGoing?: boolean;
}

/** Prints what an apply would do, and does none of it. */
export const plan = (files: readonly string[], options: PlanOptions, terminal: Terminal): Promise<ExitCode> =>
  withEvents('plan', { files, file: options.events, terminal: annotating(terminal, options.format) }, (run) =>
    planned(files, options, run),
  );

async function planned(files: readonly string[], options: PlanOptions, run: Run): Promise<ExitCode> {
  const { terminal, events } = run;
  // Against a definition, or for the emulator, no secret is sent: a pull request from a fork, which has none, sees what it changes.
  const secretless = options.against !== undefined || options.emulator !== undefined;
  const loaded = await loadDefinition(files, options, secretless);
  if (!loaded.ok) return fail(loaded.error, terminal);
  await terminal.problems(loaded.value.warnings.filter(({ code }) => !(secretless && code === 'secret-missing')));
  const made = await makePlan(loaded.value, files, options, run);
  if (!made.ok) return fail(made.error, terminal);
  const { plan: unplaced, ...time } = made.value;
  const plan = withLines(unplaced, loaded.value);
  tellPlan(events, plan);
  if (options.out !== undefined) {
    const secrets = secretResolver(loaded.value.definition);
    const saved = savePlan(options.out, { plan, files, secrets, env: process.env, at: new Date() });
    if (!saved.ok) return fail([saved.error], terminal);
  }
  terminal.print(await renderPlan(plan, options.format, terminal, { ...options, ...time }));
  return exitCode(plan, options);
}

interface Made {
  readonly plan: Plan;
  /** What applying it takes, where the tenant's limits are known. */
  readonly time?: string;
}

async function makePlan(
  loaded: Loaded,
  files: readonly string[],
  options: PlanOptions,
  run: Run,
): Promise<Outcome<Made, readonly Problem[]>> {
  if (options.against !== undefined) {
    const snapshot = await snapshotFrom(options.against, files, options, loaded.definition.policy.tenant);
    if (!snapshot.ok) return snapshot;
    const unseen = await unseenIn(loaded, snapshot.value, options.against);
    return unseen.length > 0 ? failure(unseen) : madeOf(await planFor(loaded, snapshot.value, options));
  }
  const tenant = await openTenant(options, progressOn(run.terminal), run.id);
  if (!tenant.ok) return tenant;
  try {
    const read = await readTenant(loaded, tenant.value, options, run);
    if (!read.ok) return read;
    const { api } = tenant.value;
    const { snapshot } = read.value;
    const rest = options.keepGoing ? withoutRefused(loaded, snapshot) : { loaded, notPlanned: [] };
    const made = await planCounted(rest.loaded, snapshot, api, options);
    return madeOf(made.ok ? success(withNotPlanned(made.value, rest.notPlanned)) : made, tenant.value);
  } finally {
    await tenant.value.close();
  }
}

/** What is declared and a saved state does not show: hidden is not empty. */
async function unseenIn(loaded: Loaded, snapshot: Snapshot, source: string): Promise<readonly Problem[]> {
  const { needOf } = await import('../../fetcher/need/need.ts');
  const { findUnseen } = await import('../../fetcher/unseen/find-unseen.ts');
  const { RESOURCE_TYPES } = await import('../../resources/index.ts');
  const hint = `${source} was made without it. Grant the scope, and make it again: tenon backup --out ${source}`;
  return findUnseen(needOf(loaded.definition, RESOURCE_TYPES), snapshot).map((problem) =>
    inFile(problem.code.startsWith('scope-') ? { ...problem, hint } : problem, loaded),
  );
}

function madeOf(planned: Outcome<Plan, readonly Problem[]>, tenant?: Tenant): Outcome<Made, readonly Problem[]> {
  if (!planned.ok) return planned;
  const time = tenant && expectedText(planned.value, tenant.api);
  return success({ plan: planned.value, ...(time === undefined ? {} : { time }) });
}

function exitCode(made: Plan, options: PlanOptions): ExitCode {
  if (made.refusals.length > 0) return EXIT.error;
  return options.detailedExitcode && changesOf(made).length > 0 ? EXIT.differs : EXIT.ok;
}

async function fail(problems: readonly Problem[], terminal: Terminal): Promise<ExitCode> {
  await terminal.problems(problems);
  return EXIT.error;
}
