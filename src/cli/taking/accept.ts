import { relative } from 'node:path';
import type { Address } from '../../model/address.ts';
import type { Drift, DriftEntry } from '../../model/drift.ts';
import type { Problem } from '../../model/problem.ts';
import { clean } from '../../reporter/sanitize.ts';
import { EXIT, type ExitCode } from '../exit.ts';
import type { Terminal } from '../terminal.ts';
import { isLastApplied } from './applied.ts';
import { chooseEntries } from './choose.ts';
import { replaceFiles } from './replace.ts';
import { selectEntries } from './select.ts';
import { type Updating, updateVerified } from './update.ts';

export interface AcceptOptions {
  /** Addresses, which may hold `*`, or an address and a field of it; `true`: whatever differs. */
  readonly accept?: readonly string[] | true;
  readonly includeUnapplied?: boolean;
}

export interface Accepting extends Updating {
  readonly drift: Drift;
  readonly only: readonly string[] | true;
  readonly includeUnapplied: boolean;
  readonly terminal: Terminal;
}

/** Writes what the tenant has into the files. Ends with 0 where a plan would then be empty, and with 2 where it would not. */
export async function acceptDrift({ drift, only, includeUnapplied, terminal, ...updating }: Accepting): Promise<ExitCode> {
  const isApplied = await isLastApplied(updating.loaded.definition.digest, drift.tenant);
  const selection = selectEntries(drift.entries, { only, includeUnapplied, isApplied });
  if (selection.strangers.length > 0) return fail(selection.strangers.map(nothingAt), terminal);
  const accepted = only === true ? await chooseEntries(selection.accepted, drift, terminal) : selection.accepted;
  const updated = await updateVerified(updating, accepted);
  const problem = replaceFiles(updated.files);
  if (problem) return fail([problem], terminal);
  await terminal.problems([
    ...updated.left,
    ...skippedNotes(selection.unapplied, UNAPPLIED),
    ...skippedNotes(selection.unknown, UNKNOWN),
  ]);
  const names = updated.files.map(({ path }) => clean(relative(process.cwd(), path)));
  terminal.tell(
    updated.taken.length === 0 ? 'No file was changed' : `Written to ${names.join(', ')}: ${clean(updated.taken.join(', '))}`,
  );
  const isAll = accepted.length === drift.entries.length && accepted.every(({ field }) => field === undefined);
  return updated.left.length === 0 && isAll ? EXIT.ok : EXIT.differs;
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

const nothingAt = (pattern: string): Problem => ({
  code: 'usage',
  severity: 'error',
  message: `Nothing differs at ${pattern}`,
  expected: 'what differs: clients/Shop, clients/*, or a field of one: clients/Shop.callbacks',
  hint: 'FILE comes before --accept.',
});
