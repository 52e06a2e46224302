import { realpathSync } from 'node:fs';
import type { Updated, UpdateInput } from '../../exporter/update/update.ts';
import type { Loaded } from '../../loader/load.ts';
import type { Address } from '../../model/address.ts';
import { groupBy } from '../../model/group.ts';
import type { Outcome } from '../../model/plan/outcome.ts';
import type { Problem } from '../../model/problem/problem.ts';
import type { Snapshot } from '../../model/snapshot.ts';
import type { SelectedEntry } from './select.ts';
import { findUnmeant } from './verify.ts';

export interface Updating {
  readonly loaded: Loaded;
  readonly files: readonly string[];
  readonly snapshot: Snapshot;
  /** Loads the definition with these texts in the place of what the files hold. */
  readonly reload: (texts: ReadonlyMap<string, string>) => Promise<Outcome<Loaded, readonly Problem[]>>;
}

/** The new texts of files, checked before anything is written. */
export interface Verified {
  readonly files: Updated['files'];
  readonly taken: readonly Address[];
  readonly left: readonly Problem[];
}

interface Attempt extends Verified {
  readonly unmeant: string | undefined;
}

/** All entries at once; where the result would not be what was meant, one resource after the other, without those that spoil it. */
export async function updateVerified(updating: Updating, accepted: readonly SelectedEntry[]): Promise<Verified> {
  const whole = await attempt(updating, accepted);
  if (whole.unmeant === undefined) return whole;
  const groups = [...groupBy(accepted, ({ address, liveId }) => JSON.stringify([address, liveId])).values()];
  return onlySound(updating, groups);
}

async function onlySound(updating: Updating, groups: readonly (readonly SelectedEntry[])[]): Promise<Verified> {
  let sound: readonly SelectedEntry[] = [];
  let waiting = groups;
  let reasons = new Map<readonly SelectedEntry[], string>();
  // One may need another one first: a client goes before what it was granted is gone, or the other way round.
  for (let before = -1; before !== waiting.length; ) {
    before = waiting.length;
    reasons = new Map();
    for (const group of waiting) {
      const { unmeant } = await attempt(updating, [...sound, ...group]);
      if (unmeant === undefined) sound = [...sound, ...group];
      else reasons.set(group, unmeant);
    }
    waiting = [...reasons.keys()];
  }
  const done = await attempt(updating, sound);
  return { ...done, left: [...done.left, ...[...reasons].map(([[first], why]) => notMeant(first?.address ?? '', why))] };
}

async function attempt({ loaded, files, snapshot, reload }: Updating, accepted: readonly SelectedEntry[]): Promise<Attempt> {
  const { updateFiles } = await import('../../exporter/update/update.ts');
  const { RESOURCE_TYPES } = await import('../../resources/index.ts');
  const last = realpathSync(files.at(-1) ?? '.');
  const isOpen: UpdateInput['isOpen'] = (path) => files.length === 1 || path === last;
  const { written } = loaded;
  const updated = updateFiles({ operations: accepted, snapshot, catalogue: RESOURCE_TYPES, written, isOpen });
  if (updated.files.length === 0) return { ...updated, unmeant: undefined };
  const after = await reload(new Map(updated.files.map(({ path, content }) => [path, content])));
  const partly = new Set(updated.partly);
  return { ...updated, unmeant: await findUnmeant({ before: loaded, after, snapshot, accepted, partly }) };
}

const notMeant = (address: Address, why: string): Problem => ({
  code: 'left-as-written',
  severity: 'warning',
  message: `${address}: the changed file would not say what the tenant has, so it is kept: ${why}`,
  hint: 'Change it by hand.',
});
