import { loadDefinition } from '../definition.ts';
import { driftFor } from '../drifting.ts';
import { EXIT, type ExitCode } from '../exit.ts';
import type { DefinitionOptions, TenantOptions } from '../options.ts';
import { snapshotFor } from '../planning.ts';
import { progressOn } from '../progress.ts';
import { type DriftFormat, renderDrift } from '../render.ts';
import { openTenant } from '../tenant.ts';
import type { Terminal } from '../terminal.ts';

export interface DriftOptions extends DefinitionOptions, TenantOptions {
  readonly format: DriftFormat;
}

/** What the tenant has that the definition does not say, and the reverse. Only reads. */
export async function drift(files: readonly string[], options: DriftOptions, terminal: Terminal): Promise<ExitCode> {
  const loaded = await loadDefinition(files, options.vars);
  const progress = progressOn(terminal);
  const tenant = loaded.ok ? await openTenant(options, progress) : loaded;
  if (!loaded.ok || !tenant.ok) {
    await terminal.problems(loaded.ok && !tenant.ok ? tenant.error : loaded.ok ? [] : loaded.error);
    return EXIT.error;
  }
  try {
    await terminal.problems(loaded.value.warnings);
    const snapshot = await snapshotFor(loaded.value, tenant.value.api, progress);
    const found = snapshot.ok ? await driftFor(loaded.value, files, snapshot.value, tenant.value.api) : snapshot;
    if (!found.ok) {
      await terminal.problems(found.error);
      return EXIT.error;
    }
    terminal.print(await renderDrift(found.value, options.format, terminal));
    return found.value.entries.length > 0 ? EXIT.differs : EXIT.ok;
  } finally {
    await tenant.value.close();
  }
}
