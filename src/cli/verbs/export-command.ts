import { join } from 'node:path';
import type { Exported, ExportOptions as Making } from '../../exporter/export-options.ts';
import { failWith, type Outcome, succeed } from '../../model/plan/outcome.ts';
import type { Problem } from '../../model/problem/problem.ts';
import type { TenantOptions } from '../commands/common-options.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { formatExportSummary } from '../export/export-summary.ts';
import { type ExportTarget, resolveExportTarget } from '../export/export-target.ts';
import { findUnavailableTypes, findUnknownTypes } from '../export/unknown-types.ts';
import { writeExportFiles } from '../export/write-export.ts';
import { openTenant } from '../open-tenant.ts';
import { createFetchReporter } from '../plan-definition.ts';
import { createProgress } from '../progress-line.ts';
import { createRunId } from '../run-id.ts';
import type { Terminal } from '../terminal.ts';
import { TOOL } from '../version.ts';

export interface ExportCommandOptions extends TenantOptions {
  readonly out?: string;
  readonly full?: boolean;
  readonly type?: readonly string[];
  readonly force?: boolean;
}

/** A definition from a tenant: planning it right after is empty. Only reads. */
export async function runExportCommand(options: ExportCommandOptions, terminal: Terminal): Promise<ExitCode> {
  const target = resolveExportTarget(options.out);
  const made = await readExport(options, target, terminal);
  const done = made.ok ? deliverExport(made.value, target, options, terminal) : made;
  if (!made.ok || !done.ok) {
    await terminal.reportProblems(done.ok ? [] : done.error);
    return EXIT.error;
  }
  await terminal.reportProblems(made.value.notes);
  const summary = formatExportSummary(made.value, options.out === undefined ? undefined : join(target.folder, target.main));
  if (summary !== '') terminal.printMessage(summary);
  return EXIT.ok;
}

async function readExport(
  options: ExportCommandOptions,
  target: ExportTarget,
  terminal: Terminal,
): Promise<Outcome<Exported, readonly Problem[]>> {
  const { RESOURCE_TYPES } = await import('../../resources/catalogue.ts');
  const { fetchAll } = await import('../../fetcher/fetch-snapshot.ts');
  const { exportDefinition } = await import('../../exporter/export-definition.ts');
  const only = options.type;
  const unknownTypes = findUnknownTypes(
    only ?? [],
    RESOURCE_TYPES.map(({ type }) => type),
  );
  if (unknownTypes.length > 0) return failWith(unknownTypes);
  const progress = createProgress(terminal);
  const tenant = await openTenant(options, progress, createRunId());
  if (!tenant.ok) return tenant;
  try {
    const { api } = tenant.value;
    const snapshot = await fetchAll(api, RESOURCE_TYPES, createFetchReporter(progress), only);
    progress.clear();
    const missing = snapshot.ok ? findUnavailableTypes(snapshot.value, only ?? []) : snapshot.error;
    if (!snapshot.ok || missing.length > 0) return failWith(missing);
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
    return succeed(exportDefinition(snapshot.value, RESOURCE_TYPES, making));
  } finally {
    await tenant.value.close();
  }
}

function deliverExport(
  { files }: Exported,
  target: ExportTarget,
  { out, force = false }: ExportCommandOptions,
  terminal: Terminal,
): Outcome<void, readonly Problem[]> {
  if (out !== undefined) {
    const written = writeExportFiles(target.folder, files, force);
    return written.ok ? written : failWith([written.error]);
  }
  const [main, ...others] = files;
  if (others.length > 0) return failWith([createOutRequiredProblem(others.map(({ path }) => path))]);
  terminal.print(main?.content ?? '');
  return succeed(undefined);
}

/** A text that reads like the path of a file cannot stand in the YAML. */
const createOutRequiredProblem = (paths: readonly string[]): Problem => ({
  code: 'usage',
  severity: 'error',
  message: `The tenant has texts that can only stand in files of their own: ${paths.join(', ')}`,
  hint: 'Say where to: --out tenant.yaml, or --out and a folder.',
});
