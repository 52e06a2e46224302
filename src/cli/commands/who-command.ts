import type { WhoFormat } from '../../reporter/report-formats.ts';
import { loadOptionalFiles } from '../../workflows/definition/load-optional-files.ts';
import { openTenant } from '../../workflows/tenant/open-tenant.ts';
import { answerWho } from '../../workflows/who/answer-who.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import type { DefinitionFlags, TenantFlags } from '../options/common-options.ts';
import { renderWho } from '../output/render-documents.ts';
import { reportFailure, type Terminal } from '../output/terminal.ts';
import { createTerminalPorts } from '../output/terminal-ports.ts';

export interface WhoFlags extends DefinitionFlags, TenantFlags {
  readonly format: WhoFormat;
  /** Ask the tenant instead of the files. */
  readonly live?: boolean;
  readonly limit: number;
}

/** Answers who has something, or what somebody has. Never writes to the tenant. */
export async function runWhoCommand(
  address: string,
  files: readonly string[],
  flags: WhoFlags,
  terminal: Terminal,
): Promise<ExitCode> {
  const ports = createTerminalPorts(terminal, { trace: flags.trace });
  const isLive = flags.live === true || flags.emulator !== undefined;
  const loading = { ...flags, isOptional: isLive, anyTenant: flags.emulator !== undefined };
  const loaded = await loadOptionalFiles(files, loading, ports);
  if (!loaded.ok) return reportFailure(loaded.error, terminal);
  const input = { address, loaded: loaded.value, files, limit: flags.limit };
  const tenant = isLive ? await openTenant(flags, ports) : undefined;
  if (tenant && !tenant.ok) return reportFailure(tenant.error, terminal);
  try {
    const report = await answerWho(tenant ? { ...input, tenant: tenant.value } : input, ports);
    if (!report.ok) return reportFailure(report.error, terminal);
    terminal.print(await renderWho(report.value, flags.format, terminal));
    return EXIT.ok;
  } finally {
    await tenant?.value.close();
  }
}
