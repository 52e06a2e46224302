import { type Address, splitAddress } from '../../../model/address.ts';
import { groupBy } from '../../../model/group-by.ts';
import type { JsonObject } from '../../../model/json/json-value.ts';
import { omitUndefined } from '../../../model/json/omit-undefined.ts';
import {
  type ChangeOperation,
  isChange,
  isNote,
  isRelationOperation,
  isResourceOperation,
  isResourceUpdate,
  type Operation,
  type Risk,
} from '../../../model/plan/operation.ts';
import type { FilePlace } from '../../../model/problem/problem.ts';
import { buildChangeEntries } from './build-change-entries.ts';
import type { ChangeEntry } from './change-entry.ts';
import { buildCreatedFields } from './created-fields.ts';
import { locateChanges } from './locate-changes.ts';

export type BlockAction = 'create' | 'update' | 'delete';

/** All operations on one resource and its relations, merged for display. */
export interface ResourceBlock {
  readonly address: Address;
  readonly type: string;
  readonly key: string;
  readonly action: BlockAction;
  readonly risk: Risk;
  readonly operations: readonly ChangeOperation[];
  /** The resource's current key in the tenant, if the plan renames it. */
  readonly renamedFrom?: string;
  /** The fields of a created resource. */
  readonly created: JsonObject;
  readonly parts: readonly BlockPart[];
  readonly notes: readonly string[];
  readonly origin?: FilePlace;
}

/** One write of the resource. A name swap or a dependency cycle takes two writes, so the block has two parts. */
export interface BlockPart {
  readonly operations: readonly ChangeOperation[];
  readonly entries: readonly ChangeEntry[];
}

/** Groups operations into one block per resource, in the order of their first operation. Resources that only have notes get no block. */
export function buildResourceBlocks(operations: readonly Operation[]): readonly ResourceBlock[] {
  const firstKeys = new Map<Address, string>();
  const groups = groupBy(operations, (operation) => {
    const blockKey = getBlockKey(operation, firstKeys);
    if (!firstKeys.has(operation.address)) firstKeys.set(operation.address, blockKey);
    return blockKey;
  });
  return [...groups.values()].filter((group) => group.some(isChange)).map(buildResourceBlock);
}

/** The live ID is part of the key because two live resources may share an address: one is kept, the other is deleted. */
const getBlockKey = ({ action, address, liveId }: Operation, firstKeys: ReadonlyMap<Address, string>): string => {
  const ownKey = `${address}\n${liveId ?? ''}`;
  return action === 'create' || liveId !== undefined ? ownKey : (firstKeys.get(address) ?? ownKey);
};

function buildResourceBlock(group: readonly Operation[]): ResourceBlock {
  const changes = group.filter(isChange);
  const address = changes[0]?.address ?? '';
  const renamedFrom = findOldKey(changes, splitAddress(address).key);
  const origin = group.find((operation) => operation.origin)?.origin;
  const [first = [], ...later] = splitIntoWrites(changes);
  return {
    address,
    ...splitAddress(address),
    action: determineAction(changes),
    risk: findWorstRisk(changes),
    operations: changes,
    ...omitUndefined({ renamedFrom }),
    created: buildCreatedFields(first.filter(({ action }) => action === 'create').flatMap(locateChanges)),
    parts: [buildPart(first), ...later.map(buildPart)],
    notes: group.filter(isNote).map(({ why }) => why),
    ...(origin ? { origin } : {}),
  };
}

const determineAction = (changes: readonly ChangeOperation[]): BlockAction =>
  (['delete', 'create'] as const).find((action) => changes.some((operation) => operation.action === action)) ?? 'update';

const RISKS: readonly Risk[] = ['destructive', 'disruptive', 'safe'];
const findWorstRisk = (changes: readonly ChangeOperation[]): Risk =>
  RISKS.find((risk) => changes.some((operation) => operation.risk === risk)) ?? 'safe';

/** Splits operations into writes: each operation on the resource itself, except the first, starts a new write. */
function splitIntoWrites(changes: readonly ChangeOperation[]): readonly (readonly ChangeOperation[])[] {
  const writes: ChangeOperation[][] = [];
  for (const operation of changes) {
    const current = writes.at(-1);
    if (current && (isRelationOperation(operation) || !current.some(isResourceOperation))) current.push(operation);
    else writes.push([operation]);
  }
  return writes;
}

const buildPart = (operations: readonly ChangeOperation[]): BlockPart => ({
  operations,
  entries: buildChangeEntries(operations.filter(({ action }) => action !== 'create').flatMap(locateChanges)),
});

/** Finds the old key of a renamed resource: an update whose new value is the resource's key. A name swap may use a temporary name in between. */
function findOldKey(changes: readonly ChangeOperation[], key: string): string | undefined {
  const renames = changes
    .filter(isResourceUpdate)
    .flatMap((operation) => operation.changes)
    .filter(({ op, path }) => op === 'replace' && !path.includes('/', 1));
  const finalRename = renames.find(({ after }) => key !== '' && after === key);
  const firstRename = renames.find(({ path }) => path === finalRename?.path);
  return typeof firstRename?.before === 'string' && firstRename.before !== key ? firstRename.before : undefined;
}
