import { omitUndefined } from '../../model/json/omit-undefined.ts';
import { exportTenant } from '../../workflows/export/export-tenant.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import type { TenantFlags } from '../options/common-options.ts';
import { formatExportSummary } from '../output/export-summary.ts';
import { reportFailure, type Terminal } from '../output/terminal.ts';
import { createTerminalPorts } from '../output/terminal-ports.ts';

export interface ExportFlags extends TenantFlags {
  readonly out?: string;
  readonly full?: boolean;
  readonly type?: readonly string[];
  readonly force?: boolean;
}

/** Exports the tenant as a definition; a plan right afterwards is empty. Never writes to the tenant. */
export async function runExportCommand(flags: ExportFlags, terminal: Terminal): Promise<ExitCode> {
  const { type: types, trace, ...options } = flags;
  const ports = createTerminalPorts(terminal, { trace });
  const exported = await exportTenant({ ...options, tenant: flags, ...omitUndefined({ types }) }, ports);
  if (!exported.ok) return reportFailure(exported.error, terminal);
  const { files, writtenTo, notes } = exported.value;
  if (writtenTo === undefined) terminal.print(files[0]?.content ?? '');
  await terminal.reportProblems(notes);
  const summary = formatExportSummary(exported.value, writtenTo);
  if (summary !== '') terminal.printMessage(summary);
  return EXIT.ok;
}
