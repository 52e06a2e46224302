import { updateDefinition } from '../../workflows/accept/update-definition.ts';
import type { ExitCode } from '../exit-codes.ts';
import type { DefinitionFlags, TenantFlags } from '../options/common-options.ts';
import { createAcceptPorts, reportAccepted } from '../output/accept-output.ts';
import type { Terminal } from '../output/terminal.ts';
import { createTerminalPorts } from '../output/terminal-ports.ts';

export interface UpdateFlags extends DefinitionFlags, TenantFlags {
  readonly update: readonly string[];
  readonly includeUnapplied?: boolean;
}

/** Writes what differs in the tenant into existing files. Never writes to the tenant. */
export async function runUpdateCommand(flags: UpdateFlags, terminal: Terminal): Promise<ExitCode> {
  const { update: files, includeUnapplied = false, trace } = flags;
  const loading = { ...flags, anyTenant: flags.emulator !== undefined };
  const ports = createAcceptPorts(createTerminalPorts(terminal, { trace }), terminal);
  return reportAccepted(await updateDefinition({ files, loading, tenant: flags, includeUnapplied }, ports), terminal);
}
