import { listCountedFindings } from '../../model/check-report.ts';
import { type Finding, SEVERITIES, type Severity } from '../../model/plan/finding.ts';
import type { MarkdownOptions } from '../../reporter/markdown/markdown-report.ts';
import type { CheckFormat } from '../../reporter/report-formats.ts';
import { type CheckInput, checkDefinition } from '../../workflows/check/check-definition.ts';
import { loadOptionalFiles } from '../../workflows/definition/load-optional-files.ts';
import type { WorkflowPorts } from '../../workflows/ports.ts';
import { openTenant } from '../../workflows/tenant/open-tenant.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import type { DefinitionFlags, TenantFlags } from '../options/common-options.ts';
import { renderCheck } from '../output/render-documents.ts';
import { reportFailure, type Terminal } from '../output/terminal.ts';
import { createTerminalPorts } from '../output/terminal-ports.ts';

export interface CheckFlags extends DefinitionFlags, TenantFlags, MarkdownOptions {
  readonly format: CheckFormat;
  /** Judge the tenant instead of the files. */
  readonly live?: boolean;
  readonly failOn: FailOn;
}

/** The least severity of a finding that makes the verb fail. */
type FailOn = Severity | 'never';

/** Judges a definition, or with `--live` its tenant, by the posture rules. Never writes to the tenant. */
export async function runCheckCommand(files: readonly string[], flags: CheckFlags, terminal: Terminal): Promise<ExitCode> {
  const ports = createTerminalPorts(terminal, { trace: flags.trace });
  const isLive = flags.live === true || flags.emulator !== undefined;
  const loading = { ...flags, isOptional: isLive, anyTenant: flags.emulator !== undefined };
  const loaded = await loadOptionalFiles(files, loading, ports);
  if (!loaded.ok) return reportFailure(loaded.error, terminal);
  await terminal.reportProblems(loaded.value.warnings.filter(({ code }) => code !== 'secret-missing'));
  if (!isLive) return judge({ loaded: loaded.value, files }, flags, terminal, ports);
  const tenant = await openTenant(flags, ports);
  if (!tenant.ok) return reportFailure(tenant.error, terminal);
  try {
    return await judge({ loaded: loaded.value, files, tenant: tenant.value }, flags, terminal, ports);
  } finally {
    await tenant.value.close();
  }
}

async function judge(input: CheckInput, flags: CheckFlags, terminal: Terminal, ports: WorkflowPorts): Promise<ExitCode> {
  const report = await checkDefinition(input, ports);
  if (!report.ok) return reportFailure(report.error, terminal);
  terminal.print(await renderCheck(report.value, flags.format, terminal, flags));
  return listCountedFindings(report.value).some((finding) => isFailing(finding, flags.failOn)) ? EXIT.findings : EXIT.ok;
}

const isFailing = ({ severity }: Finding, failOn: FailOn): boolean =>
  failOn !== 'never' && SEVERITIES.indexOf(severity) <= SEVERITIES.indexOf(failOn);
