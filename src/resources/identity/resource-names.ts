import { groupBy } from '../../model/group-by.ts';
import type { LiveResource } from '../../model/snapshot.ts';
import type { Catalogue } from '../create-catalogue.ts';

/** The keys and ids of one type's resources, declared and live. */
export interface TypeNames {
  /** Keys in the definition. */
  readonly declaredKeys: ReadonlySet<string>;
  /** Keys that the definition declares more than once, with different `$id`s. They cannot be used as references. */
  readonly ambiguousKeys: ReadonlySet<string>;
  /** Live resources by key, including system resources and tenon's own client, which others may refer to. */
  readonly liveByKey: ReadonlyMap<string, readonly LiveResource[]>;
  /** The key of each live id, see `mapIdsToKeys`, and of each declared key that is written with ids. */
  readonly keyById: ReadonlyMap<string, string>;
  readonly idByKey: ReadonlyMap<string, string>;
}

export interface NameIndex {
  readonly types: ReadonlyMap<string, TypeNames>;
  /** Converts a reference to a key: an id to its resource's key, anything else unchanged. */
  toKey(type: string, value: string): string;
  findId(type: string, key: string): string | undefined;
}

/** What resolving references needs. */
export interface ReferenceContext {
  readonly names: NameIndex;
  readonly catalogue: Catalogue;
}

/**
 * Maps each live id to a key: the declared one for matched resources, so that a rename doesn't change references. If several resources have
 * the same key, it belongs to the declared one; the others are referred to by id.
 */
function mapIdsToKeys(
  live: readonly LiveResource[],
  liveKeys: ReadonlyMap<LiveResource, string>,
  matchedKeys: ReadonlyMap<LiveResource, string>,
): ReadonlyMap<string, string> {
  const groups = groupBy(live, (resource) => matchedKeys.get(resource) ?? liveKeys.get(resource) ?? '');
  const entries = [...groups].flatMap(([key, members]) => {
    const owners = members.length === 1 ? members : members.filter((resource) => matchedKeys.has(resource));
    return members.map(({ id }): [string, string] => [id, owners.length === 1 && owners[0]?.id === id ? key : id]);
  });
  return new Map(entries);
}

/** `matchedKeys` has the key of each live resource that a declared one matches. */
export function buildTypeNames(
  declaredKeys: Iterable<string>,
  live: readonly LiveResource[],
  liveKeys: ReadonlyMap<LiveResource, string>,
  matchedKeys: ReadonlyMap<LiveResource, string>,
  liveByKey: TypeNames['liveByKey'],
): TypeNames {
  const keyById = mapIdsToKeys(live, liveKeys, matchedKeys);
  const idByKey = new Map([...keyById].map(([id, key]) => [key, id]));
  const keys = groupBy(declaredKeys, (key) => key);
  const ambiguousKeys = new Set([...keys].flatMap(([key, owners]) => (owners.length > 1 ? [key] : [])));
  return { declaredKeys: new Set(keys.keys()), ambiguousKeys, liveByKey, keyById, idByKey };
}

export function createNameIndex(types: ReadonlyMap<string, TypeNames>): NameIndex {
  return {
    types,
    toKey: (type, value) => types.get(type)?.keyById.get(value) ?? value,
    findId: (type, key) => types.get(type)?.idByKey.get(key),
  };
}

/** Whether a key means a live or declared resource. */
export function isKnownKey(names: NameIndex, type: string, key: string): boolean {
  const typeNames = names.types.get(type);
  return (
    typeNames !== undefined && (typeNames.declaredKeys.has(key) || typeNames.liveByKey.has(key) || typeNames.keyById.has(key))
  );
}
