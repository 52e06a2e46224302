import type { Loaded } from '../../loader/load-definition.ts';

import { omitUndefined } from '../../model/json/omit-undefined.ts';
import { type Outcome, succeed } from '../../model/plan/outcome.ts';
import { listChanges, type Plan } from '../../model/plan/plan.ts';
import type { Problem } from '../../model/problem/problem.ts';
import type { MarkdownOptions } from '../../reporter/markdown/markdown-report.ts';
import type { PlanFormat } from '../../reporter/report-formats.ts';
import { formatEstimatedDuration } from '../../workflows/apply/estimate-duration.ts';
import { loadFiles } from '../../workflows/definition/load-files.ts';
import { type PlanTenantOptions, planAgainst, planTenant } from '../../workflows/plan/plan-tenant.ts';
import { saveDefinitionPlan } from '../../workflows/plan-file/save-plan.ts';
import { openTenant } from '../../workflows/tenant/open-tenant.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import type { DefinitionFlags, TenantFlags } from '../options/common-options.ts';
import type { EventFlags } from '../options/drift-options.ts';
import { createAnnotatingTerminal, renderPlan } from '../output/render-documents.ts';
import { type CommandRun, runWithEvents } from '../output/run-with-events.ts';
import { reportFailure, type Terminal } from '../output/terminal.ts';

export interface PlanFlags
  extends DefinitionFlags,
    TenantFlags,
    Omit<PlanTenantOptions, 'emulated' | 'earlier' | 'since'>,
    EventFlags,
    MarkdownOptions {
  readonly format: PlanFormat;
  readonly out?: string;
  readonly against?: string;
  readonly since?: string;
  readonly detailedExitcode?: boolean;
}

/** Prints what an apply would change. Changes nothing. */
export const runPlanCommand = (files: readonly string[], flags: PlanFlags, terminal: Terminal): Promise<ExitCode> => {
  const { events: file, trace, format } = flags;
  return runWithEvents('plan', { files, file, trace, terminal: createAnnotatingTerminal(terminal, format) }, (run) =>
    planAndPrint(files, flags, run),
  );
};

async function planAndPrint(files: readonly string[], flags: PlanFlags, { terminal, ports }: CommandRun): Promise<ExitCode> {
  // A plan against a definition or the emulator sends no secrets, so a pull request from a fork, which has none, still gets a plan.
  const secretsOptional = flags.against !== undefined || flags.emulator !== undefined;
  const anyTenant = flags.emulator !== undefined;
  const loaded = await loadFiles(files, { ...flags, secretsOptional, anyTenant }, ports.env);
  if (!loaded.ok) return reportFailure(loaded.error, terminal);
  await terminal.reportProblems(loaded.value.warnings.filter(({ code }) => !(secretsOptional && code === 'secret-missing')));
  const planned = await planFor(loaded.value, files, flags, { terminal, ports });
  if (!planned.ok) return reportFailure(planned.error, terminal);
  const { plan, time } = planned.value;
  if (flags.out !== undefined) {
    const saved = saveDefinitionPlan(flags.out, { plan, loaded: loaded.value, files }, ports);
    if (!saved.ok) return reportFailure([saved.error], terminal);
  }
  terminal.print(await renderPlan(plan, flags.format, terminal, { ...flags, ...omitUndefined({ time }) }));
  return toExitCode(plan, flags);
}

interface TimedPlan {
  readonly plan: Plan;
  /** Estimated duration of an apply. Undefined: the rate limits are not known. */
  readonly time?: string | undefined;
}

async function planFor(
  loaded: Loaded,
  files: readonly string[],
  flags: PlanFlags,
  { ports }: CommandRun,
): Promise<Outcome<TimedPlan, readonly Problem[]>> {
  const since = flags.since === undefined ? undefined : { source: flags.since, files, loading: flags };
  const { since: _, ...others } = flags;
  const options = { ...others, emulated: flags.emulator !== undefined, ...omitUndefined({ since }) };
  if (flags.against !== undefined) {
    const plan = await planAgainst({ loaded, files, source: flags.against, loading: flags }, options, ports);
    return plan.ok ? succeed({ plan: plan.value }) : plan;
  }
  const tenant = await openTenant(flags, ports);
  if (!tenant.ok) return tenant;
  try {
    const plan = await planTenant(loaded, tenant.value, options, ports);
    return plan.ok ? succeed({ plan: plan.value, time: formatEstimatedDuration(plan.value, tenant.value.api) }) : plan;
  } finally {
    await tenant.value.close();
  }
}

function toExitCode(plan: Plan, { detailedExitcode }: PlanFlags): ExitCode {
  if (plan.refusals.length > 0) return EXIT.error;
  return detailedExitcode && listChanges(plan).length > 0 ? EXIT.differs : EXIT.ok;
}
