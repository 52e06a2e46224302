import { changesOf } from '../../model/plan.ts';
import { loadDefinition } from '../definition.ts';
import { EXIT, type ExitCode } from '../exit.ts';
import type { DefinitionOptions, TenantOptions } from '../options.ts';
import { planFor, snapshotFor } from '../planning.ts';
import { progressOn } from '../progress.ts';
import { type Format, renderDrift } from '../render.ts';
import { openTenant } from '../tenant.ts';
import type { Terminal } from '../terminal.ts';

export interface DriftOptions extends DefinitionOptions, TenantOptions {
  readonly format: Format;
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
    const planned = snapshot.ok ? await planFor(loaded.value, snapshot.value) : snapshot;
    if (!planned.ok) {
      await terminal.problems(planned.error);
      return EXIT.error;
    }
    terminal.print(await renderDrift(planned.value, options.format, terminal));
    return changesOf(planned.value).length > 0 ? EXIT.differs : EXIT.ok;
  } finally {
    await tenant.value.close();
  }
}
