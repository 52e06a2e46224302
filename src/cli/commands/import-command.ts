import { formatCount } from '../../model/wording.ts';
import { sanitizeText } from '../../reporter/sanitize.ts';
import { importTerraform } from '../../workflows/import/import-terraform.ts';
import { createPorts } from '../../workflows/ports.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { formatExportSummary } from '../output/export-summary.ts';
import { reportFailure, type Terminal } from '../output/terminal.ts';

export interface ImportFlags {
  readonly from: string;
  readonly out: string;
  readonly force?: boolean;
}

/** Writes a definition of what a Terraform state manages, and says what it lacks. */
export async function runImportCommand(flags: ImportFlags, terminal: Terminal): Promise<ExitCode> {
  const imported = await importTerraform(flags, createPorts());
  if (!imported.ok) return reportFailure(imported.error, terminal);
  const { notes, faults, taken, writtenTo, forgetScript } = imported.value;
  await terminal.reportProblems(notes);
  const main = sanitizeText(writtenTo);
  const summary = [
    formatExportSummary(imported.value, writtenTo),
    `It has ${formatCount(taken, 'resource')} of the state. Next:`,
    ...(faults.length > 0 ? [`  Correct ${main}; the errors are below.`] : []),
    `  tenon plan ${main}    what the tenant has that the state does not say`,
    `  sh ${sanitizeText(forgetScript)}    once the plan is empty: Terraform forgets these resources`,
  ];
  terminal.printMessage(summary.join('\n'));
  return faults.length > 0 ? reportFailure(faults, terminal) : EXIT.ok;
}
