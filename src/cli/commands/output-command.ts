import type { ProjectOutput } from '../../project/project.ts';
import { sanitizeCodeLine } from '../../reporter/sanitize.ts';
import { deliverOutputs, type OutputDestination } from '../../workflows/output/deliver-outputs.ts';
import { readOutputs } from '../../workflows/output/read-outputs.ts';
import { selectOutputs } from '../../workflows/output/select-outputs.ts';
import { openTenant } from '../../workflows/tenant/open-tenant.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import type { TenantFlags } from '../options/common-options.ts';
import { reportFailure, type Terminal } from '../output/terminal.ts';
import { createTerminalPorts } from '../output/terminal-ports.ts';

export interface OutputFlags extends TenantFlags, OutputDestination {
  readonly outputs?: readonly ProjectOutput[];
}

/** Prints values of the tenant for other programs. Never writes to the tenant. */
export async function runOutputCommand(names: readonly string[], flags: OutputFlags, terminal: Terminal): Promise<ExitCode> {
  const requests = selectOutputs(names, flags.outputs ?? []);
  if (!requests.ok) return reportFailure(requests.error, terminal);
  const ports = createTerminalPorts(terminal, { trace: flags.trace });
  const tenant = await openTenant(flags, ports);
  if (!tenant.ok) return reportFailure(tenant.error, terminal);
  try {
    const values = await readOutputs(requests.value, tenant.value, ports);
    if (!values.ok) return reportFailure(values.error, terminal);
    const delivered = await deliverOutputs(values.value, flags, ports.env);
    if (!delivered.ok) return reportFailure(delivered.error, terminal);
    const text = delivered.value;
    if (text !== undefined) terminal.print(flags.format === 'text' ? text.split('\n').map(sanitizeCodeLine).join('\n') : text);
    return EXIT.ok;
  } finally {
    await tenant.value.close();
  }
}
