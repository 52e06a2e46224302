import { join } from 'node:path';
import type { Exported, ExportOptions as Making } from '../../exporter/options.ts';
import { failure, type Outcome, success } from '../../model/plan/outcome.ts';
import type { Problem } from '../../model/problem/problem.ts';
import type { TenantOptions } from '../commands/options.ts';
import { EXIT, type ExitCode } from '../exit.ts';
import { strangersIn, unavailable } from '../export/asked.ts';
import { type Target, targetOf } from '../export/target.ts';
import { exportText } from '../export/told.ts';
import { writeFiles } from '../export/write.ts';
import { showFetch } from '../planning.ts';
import { progressOn } from '../progress.ts';
import { newRunId } from '../run-id.ts';
import { openTenant } from '../tenant.ts';
import type { Terminal } from '../terminal.ts';
import { TOOL } from '../version.ts';

export interface ExportOptions extends TenantOptions {
  readonly out?: string;
  readonly full?: boolean;
  readonly type?: readonly string[];
  readonly force?: boolean;
}

/** A definition from a tenant: planning it right after is empty. Only reads. */
export async function exportTenant(options: ExportOptions, terminal: Terminal): Promise<ExitCode> {
  const target = targetOf(options.out);
  const made = await makeExport(options, target, terminal);
  const done = made.ok ? delivered(made.value, target, options, terminal) : made;
  if (!made.ok || !done.ok) {
    await terminal.problems(done.ok ? [] : done.error);
    return EXIT.error;
  }
  await terminal.problems(made.value.notes);
  const told = exportText(made.value, options.out === undefined ? undefined : join(target.folder, target.main));
  if (told !== '') terminal.tell(told);
  return EXIT.ok;
}

async function makeExport(
  options: ExportOptions,
  target: Target,
  terminal: Terminal,
): Promise<Outcome<Exported, readonly Problem[]>> {
  const { RESOURCE_TYPES } = await import('../../resources/index.ts');
  const { fetchAll } = await import('../../fetcher/snapshot.ts');
  const { exportDefinition } = await import('../../exporter/export.ts');
  const only = options.type;
  const strangers = strangersIn(
    only ?? [],
    RESOURCE_TYPES.map(({ type }) => type),
  );
  if (strangers.length > 0) return failure(strangers);
  const progress = progressOn(terminal);
  const tenant = await openTenant(options, progress, newRunId());
  if (!tenant.ok) return tenant;
  try {
    const { api } = tenant.value;
    const snapshot = await fetchAll(api, RESOURCE_TYPES, showFetch(progress), only);
    progress.done();
    const missing = snapshot.ok ? unavailable(snapshot.value, only ?? []) : snapshot.error;
    if (!snapshot.ok || missing.length > 0) return failure(missing);
    const identity = await api.identity();
    const making: Making = {
      tool: TOOL,
      layout: target.layout,
      main: target.main,
      full: options.full ?? false,
      ...(only ? { only } : {}),
      ...(target.schema === undefined ? {} : { schema: target.schema }),
      ...(identity.ok && identity.value.scopes ? { scopes: identity.value.scopes } : {}),
    };
    return success(exportDefinition(snapshot.value, RESOURCE_TYPES, making));
  } finally {
    await tenant.value.close();
  }
}

function delivered(
  { files }: Exported,
  target: Target,
  { out, force = false }: ExportOptions,
  terminal: Terminal,
): Outcome<void, readonly Problem[]> {
  if (out !== undefined) {
    const written = writeFiles(target.folder, files, force);
    return written.ok ? written : failure([written.error]);
  }
  const [main, ...others] = files;
  if (others.length > 0) return failure([onlyInFiles(others.map(({ path }) => path))]);
  terminal.print(main?.content ?? '');
  return success(undefined);
}

/** A text that reads like the path of a file cannot stand in the YAML. */
const onlyInFiles = (paths: readonly string[]): Problem => ({
  code: 'usage',
  severity: 'error',
  message: `The tenant has texts that can only stand in files of their own: ${paths.join(', ')}`,
  hint: 'Say where to: --out tenant.yaml, or --out and a folder.',
});
