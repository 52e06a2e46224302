import { groupBy } from '../model/group-by.ts';
import type { LiveResource } from '../model/snapshot.ts';
import type { ResourceType } from './resource-type.ts';

/** What is known of one type's resources by name: who is declared, who lives, and under which key an id is known. */
export interface TypeNames {
  /** Keys that the definition declares. */
  readonly declaredKeys: ReadonlySet<string>;
  /** Those of them that it declares several times, told apart by `$id`: as a reference such a key says nothing. */
  readonly ambiguousKeys: ReadonlySet<string>;
  /** Live resources by key, system ones and tenon's own client included: others may refer to them. */
  readonly liveByKey: ReadonlyMap<string, readonly LiveResource[]>;
  /** The key under which a live id is known, see `knownKeys`. */
  readonly keyById: ReadonlyMap<string, string>;
  readonly idByKey: ReadonlyMap<string, string>;
}

export interface NameIndex {
  readonly types: ReadonlyMap<string, TypeNames>;
  /** A reference as it reads: an id becomes the key it is known by, a key stays. */
  toKey(type: string, value: string): string;
  findId(type: string, key: string): string | undefined;
}

/** What references are read with. */
export interface ReferenceContext {
  readonly names: NameIndex;
  readonly catalogue: readonly ResourceType[];
}

/**
 * The key under which each live id is known: the declared one where it is matched, so that a rename changes no reference. Where several
 * would have the same key, it belongs to the one that is declared; the ids of the others stand for themselves.
 */
export function mapIdsToKeys(
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

export function createNameIndex(types: ReadonlyMap<string, TypeNames>): NameIndex {
  return {
    types,
    toKey: (type, value) => types.get(type)?.keyById.get(value) ?? value,
    findId: (type, key) => types.get(type)?.idByKey.get(key),
  };
}

/** Whether a key names something that is there or will be. */
export function isKnownKey(names: NameIndex, type: string, key: string): boolean {
  const typeNames = names.types.get(type);
  return (
    typeNames !== undefined && (typeNames.declaredKeys.has(key) || typeNames.liveByKey.has(key) || typeNames.keyById.has(key))
  );
}
