import { type Address, splitAddress } from '../../../model/address.ts';
import type { JsonObject } from '../../../model/json/json.ts';
import { isChange, type Operation, type Risk } from '../../../model/plan/plan.ts';
import type { FilePlace } from '../../../model/problem/problem.ts';
import { createdFields } from './created.ts';
import { entriesOf } from './entries.ts';
import type { Entry } from './entry.ts';
import { locatedChanges } from './located.ts';

export type BlockAction = 'create' | 'update' | 'delete';

/** Everything that happens to one resource: its own operation and those of its relations. */
export interface Block {
  readonly address: Address;
  readonly type: string;
  readonly key: string;
  readonly action: BlockAction;
  readonly risk: Risk;
  readonly operations: readonly Operation[];
  /** The key under which the tenant still has it. */
  readonly renamedFrom?: string;
  /** What a create will say. */
  readonly created: JsonObject;
  readonly parts: readonly Part[];
  readonly notes: readonly string[];
  readonly origin?: FilePlace;
}

/** A resource that is written twice (a name swap, a cycle) has a part for each time. */
export interface Part {
  readonly operations: readonly Operation[];
  readonly entries: readonly Entry[];
}

/** One block a resource, in the order in which the plan first speaks of it. Resources that nothing happens to have none. */
export function blocksOf(operations: readonly Operation[]): readonly Block[] {
  const groups = new Map<string, Operation[]>();
  const firstOf = new Map<Address, string>();
  for (const operation of operations) {
    const slot = slotOf(operation, firstOf);
    if (!firstOf.has(operation.address)) firstOf.set(operation.address, slot);
    const group = groups.get(slot);
    if (group) group.push(operation);
    else groups.set(slot, [operation]);
  }
  return [...groups.values()].filter((group) => group.some(isChange)).map(blockOf);
}

/** Two live resources may share an address: one is kept, the other deleted. */
const slotOf = ({ action, address, liveId }: Operation, firstOf: ReadonlyMap<Address, string>): string => {
  const own = `${address}\n${liveId ?? ''}`;
  return action === 'create' || liveId !== undefined ? own : (firstOf.get(address) ?? own);
};

function blockOf(group: readonly Operation[]): Block {
  const changes = group.filter(isChange);
  const address = changes[0]?.address ?? '';
  const renamedFrom = oldKey(changes, splitAddress(address).key);
  const origin = group.find((operation) => operation.origin)?.origin;
  const [first = [], ...later] = writesOf(changes);
  return {
    address,
    ...splitAddress(address),
    action: actionOf(changes),
    risk: worstRisk(changes),
    operations: changes,
    ...(renamedFrom === undefined ? {} : { renamedFrom }),
    created: createdFields(first.filter(({ action }) => action === 'create').flatMap(locatedChanges)),
    parts: [partOf(first), ...later.map(partOf)],
    notes: group.filter((operation) => !isChange(operation)).map(({ why }) => why),
    ...(origin ? { origin } : {}),
  };
}

const actionOf = (changes: readonly Operation[]): BlockAction =>
  (['delete', 'create'] as const).find((action) => changes.some((operation) => operation.action === action)) ?? 'update';

const RISKS: readonly Risk[] = ['destructive', 'disruptive', 'safe'];
const worstRisk = (changes: readonly Operation[]): Risk =>
  RISKS.find((risk) => changes.some((operation) => operation.risk === risk)) ?? 'safe';

/** What loses most first; otherwise in the order of the plan. */
export const byRisk = (blocks: readonly Block[]): readonly Block[] =>
  RISKS.flatMap((risk) => blocks.filter((block) => block.risk === risk));

/** Splits before every further operation of the resource itself. */
function writesOf(changes: readonly Operation[]): readonly (readonly Operation[])[] {
  const writes: Operation[][] = [];
  for (const operation of changes) {
    const current = writes.at(-1);
    if (current && (operation.relation !== undefined || !current.some(({ relation }) => relation === undefined)))
      current.push(operation);
    else writes.push([operation]);
  }
  return writes;
}

const partOf = (operations: readonly Operation[]): Part => ({
  operations,
  entries: entriesOf(operations.filter(({ action }) => action !== 'create').flatMap(locatedChanges)),
});

/** An update that ends in the resource's own key renames it, perhaps by way of a temporary name. */
function oldKey(changes: readonly Operation[], key: string): string | undefined {
  const renames = changes
    .filter(({ action, relation }) => action === 'update' && relation === undefined)
    .flatMap((operation) => operation.changes)
    .filter(({ op, path }) => op === 'replace' && !path.includes('/', 1));
  const last = renames.find(({ after }) => key !== '' && after === key);
  const first = renames.find(({ path }) => path === last?.path);
  return typeof first?.before === 'string' && first.before !== key ? first.before : undefined;
}
