import type { DefinitionOptions, TenantOptions } from '../commands/options.ts';
import { loadDefinition } from '../definition.ts';
import { driftFor } from '../drifting.ts';
import type { ExitCode } from '../exit.ts';
import { snapshotFor } from '../planning.ts';
import { progressOn } from '../progress.ts';
import { newRunId } from '../run-id.ts';
import { acceptDrift, fail } from '../taking/accept.ts';
import { openTenant } from '../tenant.ts';
import type { Terminal } from '../terminal.ts';

export interface UpdateOptions extends DefinitionOptions, TenantOptions {
  readonly update: readonly string[];
  readonly includeUnapplied?: boolean;
}

/** Writes what the tenant has into files that are there. Reads of the tenant, and writes nothing but the files. */
export async function update(options: UpdateOptions, terminal: Terminal): Promise<ExitCode> {
  const { update: files } = options;
  const progress = progressOn(terminal);
  const loaded = await loadDefinition(files, options);
  const tenant = loaded.ok ? await openTenant(options, progress, newRunId()) : loaded;
  if (!loaded.ok || !tenant.ok) return fail(tenant.ok ? [] : tenant.error, terminal);
  try {
    await terminal.problems(loaded.value.warnings);
    const snapshot = await snapshotFor(loaded.value, tenant.value.api, progress);
    if (!snapshot.ok) return await fail(snapshot.error, terminal);
    const { api } = tenant.value;
    const drift = await driftFor({ loaded: loaded.value, files, snapshot: snapshot.value, api, gone: new Map() });
    if (!drift.ok) return await fail(drift.error, terminal);
    await terminal.problems(drift.value.notes);
    return await acceptDrift({
      loaded: loaded.value,
      files,
      snapshot: snapshot.value,
      reload: (texts) => loadDefinition(files, options, false, undefined, texts),
      drift: drift.value,
      only: true,
      includeUnapplied: options.includeUnapplied ?? false,
      terminal,
    });
  } finally {
    await tenant.value.close();
  }
}
