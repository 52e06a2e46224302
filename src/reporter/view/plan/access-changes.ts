import { splitParts } from '../../../model/address.ts';
import { groupBy } from '../../../model/group-by.ts';
import { isArray, type JsonValue } from '../../../model/json/json-value.ts';
import { type LocatedChange, locateChanges } from '../changes/locate-changes.ts';
import type { ResourceBlock } from '../changes/resource-blocks.ts';

/** Who gains and who loses access through one list of one type: the permissions of roles for an API, the connections of organizations. */
export interface AccessTable {
  readonly type: string;
  readonly field: string;
  /** What all of it is about: the API of permissions and scopes; empty for lists without. */
  readonly scope: string;
  /** What access is given to: permissions, connections. */
  readonly items: readonly string[];
  readonly rows: readonly AccessRow[];
}

export interface AccessRow {
  /** Who has the access: a role, an application, an organization. */
  readonly holder: string;
  /** By item; an item without a mark does not change for this holder. */
  readonly marks: ReadonlyMap<string, AccessMark>;
}

export type AccessMark = 'gained' | 'lost';

interface AccessChange extends Pick<AccessTable, 'type' | 'field' | 'scope'>, Pick<AccessRow, 'holder'> {
  readonly item: string;
  readonly mark: AccessMark;
}

export function buildAccessTables(blocks: readonly ResourceBlock[]): readonly AccessTable[] {
  const changes = blocks.flatMap(listAccessChanges);
  return [...groupBy(changes, ({ type, field, scope }) => JSON.stringify([type, field, scope])).values()].flatMap((own) =>
    own[0] ? [buildTable(own[0], own)] : [],
  );
}

const buildTable = ({ type, field, scope }: AccessChange, changes: readonly AccessChange[]): AccessTable => ({
  type,
  field,
  scope,
  items: [...new Set(changes.map(({ item }) => item))],
  rows: [...groupBy(changes, ({ holder }) => holder)].map(([holder, own]) => ({
    holder,
    marks: new Map(own.map(({ item, mark }) => [item, mark])),
  })),
});

const listAccessChanges = (block: ResourceBlock): readonly AccessChange[] =>
  block.operations.flatMap(locateChanges).flatMap((located) => {
    const { change, steps } = located;
    if (change.presentation !== 'access') return [];
    if (change.kind !== 'item') return listWholeLists(block, located);
    const mark = change.op === 'remove' ? 'lost' : 'gained';
    return change.op === 'replace' ? [] : [buildChange(block, steps.slice(0, -1), steps.at(-1) ?? '', mark)];
  });

/** A list that is set, unset or replaced as a whole: that of a new resource. */
function listWholeLists(block: ResourceBlock, { change, steps }: LocatedChange): readonly AccessChange[] {
  const [before, after] = [change.before, change.after].map(listNames);
  const find = (names: readonly string[] = [], others: readonly string[] = [], mark: AccessMark): readonly AccessChange[] =>
    names.filter((name) => !others.includes(name)).map((name) => buildChange(block, steps, name, mark));
  return [...find(after, before, 'gained'), ...find(before, after, 'lost')];
}

const listNames = (value: JsonValue | undefined): readonly string[] =>
  isArray(value) ? value.filter((item) => typeof item === 'string') : [];

/** The key of a grant names its application and its API; the key of a permission, its API and its name. */
function buildChange({ type, key }: ResourceBlock, steps: readonly string[], item: string, mark: AccessMark): AccessChange {
  const [holder = '', ...ownScope] = splitParts(key || type);
  const parts = splitParts(item);
  const scope = [...ownScope, ...parts.slice(0, -1)].join(' · ');
  return { type, field: steps.join('.'), scope, holder, item: parts.at(-1) ?? '', mark };
}
