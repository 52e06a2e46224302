import { relative } from 'node:path';
import type { Address } from '../../model/address.ts';
import type { Drift, DriftEntry } from '../../model/drift.ts';
import type { Problem } from '../../model/problem/problem.ts';
import { clean } from '../../reporter/sanitize.ts';
import { EXIT, type ExitCode } from '../exit.ts';
import type { Terminal } from '../terminal.ts';
import { type Adopting, adopt, undeclaredAt, type Written } from './adopt.ts';
import { isLastApplied } from './applied.ts';
import { chooseEntries } from './choose.ts';
import { replaceFiles } from './replace.ts';
import { selectEntries } from './select.ts';
import { type Updating, updateVerified } from './update.ts';

export interface AcceptOptions {
  /** Addresses, which may hold `*`, or an address and a field of it; `true`: whatever differs. */
  readonly accept?: readonly string[] | true;
  readonly includeUnapplied?: boolean;
  /** The file that undeclared resources go into. */
  readonly into?: string;
}

export interface Accepting extends Updating {
  readonly drift: Drift;
  readonly only: readonly string[] | true;
  readonly includeUnapplied: boolean;
  readonly adopting?: Omit<Adopting, 'addresses'>;
  readonly terminal: Terminal;
}

/** Writes what the tenant has into the files. Ends with 0 where a plan would then be empty, and with 2 where it would not. */
export async function acceptDrift(accepting: Accepting): Promise<ExitCode> {
  const { drift, only, includeUnapplied, adopting, terminal, ...updating } = accepting;
  const isApplied = await isLastApplied(updating.loaded.definition.digest, drift.tenant);
  const selection = selectEntries(drift.entries, { only, includeUnapplied, isApplied });
  const undeclared = undeclaredAt(drift, only);
  const strangers = selection.strangers.filter((text) => undeclaredAt(drift, [text]).length === 0);
  if (strangers.length > 0) return fail(strangers.map(nothingAt), terminal);
  if (undeclared.length > 0 && !adopting && selection.strangers.length > 0) return fail(undeclared.map(needsFile), terminal);
  const declared = selection.accepted.filter(({ address }) => !adopting || !undeclared.includes(address));
  const accepted = only === true ? await chooseEntries(declared, drift, terminal) : declared;
  const updated = await updateVerified(updating, accepted);
  const problem = replaceFiles(updated.files);
  if (problem) return fail([problem], terminal);
  const skipped = [...skippedNotes(selection.unapplied, UNAPPLIED), ...skippedNotes(selection.unknown, UNKNOWN)];
  await terminal.problems([...updated.left, ...skipped]);
  const adopted = adopting && undeclared.length > 0 ? await adopt({ ...adopting, addresses: undeclared }) : undefined;
  if (adopted && !adopted.ok) return fail(adopted.error, terminal);
  const names = updated.files.map(({ path }) => relative(process.cwd(), path));
  tellWritten(names, updated.taken, terminal);
  if (adopted) await tellAdopted(adopted.value, terminal);
  const open = drift.entries.filter(({ address }) => !adopted?.value.taken.includes(address));
  const isAll = accepted.length === open.length && accepted.every(({ field }) => field === undefined);
  return updated.left.length + (adopted?.value.left.length ?? 0) === 0 && isAll ? EXIT.ok : EXIT.differs;
}

function tellWritten(files: readonly string[], taken: readonly Address[], terminal: Terminal): void {
  terminal.tell(
    taken.length === 0 ? 'No declared value was changed' : clean(`Written to ${files.join(', ')}: ${taken.join(', ')}`),
  );
}

async function tellAdopted({ file, taken, secrets, notes, left }: Written, terminal: Terminal): Promise<void> {
  await terminal.problems([...notes, ...left]);
  if (taken.length > 0) terminal.tell(clean(`Declared in ${file}: ${taken.join(', ')}`));
  if (secrets.length > 0)
    terminal.tell(clean(`Set these secrets before you plan: ${secrets.map(({ name }) => name).join(', ')}`));
}

export async function fail(problems: readonly Problem[], terminal: Terminal): Promise<ExitCode> {
  await terminal.problems(problems);
  return EXIT.error;
}

const UNAPPLIED = 'not yet applied: accepting it would revert the definition';
const UNKNOWN = 'unknown which side changed: accepting it could revert the definition';

const skippedNotes = (entries: readonly DriftEntry[], why: string): readonly Problem[] =>
  [...new Set(entries.map(({ address }): Address => address))].map((address) => ({
    code: 'left-as-written',
    severity: 'warning',
    message: `${address}: ${why}`,
    hint: `Apply it; or accept it all the same: --accept '${address}', or --include-unapplied for all.`,
  }));

const needsFile = (address: Address): Problem => ({
  code: 'usage',
  severity: 'error',
  message: `${address} is not declared in any file`,
  expected: '--into and the file that is to declare it',
  hint: `tenon drift --accept '${address}' --into tenant.yaml`,
});

const nothingAt = (pattern: string): Problem => ({
  code: 'usage',
  severity: 'error',
  message: `Nothing differs at ${pattern}`,
  expected: 'what differs: clients/Shop, clients/*, or a field of one: clients/Shop.callbacks',
  hint: 'FILE comes before --accept.',
});
