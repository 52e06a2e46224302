import { type Address, splitAddress } from '../../model/address.ts';
import type { Drift, DriftEntry } from '../../model/drift.ts';
import { groupBy } from '../../model/group-by.ts';
import type { JsonObject } from '../../model/json/json-value.ts';
import { omitUndefined } from '../../model/json/omit-undefined.ts';

import { buildChangeEntries } from '../view/changes/build-change-entries.ts';
import type { ChangeEntry } from '../view/changes/change-entry.ts';
import { buildCreatedFields } from '../view/changes/created-fields.ts';
import { describeDriftAction } from '../view/changes/drift-labels.ts';
import { locateChanges } from '../view/changes/locate-changes.ts';
import type { BlockAction } from '../view/changes/resource-blocks.ts';

/** One resource that differs, with one part per author of differences. */
export interface DriftBlock {
  readonly address: Address;
  readonly type: string;
  readonly key: string;
  readonly action: BlockAction;
  /** How it differs, in words: `missing in the tenant`. */
  readonly difference: string;
  readonly parts: readonly DriftPart[];
}

export interface DriftPart extends Pick<DriftEntry, 'kind' | 'by' | 'origin'> {
  readonly entries: readonly ChangeEntry[];
  /** The declared fields of a resource that is missing in the tenant. */
  readonly missing: JsonObject;
}

export const buildDriftBlocks = ({ entries }: Pick<Drift, 'entries'>): readonly DriftBlock[] =>
  [...groupBy(entries, ({ address, liveId }) => JSON.stringify([address, liveId]))].map(([, own]) => buildDriftBlock(own));

function buildDriftBlock(entries: readonly DriftEntry[]): DriftBlock {
  const address = entries[0]?.address ?? '';
  const action =
    (['delete', 'create'] as const).find((candidate) => entries.some((entry) => entry.action === candidate)) ?? 'update';
  const parts = groupBy(entries, ({ kind, by }) => JSON.stringify([kind, by]));
  const difference = describeDriftAction(action, entries[0]?.origin);
  return { address, ...splitAddress(address), action, difference, parts: [...parts].map(([, own]) => buildDriftPart(own)) };
}

function buildDriftPart(entries: readonly DriftEntry[]): DriftPart {
  const { kind = 'unknown', by, origin } = entries[0] ?? {};
  const locateEntryChanges = (created: boolean): ReturnType<typeof locateChanges> =>
    entries.filter(({ action }) => (action === 'create') === created).flatMap(locateChanges);
  return {
    kind,
    ...omitUndefined({ by, origin }),
    missing: buildCreatedFields(locateEntryChanges(true)),
    entries: buildChangeEntries(locateEntryChanges(false)),
  };
}
