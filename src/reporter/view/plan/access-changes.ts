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
  block.operations.flatMap((operation) =>
    locateChanges(operation).flatMap((located) => {
      const { change, steps } = located;
      if (change.presentation !== 'access') return [];
      const owner = operation.relation === undefined ? splitOwner(block) : { holder: joinOwner(block), ownScope: [] };
      if (change.kind !== 'item') return listWholeLists(block, owner, located);
      const mark = change.op === 'remove' ? 'lost' : 'gained';
      return change.op === 'replace' ? [] : [buildChange(block, owner, steps.slice(0, -1), steps.at(-1) ?? '', mark)];
    }),
  );

interface Owner {
  readonly holder: string;
  readonly ownScope: readonly string[];
}

/** A field that grants access is that of a grant, whose key names the application and then what the grant is for. */
function splitOwner({ type, key }: ResourceBlock): Owner {
  const [holder = '', ...ownScope] = splitParts(key || type);
  return { holder, ownScope };
}

/** A relation belongs to the resource as a whole: `staff · ada@acme.test`. */
const joinOwner = ({ type, key }: ResourceBlock): string => splitParts(key || type).join(' · ');

/** A list that is set, unset or replaced as a whole: that of a new resource. */
function listWholeLists(block: ResourceBlock, owner: Owner, { change, steps }: LocatedChange): readonly AccessChange[] {
  const [before, after] = [change.before, change.after].map(listNames);
  const find = (names: readonly string[] = [], others: readonly string[] = [], mark: AccessMark): readonly AccessChange[] =>
    names.filter((name) => !others.includes(name)).map((name) => buildChange(block, owner, steps, name, mark));
  return [...find(after, before, 'gained'), ...find(before, after, 'lost')];
}

const listNames = (value: JsonValue | undefined): readonly string[] =>
  isArray(value) ? value.filter((item) => typeof item === 'string') : [];

/** The key of a permission names its API, too: it is the scope of the table. */
function buildChange(
  { type }: ResourceBlock,
  { holder, ownScope }: Owner,
  steps: readonly string[],
  item: string,
  mark: AccessMark,
): AccessChange {
  const parts = splitParts(item);
  const scope = [...ownScope, ...parts.slice(0, -1)].join(' · ');
  return { type, field: steps.join('.'), scope, holder, item: parts.at(-1) ?? '', mark };
}
