import type { Loaded } from '../../loader/load.ts';
import type { Drift } from '../../model/drift.ts';
import type { Outcome } from '../../model/outcome.ts';
import type { Problem } from '../../model/problem.ts';
import { readTenant } from '../caching.ts';
import { loadDefinition } from '../definition.ts';
import { driftFor } from '../drifting.ts';
import { EXIT, type ExitCode } from '../exit.ts';
import type { CacheOptions, DefinitionOptions, TenantOptions } from '../options.ts';
import { progressOn } from '../progress.ts';
import { type DriftFormat, renderDrift } from '../render.ts';
import { openTenant, type Tenant } from '../tenant.ts';
import type { Terminal } from '../terminal.ts';

export interface DriftOptions extends DefinitionOptions, TenantOptions, CacheOptions {
  readonly format: DriftFormat;
}

/** What the tenant has that the definition does not say, and the reverse. Only reads. */
export async function drift(files: readonly string[], options: DriftOptions, terminal: Terminal): Promise<ExitCode> {
  const loaded = await loadDefinition(files, options.vars);
  const tenant = loaded.ok ? await openTenant(options, progressOn(terminal)) : loaded;
  if (!loaded.ok || !tenant.ok) return fail(tenant.ok ? [] : tenant.error, terminal);
  try {
    await terminal.problems(loaded.value.warnings);
    const found = await look({ loaded: loaded.value, files, tenant: tenant.value, options, terminal });
    if (!found.ok) return await fail(found.error, terminal);
    terminal.print(await renderDrift(found.value, options.format, terminal));
    return found.value.entries.length > 0 ? EXIT.differs : EXIT.ok;
  } finally {
    await tenant.value.close();
  }
}

interface Looking {
  readonly loaded: Loaded;
  readonly files: readonly string[];
  readonly tenant: Tenant;
  readonly options: DriftOptions;
  readonly terminal: Terminal;
}

async function look({ loaded, files, tenant, options, terminal }: Looking): Promise<Outcome<Drift, readonly Problem[]>> {
  const read = await readTenant(loaded, tenant, options, terminal);
  return read.ok ? driftFor({ loaded, files, ...read.value, api: tenant.api }) : read;
}

async function fail(problems: readonly Problem[], terminal: Terminal): Promise<ExitCode> {
  await terminal.problems(problems);
  return EXIT.error;
}
