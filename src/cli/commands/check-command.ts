import { existsSync } from 'node:fs';
import type { Loaded } from '../../loader/load-definition.ts';
import { listCountedFindings } from '../../model/check-report.ts';
import { DEFAULT_POLICY } from '../../model/definition/definition.ts';
import { type Finding, SEVERITIES, type Severity } from '../../model/plan/finding.ts';
import { type Outcome, succeed } from '../../model/plan/outcome.ts';
import type { Problem } from '../../model/problem/problem.ts';
import type { MarkdownOptions } from '../../reporter/markdown/markdown-report.ts';
import type { CheckFormat } from '../../reporter/report-formats.ts';
import { type CheckInput, checkDefinition } from '../../workflows/check/check-definition.ts';
import { DEFAULT_DEFINITION_FILE } from '../../workflows/defaults.ts';
import { createInMemoryDefinition } from '../../workflows/definition/in-memory-definition.ts';
import { loadFiles } from '../../workflows/definition/load-files.ts';
import { getCatalogue, type WorkflowPorts } from '../../workflows/ports.ts';
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
  const loaded = await loadChecked(files, flags, isLive, ports);
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

/** A tenant can be judged without a definition. */
async function loadChecked(
  files: readonly string[],
  flags: CheckFlags,
  isLive: boolean,
  ports: WorkflowPorts,
): Promise<Outcome<Loaded, readonly Problem[]>> {
  const [only, ...others] = files;
  if (isLive && only === DEFAULT_DEFINITION_FILE && others.length === 0 && !existsSync(only)) {
    const empty = { declared: [], resources: [], absent: [], policy: DEFAULT_POLICY, digest: '' };
    return succeed(createInMemoryDefinition(empty, await getCatalogue(ports)));
  }
  return loadFiles(
    files,
    { ...flags, secretsOptional: true, anyTenant: flags.emulator !== undefined, now: ports.now() },
    ports.env,
  );
}

async function judge(input: CheckInput, flags: CheckFlags, terminal: Terminal, ports: WorkflowPorts): Promise<ExitCode> {
  const report = await checkDefinition(input, ports);
  if (!report.ok) return reportFailure(report.error, terminal);
  terminal.print(await renderCheck(report.value, flags.format, terminal, flags));
  return listCountedFindings(report.value).some((finding) => isFailing(finding, flags.failOn)) ? EXIT.findings : EXIT.ok;
}

const isFailing = ({ severity }: Finding, failOn: FailOn): boolean =>
  failOn !== 'never' && SEVERITIES.indexOf(severity) <= SEVERITIES.indexOf(failOn);
