import { toPrintableJson } from '../../model/json/printable-json.ts';
import { explainField } from '../../workflows/plan/explain-field.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import type { DefinitionFlags, TenantFlags } from '../options/common-options.ts';
import { reportFailure, type Terminal } from '../output/terminal.ts';
import { createTerminalPorts } from '../output/terminal-ports.ts';

export interface ExplainFlags extends DefinitionFlags, TenantFlags {
  readonly format: string;
}

/** Explains why a plan changes a value or keeps it. Read-only. */
export async function runExplainCommand(
  subject: string,
  files: readonly string[],
  flags: ExplainFlags,
  terminal: Terminal,
): Promise<ExitCode> {
  const isEmulated = flags.emulator !== undefined;
  const loading = { ...flags, secretsOptional: isEmulated, anyTenant: isEmulated };
  const ports = createTerminalPorts(terminal, { trace: flags.trace });
  const explanation = await explainField({ subject, files, loading, tenant: flags }, ports);
  if (!explanation.ok) return reportFailure(explanation.error, terminal);
  const { renderExplanation } = await import('../../reporter/text/text-explanation.ts');
  const text = flags.format === 'json' ? toPrintableJson(explanation.value, 2) : renderExplanation(explanation.value, terminal);
  terminal.print(text);
  return EXIT.ok;
}
