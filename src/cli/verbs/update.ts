import type { Problem } from '../../model/problem.ts';
import type { DefinitionOptions, TenantOptions } from '../commands/options.ts';
import { loadDefinition } from '../definition.ts';
import { EXIT, type ExitCode } from '../exit.ts';
import { snapshotFor } from '../planning.ts';
import { progressOn } from '../progress.ts';
import { newRunId } from '../run-id.ts';
import { takeOver } from '../taking/take-over.ts';
import { openTenant } from '../tenant.ts';
import type { Terminal } from '../terminal.ts';

export interface UpdateOptions extends DefinitionOptions, TenantOptions {
  readonly update: readonly string[];
}

/** Takes what the tenant has over into files that are there. Reads of the tenant, and writes nothing but the files. */
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
    return await takeOver({ loaded: loaded.value, files, snapshot: snapshot.value, only: true, terminal });
  } finally {
    await tenant.value.close();
  }
}

async function fail(problems: readonly Problem[], terminal: Terminal): Promise<ExitCode> {
  await terminal.problems(problems);
  return EXIT.error;
}
