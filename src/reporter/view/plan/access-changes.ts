import { splitParts } from '../../../model/address.ts';
import { groupBy } from '../../../model/group-by.ts';
import { locateChanges } from '../changes/locate-changes.ts';
import type { ResourceBlock } from '../changes/resource-blocks.ts';

/** Who gains and who loses access through one list of one type: the permissions of roles, the connections of organizations. */
export interface AccessTable {
  readonly type: string;
  readonly field: string;
  readonly rows: readonly AccessRow[];
}

export interface AccessRow {
  /** What access is given to: a permission, a connection. */
  readonly item: string;
  readonly gained: readonly string[];
  readonly lost: readonly string[];
}

interface AccessChange {
  readonly type: string;
  readonly field: string;
  readonly item: string;
  readonly key: string;
  readonly isGain: boolean;
}

export function buildAccessTables(blocks: readonly ResourceBlock[]): readonly AccessTable[] {
  const tables = groupBy(blocks.flatMap(listAccessChanges), ({ type, field }) => JSON.stringify([type, field]));
  return [...tables.values()].map((changes) => ({
    type: changes[0]?.type ?? '',
    field: changes[0]?.field ?? '',
    rows: [...groupBy(changes, ({ item }) => item)].map(([item, own]) => ({
      item,
      gained: own.filter(({ isGain }) => isGain).map(({ key }) => key),
      lost: own.filter(({ isGain }) => !isGain).map(({ key }) => key),
    })),
  }));
}

const listAccessChanges = ({ type, key, operations }: ResourceBlock): readonly AccessChange[] =>
  operations.flatMap(locateChanges).flatMap(({ change, steps }) =>
    change.presentation === 'access' && change.op !== 'replace'
      ? [
          {
            type,
            field: steps.slice(0, -1).join('.'),
            item: splitParts(steps.at(-1) ?? '').join(' · '),
            key: key || type,
            isGain: change.op === 'add',
          },
        ]
      : [],
  );
