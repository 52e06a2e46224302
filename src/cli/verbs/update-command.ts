import type { DefinitionOptions, TenantOptions } from '../commands/common-options.ts';
import { computeDrift } from '../compute-drift.ts';
import type { ExitCode } from '../exit-codes.ts';
import { loadDefinition } from '../load-with-options.ts';
import { openTenant } from '../open-tenant.ts';
import { fetchDeclaredSnapshot } from '../plan-definition.ts';
import { createProgress } from '../progress-line.ts';
import { createRunId } from '../run-id.ts';
import { acceptDrift, reportFailure } from '../taking/accept-drift.ts';
import type { Terminal } from '../terminal.ts';

export interface UpdateOptions extends DefinitionOptions, TenantOptions {
  readonly update: readonly string[];
  readonly includeUnapplied?: boolean;
}

/** Writes what the tenant has into files that are there. Reads of the tenant, and writes nothing but the files. */
export async function runUpdateCommand(options: UpdateOptions, terminal: Terminal): Promise<ExitCode> {
  const { update: files } = options;
  const progress = createProgress(terminal);
  const loaded = await loadDefinition(files, options);
  const tenant = loaded.ok ? await openTenant(options, progress, createRunId()) : loaded;
  if (!loaded.ok || !tenant.ok) return reportFailure(tenant.ok ? [] : tenant.error, terminal);
  try {
    await terminal.reportProblems(loaded.value.warnings);
    const snapshot = await fetchDeclaredSnapshot(loaded.value, tenant.value.api, progress);
    if (!snapshot.ok) return await reportFailure(snapshot.error, terminal);
    const { api } = tenant.value;
    const drift = await computeDrift({ loaded: loaded.value, files, snapshot: snapshot.value, api, gone: new Map() });
    if (!drift.ok) return await reportFailure(drift.error, terminal);
    await terminal.reportProblems(drift.value.notes);
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
