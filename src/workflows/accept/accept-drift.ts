import { relative } from 'node:path';
import type { Address } from '../../model/address.ts';
import type { Drift, DriftEntry } from '../../model/drift.ts';
import { omitUndefined } from '../../model/json/omit-undefined.ts';
import { failWith, type Outcome, succeed } from '../../model/plan/outcome.ts';
import type { Problem } from '../../model/problem/problem.ts';
import type { WorkflowPorts } from '../ports.ts';
import { type AdoptedFile, type AdoptUndeclaredInput, adoptUndeclared, findUndeclared } from './adopt-undeclared.ts';
import { isLastApplied } from './last-applied.ts';
import { replaceFiles } from './replace-files.ts';
import { type SelectedEntry, selectEntries } from './select-drift-entries.ts';
import { prepareVerifiedUpdate, type VerifiedUpdate, type VerifiedUpdateInput } from './update-verified.ts';

export interface AcceptDriftInput extends VerifiedUpdateInput {
  readonly drift: Drift;
  /** Addresses (with `*` for any characters), or an address and one of its fields. `true`: everything that differs. */
  readonly only: readonly string[] | true;
  /** Also accept differences that exist because the definition changed and was not applied yet. */
  readonly includeUnapplied: boolean;
  /** Where to declare undeclared resources. Undefined: they are not accepted. */
  readonly adopting?: Omit<AdoptUndeclaredInput, 'addresses' | 'catalogue'>;
}

export interface AcceptPorts extends WorkflowPorts {
  /** Chooses what to accept if `only` is `true`. Undefined: everything is accepted. */
  readonly chooseEntries?: (entries: readonly SelectedEntry[], drift: Drift) => Promise<readonly SelectedEntry[]>;
}

export interface AcceptedDrift {
  /** Files that were written, relative to the working directory. */
  readonly files: readonly string[];
  /** Resources that now match the tenant in those files. */
  readonly accepted: readonly Address[];
  /** Undeclared resources that are declared now. */
  readonly adopted?: AdoptedFile;
  /** Whether a plan would be empty now. */
  readonly isComplete: boolean;
}

/** Writes values of the tenant into the files of the definition. The new texts are loaded and planned before any file is replaced. */
export async function acceptDrift(
  input: AcceptDriftInput,
  ports: AcceptPorts,
): Promise<Outcome<AcceptedDrift, readonly Problem[]>> {
  const { drift, only, includeUnapplied, adopting, ...updating } = input;
  const isApplied = await isLastApplied(updating.loaded.definition.digest, drift.tenant, ports.env);
  const selection = selectEntries(drift.entries, { only, includeUnapplied, isApplied });
  const undeclared = findUndeclared(drift, only);
  const unmatched = selection.unmatched.filter((text) => findUndeclared(drift, [text]).length === 0);
  if (unmatched.length > 0) return failWith(unmatched.map(createNothingDiffersProblem));
  if (undeclared.length > 0 && !adopting && selection.unmatched.length > 0)
    return failWith(undeclared.map(createFileRequiredProblem));
  const declared = selection.accepted.filter(({ address }) => !adopting || !undeclared.includes(address));
  const accepted = only === true && ports.chooseEntries ? await ports.chooseEntries(declared, drift) : declared;
  const updated = await prepareVerifiedUpdate(updating, accepted);
  const problem = replaceFiles(updated.files);
  if (problem) return failWith([problem]);
  const skipped = [
    ...createSkippedNotes(selection.unapplied, UNAPPLIED_REASON),
    ...createSkippedNotes(selection.unknown, UNKNOWN_REASON),
  ];
  await ports.report([...updated.left, ...skipped]);
  const adopted =
    adopting && undeclared.length > 0
      ? await adoptUndeclared({ ...adopting, catalogue: updating.loaded.catalogue, addresses: undeclared })
      : undefined;
  if (adopted && !adopted.ok) return adopted;
  return succeed(summarizeAccepted(drift, accepted, updated, adopted?.value));
}

function summarizeAccepted(
  drift: Drift,
  accepted: readonly SelectedEntry[],
  updated: VerifiedUpdate,
  adopted: AdoptedFile | undefined,
): AcceptedDrift {
  const open = drift.entries.filter(({ address }) => !adopted?.taken.includes(address));
  const isAll = accepted.length === open.length && accepted.every(({ field }) => field === undefined);
  return {
    files: updated.files.map(({ path }) => relative(process.cwd(), path)),
    accepted: updated.taken,
    ...omitUndefined({ adopted }),
    isComplete: updated.left.length + (adopted?.left.length ?? 0) === 0 && isAll,
  };
}

const UNAPPLIED_REASON = 'not yet applied: accepting it would revert the definition';
const UNKNOWN_REASON = 'cannot determine which side changed: accepting it could revert the definition';

const createSkippedNotes = (entries: readonly DriftEntry[], why: string): readonly Problem[] =>
  [...new Set(entries.map(({ address }): Address => address))].map((address) => ({
    code: 'left-as-written',
    severity: 'warning',
    message: `${address}: ${why}`,
    hint: `Apply the definition, or accept the difference anyway: --accept '${address}' (--include-unapplied for all).`,
  }));

const createFileRequiredProblem = (address: Address): Problem => ({
  code: 'usage',
  severity: 'error',
  message: `${address} is not declared in any file`,
  expected: '--into with the file to declare it in',
  hint: `tenon drift --accept '${address}' --into tenant.yaml`,
});

const createNothingDiffersProblem = (pattern: string): Problem => ({
  code: 'usage',
  severity: 'error',
  message: `No difference found at ${pattern}`,
  expected: 'a resource or field that differs: clients/Shop, clients/*, clients/Shop.callbacks',
  hint: 'Put FILE before --accept: every word after --accept is read as an address.',
});
