import { splitAddress } from '../../model/address.ts';
import type { DeclaredResource, Definition } from '../../model/definition/definition.ts';
import type { ChangeOperation } from '../../model/plan/operation.ts';

/** Which live resource is which declared one, and what a plan does to it. */
export interface DeclaredIndex {
  /** The declared key of each live id that the plan changes, by type: a rename gives it a new one. */
  readonly keysById: ReadonlyMap<string, ReadonlyMap<string, string>>;
  /** Resources that the plan creates. */
  readonly created: readonly DeclaredResource[];
  /** Finds the declaration of a live resource. */
  findMatch(type: string, liveId: string, key: string): DeclaredResource | undefined;
  isChanged(type: string, liveId: string): boolean;
  isDeleted(type: string, liveId: string): boolean;
}

/** Takes the planner's word for what matches: its operations name the live ids. */
export function indexDeclared({ resources }: Definition, operations: readonly ChangeOperation[]): DeclaredIndex {
  const byAddress = new Map(resources.map((resource) => [resource.address, resource]));
  const byOrigin = new Map(resources.map((resource) => [toPlaceKey(resource.origin), resource]));
  const byPin = new Map(
    resources.flatMap((resource) => (resource.pinnedId === undefined ? [] : [[resource.pinnedId, resource]])),
  );
  const findPinned = (type: string, liveId: string): DeclaredResource | undefined => {
    const pinned = byPin.get(liveId);
    return pinned?.type === type ? pinned : undefined;
  };
  // The planner may complete a key. Then only the place says which declaration an operation is about.
  const findDeclared = ({ address, liveId, origin }: ChangeOperation): DeclaredResource | undefined =>
    (liveId === undefined ? undefined : findPinned(splitAddress(address).type, liveId)) ??
    byAddress.get(address) ??
    (origin && byOrigin.get(toPlaceKey(origin)));
  const keysById = new Map<string, Map<string, string>>();
  const matched = new Map<string, DeclaredResource>();
  const deleted = new Set<string>();
  for (const operation of operations) {
    const { liveId, action, address } = operation;
    if (liveId === undefined) continue;
    const { type, key } = splitAddress(address);
    if (action === 'delete') deleted.add(toIdKey(type, liveId));
    const declared = action === 'delete' ? undefined : findDeclared(operation);
    if (!declared) continue;
    matched.set(toIdKey(type, liveId), declared);
    keysById.set(type, (keysById.get(type) ?? new Map<string, string>()).set(liveId, key));
  }
  return {
    keysById,
    created: operations.flatMap((operation) => (operation.action === 'create' ? (findDeclared(operation) ?? []) : [])),
    findMatch: (type, liveId, key) =>
      matched.get(toIdKey(type, liveId)) ?? findPinned(type, liveId) ?? byAddress.get(key === '' ? type : `${type}/${key}`),
    isChanged: (type, liveId) => matched.has(toIdKey(type, liveId)),
    isDeleted: (type, liveId) => deleted.has(toIdKey(type, liveId)),
  };
}

const toIdKey = (type: string, liveId: string): string => `${type}\n${liveId}`;
const toPlaceKey = ({ file, line, column }: DeclaredResource['origin']): string => `${file}\n${line}\n${column}`;
