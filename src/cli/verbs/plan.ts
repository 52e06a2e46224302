import type { Loaded } from '../../loader/load.ts';
import { secretResolver } from '../../loader/secrets.ts';
import type { Outcome } from '../../model/outcome.ts';
import { changesOf, type Plan } from '../../model/plan.ts';
import type { Problem } from '../../model/problem.ts';
import { readTenant } from '../caching.ts';
import { loadDefinition } from '../definition.ts';
import type { CacheOptions, EventOptions } from '../drift-options.ts';
import { tellPlan } from '../events/tell.ts';
import { type Run, withEvents } from '../events/with-events.ts';
import { EXIT, type ExitCode } from '../exit.ts';
import type { DefinitionOptions, TenantOptions } from '../options.ts';
import { savePlan } from '../plan-file/save.ts';
import { planFor } from '../planning.ts';
import { progressOn } from '../progress.ts';
import { type Format, renderPlan } from '../render.ts';
import { snapshotFrom } from '../source.ts';
import { openTenant } from '../tenant.ts';
import type { Terminal } from '../terminal.ts';

export interface PlanOptions extends DefinitionOptions, TenantOptions, CacheOptions, EventOptions {
  readonly format: Format;
  readonly out?: string;
  readonly against?: string;
  readonly detailedExitcode?: boolean;
}

/** Prints what an apply would do, and does none of it. */
export const plan = (files: readonly string[], options: PlanOptions, terminal: Terminal): Promise<ExitCode> =>
  withEvents('plan', { files, file: options.events, terminal }, (run) => planned(files, options, run));

async function planned(files: readonly string[], options: PlanOptions, run: Run): Promise<ExitCode> {
  const { terminal, events } = run;
  // Against a definition nothing is sent: a pull request from a fork, which has no secrets, still sees what it changes.
  const loaded = await loadDefinition(files, options, options.against !== undefined || options.emulator !== undefined);
  if (!loaded.ok) return fail(loaded.error, terminal);
  await terminal.problems(loaded.value.warnings);
  const made = await makePlan(loaded.value, files, options, run);
  if (!made.ok) return fail(made.error, terminal);
  tellPlan(events, made.value);
  if (options.out !== undefined) {
    const secrets = secretResolver(loaded.value.definition);
    const saved = savePlan(options.out, { plan: made.value, files, secrets, env: process.env, at: new Date() });
    if (!saved.ok) return fail([saved.error], terminal);
  }
  terminal.print(await renderPlan(made.value, options.format, terminal));
  return exitCode(made.value, options);
}

async function makePlan(
  loaded: Loaded,
  files: readonly string[],
  options: PlanOptions,
  run: Run,
): Promise<Outcome<Plan, readonly Problem[]>> {
  if (options.against !== undefined) {
    const snapshot = await snapshotFrom(options.against, files, options);
    return snapshot.ok ? planFor(loaded, snapshot.value) : snapshot;
  }
  const tenant = await openTenant(options, progressOn(run.terminal), run.id);
  if (!tenant.ok) return tenant;
  try {
    const read = await readTenant(loaded, tenant.value, options, run);
    return read.ok ? await planFor(loaded, read.value.snapshot) : read;
  } finally {
    await tenant.value.close();
  }
}

function exitCode(made: Plan, options: PlanOptions): ExitCode {
  if (made.refusals.length > 0) return EXIT.error;
  return options.detailedExitcode && changesOf(made).length > 0 ? EXIT.differs : EXIT.ok;
}

async function fail(problems: readonly Problem[], terminal: Terminal): Promise<ExitCode> {
  await terminal.problems(problems);
  return EXIT.error;
}
