import { relative } from 'node:path';
import type { Address } from '../../model/address.ts';
import type { Drift, DriftEntry } from '../../model/drift.ts';
import type { Problem } from '../../model/problem/problem.ts';
import { sanitizeText } from '../../reporter/sanitize.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import type { Terminal } from '../terminal.ts';
import { type AdoptedFile, type AdoptUndeclaredInput, adoptUndeclared, findUndeclared } from './adopt-undeclared.ts';
import { chooseEntries } from './choose-drift-entries.ts';
import { isLastApplied } from './last-applied.ts';
import { replaceFiles } from './replace-files.ts';
import { selectEntries } from './select-drift-entries.ts';
import { prepareVerifiedUpdate, type VerifiedUpdateInput } from './update-verified.ts';

export interface AcceptOptions {
  /** Addresses, which may hold `*`, or an address and a field of it; `true`: whatever differs. */
  readonly accept?: readonly string[] | true;
  readonly includeUnapplied?: boolean;
  /** The file that undeclared resources go into. */
  readonly into?: string;
}

export interface AcceptDriftInput extends VerifiedUpdateInput {
  readonly drift: Drift;
  readonly only: readonly string[] | true;
  readonly includeUnapplied: boolean;
  readonly adopting?: Omit<AdoptUndeclaredInput, 'addresses'>;
  readonly terminal: Terminal;
}

/** Writes what the tenant has into the files. Ends with 0 where a plan would then be empty, and with 2 where it would not. */
export async function acceptDrift(input: AcceptDriftInput): Promise<ExitCode> {
  const { drift, only, includeUnapplied, adopting, terminal, ...updating } = input;
  const isApplied = await isLastApplied(updating.loaded.definition.digest, drift.tenant);
  const selection = selectEntries(drift.entries, { only, includeUnapplied, isApplied });
  const undeclared = findUndeclared(drift, only);
  const unmatched = selection.unmatched.filter((text) => findUndeclared(drift, [text]).length === 0);
  if (unmatched.length > 0) return reportFailure(unmatched.map(createNothingDiffersProblem), terminal);
  if (undeclared.length > 0 && !adopting && selection.unmatched.length > 0)
    return reportFailure(undeclared.map(createFileRequiredProblem), terminal);
  const declared = selection.accepted.filter(({ address }) => !adopting || !undeclared.includes(address));
  const accepted = only === true ? await chooseEntries(declared, drift, terminal) : declared;
  const updated = await prepareVerifiedUpdate(updating, accepted);
  const problem = replaceFiles(updated.files);
  if (problem) return reportFailure([problem], terminal);
  const skipped = [
    ...createSkippedNotes(selection.unapplied, UNAPPLIED_REASON),
    ...createSkippedNotes(selection.unknown, UNKNOWN_REASON),
  ];
  await terminal.reportProblems([...updated.left, ...skipped]);
  const adopted = adopting && undeclared.length > 0 ? await adoptUndeclared({ ...adopting, addresses: undeclared }) : undefined;
  if (adopted && !adopted.ok) return reportFailure(adopted.error, terminal);
  const names = updated.files.map(({ path }) => relative(process.cwd(), path));
  reportWrittenFiles(names, updated.taken, terminal);
  if (adopted) await reportAdoptedFile(adopted.value, terminal);
  const open = drift.entries.filter(({ address }) => !adopted?.value.taken.includes(address));
  const isAll = accepted.length === open.length && accepted.every(({ field }) => field === undefined);
  return updated.left.length + (adopted?.value.left.length ?? 0) === 0 && isAll ? EXIT.ok : EXIT.differs;
}

function reportWrittenFiles(files: readonly string[], taken: readonly Address[], terminal: Terminal): void {
  terminal.printMessage(
    taken.length === 0 ? 'No declared value was changed' : sanitizeText(`Written to ${files.join(', ')}: ${taken.join(', ')}`),
  );
}

async function reportAdoptedFile({ file, taken, secrets, notes, left }: AdoptedFile, terminal: Terminal): Promise<void> {
  await terminal.reportProblems([...notes, ...left]);
  if (taken.length > 0) terminal.printMessage(sanitizeText(`Declared in ${file}: ${taken.join(', ')}`));
  if (secrets.length > 0)
    terminal.printMessage(sanitizeText(`Set these secrets before you plan: ${secrets.map(({ name }) => name).join(', ')}`));
}

export async function reportFailure(problems: readonly Problem[], terminal: Terminal): Promise<ExitCode> {
  await terminal.reportProblems(problems);
  return EXIT.error;
}

const UNAPPLIED_REASON = 'not yet applied: accepting it would revert the definition';
const UNKNOWN_REASON = 'unknown which side changed: accepting it could revert the definition';

const createSkippedNotes = (entries: readonly DriftEntry[], why: string): readonly Problem[] =>
  [...new Set(entries.map(({ address }): Address => address))].map((address) => ({
    code: 'left-as-written',
    severity: 'warning',
    message: `${address}: ${why}`,
    hint: `Apply it; or accept it all the same: --accept '${address}', or --include-unapplied for all.`,
  }));

const createFileRequiredProblem = (address: Address): Problem => ({
  code: 'usage',
  severity: 'error',
  message: `${address} is not declared in any file`,
  expected: '--into and the file that is to declare it',
  hint: `tenon drift --accept '${address}' --into tenant.yaml`,
});

const createNothingDiffersProblem = (pattern: string): Problem => ({
  code: 'usage',
  severity: 'error',
  message: `Nothing differs at ${pattern}`,
  expected: 'what differs: clients/Shop, clients/*, or a field of one: clients/Shop.callbacks',
  hint: 'FILE comes before --accept.',
});
