import type { Outcome } from '../../model/plan/outcome.ts';
import type { Problem } from '../../model/problem/problem.ts';
import { sanitizeText } from '../../reporter/sanitize.ts';
import type { AcceptedDrift, AcceptPorts } from '../../workflows/accept/accept-drift.ts';
import type { AdoptedFile } from '../../workflows/accept/adopt-undeclared.ts';
import type { WorkflowPorts } from '../../workflows/ports.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { chooseEntries } from './choose-drift-entries.ts';
import { reportFailure, type Terminal } from './terminal.ts';

export const createAcceptPorts = (ports: WorkflowPorts, terminal: Terminal): AcceptPorts => ({
  ...ports,
  chooseEntries: (entries, drift) => chooseEntries(entries, drift, terminal),
});

/** Prints which files were written. Returns 0 if a plan would now be empty. */
export async function reportAccepted(outcome: Outcome<AcceptedDrift, readonly Problem[]>, terminal: Terminal): Promise<ExitCode> {
  if (!outcome.ok) return reportFailure(outcome.error, terminal);
  const { files, accepted, adopted, isComplete } = outcome.value;
  terminal.printMessage(
    accepted.length === 0
      ? 'No declared value was changed'
      : sanitizeText(`Written to ${files.join(', ')}: ${accepted.join(', ')}`),
  );
  if (adopted) await reportAdopted(adopted, terminal);
  return isComplete ? EXIT.ok : EXIT.differs;
}

async function reportAdopted({ file, taken, secrets, notes, left }: AdoptedFile, terminal: Terminal): Promise<void> {
  await terminal.reportProblems([...notes, ...left]);
  if (taken.length > 0) terminal.printMessage(sanitizeText(`Declared in ${file}: ${taken.join(', ')}`));
  if (secrets.length > 0)
    terminal.printMessage(sanitizeText(`Set these secrets before you plan: ${secrets.map(({ name }) => name).join(', ')}`));
}
