import { type Address, toAddress } from '../../model/address.ts';
import type { JsonValue } from '../../model/json/json-value.ts';
import type { Outcome } from '../../model/plan/outcome.ts';
import type { Problem } from '../../model/problem/problem.ts';
import type { LiveResource, ReadRefusal } from '../../model/snapshot.ts';
import { hasSubresource } from '../../resources/identity/identify-resources.ts';
import { findAttachedLists } from '../../resources/relations/attached-items.ts';
import type { Relation, ResourceType, SubresourceList } from '../../resources/resource-type.ts';
import type { DeclaredOwner } from '../need/type-need.ts';

/** A live resource with its key. */
export interface KeyedLiveResource {
  readonly key: string;
  readonly live: LiveResource;
  /** Belongs to Auth0, or is tenon's own client: never changed, so its relations are not read. */
  readonly isUntouchable: boolean;
}

/** A relation of one resource that is to be read. `hasItems`: a definition declares items of it. */
export interface RelationTask {
  readonly address: Address;
  readonly relation: SubresourceList;
  readonly live: LiveResource;
  readonly hasItems: boolean;
}

/** The items of one read, or why the tenant refuses them. */
export type RelationRead = Outcome<
  { readonly task: RelationTask; readonly items?: readonly JsonValue[]; readonly refused?: ReadRefusal },
  Problem
>;

/** Finds the relation of a type that a list is; undefined: it is the list of its attached items. */
export const findRelation = ({ relations }: ResourceType, list: SubresourceList | undefined): Relation | undefined =>
  relations.find((relation) => relation === list);

/** Lists the reads of a relation of all resources that have it. */
export const buildAllTasks = (
  type: ResourceType,
  relation: SubresourceList,
  keyed: readonly KeyedLiveResource[],
): readonly RelationTask[] =>
  keyed
    .filter(({ live, isUntouchable }) => !isUntouchable && (relation !== type.attached || hasAttached(type, live)))
    .filter(({ live }) => hasSubresource(relation, live.body))
    .map(({ key, live }) => ({ address: toAddress(type.type, key), relation, live, hasItems: false }));

/** Whether a resource attaches any items. Only then is its item list read. */
const hasAttached = (type: ResourceType, { body }: LiveResource): boolean =>
  findAttachedLists(type, body).some(({ items }) => items.length > 0);

/** Lists the reads of a relation of the declared resources. */
export function buildOwnerTasks(
  { type }: ResourceType,
  relation: SubresourceList,
  owners: readonly DeclaredOwner[],
  keyed: readonly KeyedLiveResource[],
): readonly RelationTask[] {
  const byName = new Map<string, DeclaredOwner>();
  const byId = new Map<string, DeclaredOwner>();
  for (const owner of owners) {
    if (owner.pinnedId !== undefined) byId.set(owner.pinnedId, owner);
    else for (const key of [owner.key, owner.renamedFrom]) if (key !== undefined) byName.set(key, owner);
  }
  return keyed
    .filter(({ live, isUntouchable }) => !isUntouchable && hasSubresource(relation, live.body))
    .flatMap(({ key, live }) => {
      const owner = byId.get(live.id) ?? byName.get(key);
      return owner ? [{ address: toAddress(type, owner.key), relation, live, hasItems: owner.hasItems }] : [];
    });
}
