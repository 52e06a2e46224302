import { type Address, splitAddress } from '../../model/address.ts';
import type { Drift, DriftEntry } from '../../model/drift.ts';
import { groupBy } from '../../model/group.ts';
import type { JsonObject } from '../../model/json/json.ts';
import type { Operation } from '../../model/plan/plan.ts';
import type { BlockAction } from '../view/changes/blocks.ts';
import { createdFields } from '../view/changes/created.ts';
import { entriesOf } from '../view/changes/entries.ts';
import type { Entry } from '../view/changes/entry.ts';
import { locatedChanges } from '../view/changes/located.ts';

/** One resource that differs: a part for each who made it so. */
export interface DriftBlock {
  readonly address: Address;
  readonly type: string;
  readonly key: string;
  readonly action: BlockAction;
  readonly parts: readonly DriftPart[];
}

export interface DriftPart extends Pick<DriftEntry, 'kind' | 'by' | 'origin'> {
  readonly entries: readonly Entry[];
  /** What the definition says of a resource that the tenant does not have. */
  readonly missing: JsonObject;
}

export const driftBlocks = ({ entries }: Pick<Drift, 'entries'>): readonly DriftBlock[] =>
  [...groupBy(entries, ({ address, liveId }) => JSON.stringify([address, liveId]))].map(([, own]) => blockOf(own));

function blockOf(entries: readonly DriftEntry[]): DriftBlock {
  const address = entries[0]?.address ?? '';
  const action = (['delete', 'create'] as const).find((one) => entries.some((entry) => entry.action === one)) ?? 'update';
  const parts = groupBy(entries, ({ kind, by }) => JSON.stringify([kind, by]));
  return { address, ...splitAddress(address), action, parts: [...parts].map(([, own]) => partOf(own)) };
}

function partOf(entries: readonly DriftEntry[]): DriftPart {
  const { kind = 'unknown', by, origin } = entries[0] ?? {};
  const of = (created: boolean): ReturnType<typeof locatedChanges> =>
    entries.filter(({ action }) => (action === 'create') === created).flatMap((entry) => locatedChanges(operationOf(entry)));
  return {
    kind,
    ...(by ? { by } : {}),
    ...(origin ? { origin } : {}),
    missing: createdFields(of(true)),
    entries: entriesOf(of(false)),
  };
}

/** What reports of plans say of changes they say of these as well. */
const operationOf = ({ action, address, relation, changes }: DriftEntry): Operation => ({
  id: '',
  action,
  address,
  changes,
  requests: [],
  dependsOn: [],
  why: '',
  risk: 'safe',
  ...(relation === undefined ? {} : { relation }),
});
