import type { Loaded } from '../../loader/load-definition.ts';
import { secretResolver } from '../../loader/substitute/secret-resolver.ts';
import { failWith, type Outcome, succeed } from '../../model/plan/outcome.ts';
import { listChanges, type Plan } from '../../model/plan/plan.ts';
import type { Problem } from '../../model/problem/problem.ts';
import type { Snapshot } from '../../model/snapshot.ts';
import type { MarkdownOptions } from '../../reporter/markdown/markdown-report.ts';
import type { PlanFormat } from '../../reporter/report-formats.ts';
import type { DefinitionOptions, PlanningOptions, TenantOptions } from '../commands/common-options.ts';
import type { CacheOptions, EventOptions } from '../commands/drift-options.ts';
import { formatEstimatedDuration } from '../estimate-duration.ts';
import { emitPlanEvents } from '../events/emit-events.ts';
import { type CommandRun, runWithEvents } from '../events/run-with-events.ts';
import { addNotPlannedNotes, excludeRefused } from '../exclude-refused.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { addChangeOrigins, loadDefinition, locateInFiles } from '../load-with-options.ts';
import { openTenant, type TenantConnection } from '../open-tenant.ts';
import { planDefinition, planWithCosts } from '../plan-definition.ts';
import { savePlan } from '../plan-file/save-plan.ts';
import { createProgress } from '../progress-line.ts';
import { readTenant } from '../read-tenant.ts';
import { createAnnotatingTerminal, renderPlan } from '../render-documents.ts';
import { readSnapshotFrom } from '../snapshot-source.ts';
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
export const runPlanCommand = (files: readonly string[], options: PlanOptions, terminal: Terminal): Promise<ExitCode> =>
  runWithEvents('plan', { files, file: options.events, terminal: createAnnotatingTerminal(terminal, options.format) }, (run) =>
    makeAndReportPlan(files, options, run),
  );

async function makeAndReportPlan(files: readonly string[], options: PlanOptions, run: CommandRun): Promise<ExitCode> {
  const { terminal, events } = run;
  // Against a definition, or for the emulator, no secret is sent: a pull request from a fork, which has none, sees what it changes.
  const secretless = options.against !== undefined || options.emulator !== undefined;
  const loaded = await loadDefinition(files, options, secretless);
  if (!loaded.ok) return fail(loaded.error, terminal);
  await terminal.reportProblems(loaded.value.warnings.filter(({ code }) => !(secretless && code === 'secret-missing')));
  const made = await makePlan(loaded.value, files, options, run);
  if (!made.ok) return fail(made.error, terminal);
  const { plan: unplaced, ...time } = made.value;
  const plan = addChangeOrigins(unplaced, loaded.value);
  emitPlanEvents(events, plan);
  if (options.out !== undefined) {
    const secrets = secretResolver(loaded.value.definition);
    const saved = savePlan(options.out, { plan, files, secrets, env: process.env, at: new Date() });
    if (!saved.ok) return fail([saved.error], terminal);
  }
  terminal.print(await renderPlan(plan, options.format, terminal, { ...options, ...time }));
  return toExitCode(plan, options);
}

interface PlanWithDuration {
  readonly plan: Plan;
  /** What applying it takes, where the tenant's limits are known. */
  readonly time?: string;
}

async function makePlan(
  loaded: Loaded,
  files: readonly string[],
  options: PlanOptions,
  run: CommandRun,
): Promise<Outcome<PlanWithDuration, readonly Problem[]>> {
  if (options.against !== undefined) {
    const snapshot = await readSnapshotFrom(options.against, files, options, loaded.definition.policy.tenant);
    if (!snapshot.ok) return snapshot;
    const unseenProblems = await findUnseenProblems(loaded, snapshot.value, options.against);
    return unseenProblems.length > 0
      ? failWith(unseenProblems)
      : addDuration(await planDefinition(loaded, snapshot.value, options));
  }
  const tenant = await openTenant(options, createProgress(run.terminal), run.id);
  if (!tenant.ok) return tenant;
  try {
    const read = await readTenant(loaded, tenant.value, options, run);
    if (!read.ok) return read;
    const { api } = tenant.value;
    const { snapshot } = read.value;
    const rest = options.keepGoing ? excludeRefused(loaded, snapshot) : { loaded, notPlanned: [] };
    const made = await planWithCosts(rest.loaded, snapshot, api, options);
    return addDuration(made.ok ? succeed(addNotPlannedNotes(made.value, rest.notPlanned)) : made, tenant.value);
  } finally {
    await tenant.value.close();
  }
}

/** What is declared and a saved state does not show: hidden is not empty. */
async function findUnseenProblems(loaded: Loaded, snapshot: Snapshot, source: string): Promise<readonly Problem[]> {
  const { computeFetchNeed } = await import('../../fetcher/need/fetch-need.ts');
  const { findUnseen } = await import('../../fetcher/unseen/find-unseen.ts');
  const { RESOURCE_TYPES } = await import('../../resources/catalogue.ts');
  const hint = `${source} was made without it. Grant the scope, and make it again: tenon backup --out ${source}`;
  return findUnseen(computeFetchNeed(loaded.definition, RESOURCE_TYPES), snapshot).map((problem) =>
    locateInFiles(problem.code.startsWith('scope-') ? { ...problem, hint } : problem, loaded),
  );
}

function addDuration(
  planned: Outcome<Plan, readonly Problem[]>,
  tenant?: TenantConnection,
): Outcome<PlanWithDuration, readonly Problem[]> {
  if (!planned.ok) return planned;
  const time = tenant && formatEstimatedDuration(planned.value, tenant.api);
  return succeed({ plan: planned.value, ...(time === undefined ? {} : { time }) });
}

function toExitCode(made: Plan, options: PlanOptions): ExitCode {
  if (made.refusals.length > 0) return EXIT.error;
  return options.detailedExitcode && listChanges(made).length > 0 ? EXIT.differs : EXIT.ok;
}

async function fail(problems: readonly Problem[], terminal: Terminal): Promise<ExitCode> {
  await terminal.reportProblems(problems);
  return EXIT.error;
}
