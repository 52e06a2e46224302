import { realpathSync } from 'node:fs';
import type { UpdateInput, UpdateResult } from '../../exporter/update/update-files.ts';
import type { Loaded } from '../../loader/load-definition.ts';
import type { Address } from '../../model/address.ts';
import { groupBy } from '../../model/group-by.ts';
import type { Outcome } from '../../model/plan/outcome.ts';
import type { Problem } from '../../model/problem/problem.ts';
import type { Snapshot } from '../../model/snapshot.ts';
import type { SelectedEntry } from './select-drift-entries.ts';
import { findMismatch } from './verify-update.ts';

export interface VerifiedUpdateInput {
  readonly loaded: Loaded;
  readonly files: readonly string[];
  readonly snapshot: Snapshot;
  /** Loads the definition with these texts instead of the contents of the files, by absolute path. */
  readonly reload: (texts: ReadonlyMap<string, string>) => Promise<Outcome<Loaded, readonly Problem[]>>;
}

/** The new texts of files, checked before anything is written. */
export interface VerifiedUpdate {
  readonly files: UpdateResult['files'];
  readonly taken: readonly Address[];
  readonly left: readonly Problem[];
}

interface UpdateAttempt extends VerifiedUpdate {
  readonly mismatch: string | undefined;
}

/** Tries all entries at once. If the result is not as intended, adds one resource at a time and leaves out those that break it. */
export async function prepareVerifiedUpdate(
  input: VerifiedUpdateInput,
  accepted: readonly SelectedEntry[],
): Promise<VerifiedUpdate> {
  const whole = await tryUpdate(input, accepted);
  if (whole.mismatch === undefined) return whole;
  const groups = [...groupBy(accepted, ({ address, liveId }) => JSON.stringify([address, liveId])).values()];
  return updateSoundGroups(input, groups);
}

async function updateSoundGroups(
  input: VerifiedUpdateInput,
  groups: readonly (readonly SelectedEntry[])[],
): Promise<VerifiedUpdate> {
  let sound: readonly SelectedEntry[] = [];
  let waiting = groups;
  let reasons = new Map<readonly SelectedEntry[], string>();
  // A resource may become acceptable only after another one, such as a client and its grants: retry until no more can be added.
  for (let before = -1; before !== waiting.length; ) {
    before = waiting.length;
    reasons = new Map();
    for (const group of waiting) {
      const { mismatch: unmeant } = await tryUpdate(input, [...sound, ...group]);
      if (unmeant === undefined) sound = [...sound, ...group];
      else reasons.set(group, unmeant);
    }
    waiting = [...reasons.keys()];
  }
  const done = await tryUpdate(input, sound);
  return {
    ...done,
    left: [...done.left, ...[...reasons].map(([[first], why]) => createLeftAsWrittenProblem(first?.address ?? '', why))],
  };
}

async function tryUpdate(
  { loaded, files, snapshot, reload }: VerifiedUpdateInput,
  accepted: readonly SelectedEntry[],
): Promise<UpdateAttempt> {
  const { updateFiles } = await import('../../exporter/update/update-files.ts');
  const last = realpathSync(files.at(-1) ?? '.');
  const isOpen: UpdateInput['canChangeFile'] = (path) => files.length === 1 || path === last;
  const { catalogue, findWritten: written } = loaded;
  const updated = updateFiles({
    operations: accepted,
    snapshot,
    catalogue,
    findWritten: written,
    canChangeFile: isOpen,
  });
  if (updated.files.length === 0) return { ...updated, mismatch: undefined };
  const after = await reload(new Map(updated.files.map(({ path, content }) => [path, content])));
  const partly = new Set(updated.partly);
  return { ...updated, mismatch: await findMismatch({ before: loaded, after, snapshot, accepted, partly }) };
}

const createLeftAsWrittenProblem = (address: Address, why: string): Problem => ({
  code: 'left-as-written',
  severity: 'warning',
  message: `${address} was not written to your files, because the result would not match the tenant: ${why}`,
  hint: 'Edit the file by hand.',
});
