import type { Address } from '../model/address.ts';
import { addressOf } from '../model/address.ts';
import type { LiveResource } from '../model/snapshot.ts';

/** What is known of one type's resources by name: who is declared, who lives, and under which key an id is known. */
export interface TypeNames {
  /** Keys that the definition declares. */
  readonly declared: ReadonlySet<string>;
  /** Live resources by key, system ones and tenon's own client included: others may refer to them. */
  readonly liveByKey: ReadonlyMap<string, readonly LiveResource[]>;
  /** The key under which a live id is known: the declared one where it is matched, so that a rename changes no reference. */
  readonly keyById: ReadonlyMap<string, string>;
  readonly idByKey: ReadonlyMap<string, string>;
}

export interface Names {
  readonly types: ReadonlyMap<string, TypeNames>;
  /** A reference as it reads: an id becomes the key it is known by, a key stays. */
  reads(type: string, value: string): string;
  idOf(type: string, key: string): string | undefined;
}

export function namesOf(types: ReadonlyMap<string, TypeNames>): Names {
  return {
    types,
    reads: (type, value) => types.get(type)?.keyById.get(value) ?? value,
    idOf: (type, key) => types.get(type)?.idByKey.get(key),
  };
}

/** Whether a key names something that is there or will be. */
export function isKnown(names: Names, type: string, key: string): boolean {
  const known = names.types.get(type);
  return known !== undefined && (known.declared.has(key) || known.liveByKey.has(key) || known.keyById.has(key));
}

export const refAddress = (names: Names, type: string, value: string): Address => addressOf(type, names.reads(type, value));
