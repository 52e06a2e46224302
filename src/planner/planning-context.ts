import { type Address, addressOf, matchesPattern } from '../model/address.ts';
import type { JsonValue } from '../model/json/json.ts';
import type { Pointer } from '../model/json/pointer.ts';
import type { ResourceType } from '../resources/define.ts';
import type { Names } from '../resources/names.ts';
import type { Reading } from '../schema/compare/normal.ts';
import { schemaOf } from '../schema/load.ts';
import type { FoundReference } from '../schema/references.ts';
import type { Wire } from '../schema/request/compose.ts';
import { itemToken, type Token } from './draft.ts';
import type { Matching } from './match/match-resources.ts';
import { type SpareValues, spareValuesOf } from './operations/spare-values.ts';

/** What every kind of operation is made with. */
export interface Context {
  readonly names: Names;
  readonly catalogue: readonly ResourceType[];
  reading(secrets: ReadonlySet<Pointer>, defaults?: boolean): Reading;
  /** Whether what the tenant does not show of this resource is sent again. */
  resends(address: Address): boolean;
  wire(secrets: ReadonlySet<Pointer>): Wire;
  /** The tokens that a reference stands for: the resource, and the item inside it. */
  tokens(reference: FoundReference): readonly Token[];
  /** How tokens name a live resource: as references to it read. */
  known(type: string, id: string): Address;
  /**
   * Types that may refer to this one and stand after it in the catalogue. What they hold in relations is not read for resources that
   * nobody declares, so their deletes come first as a whole.
   */
  referringTypes(type: string): readonly string[];
  readonly spares: SpareValues;
}

export function contextOf(
  { names, types }: Pick<Matching, 'names' | 'types'>,
  catalogue: readonly ResourceType[],
  resend: readonly string[] = [],
): Context {
  const referring = new Map(catalogue.map((type, index) => [type.type, typesThatMention(type.type, catalogue.slice(index + 1))]));
  return {
    referringTypes: (type) => referring.get(type) ?? [],
    names,
    catalogue,
    spares: spareValuesOf(types),
    resends: (address) => resend.some((pattern) => matchesPattern(address, pattern)),
    reading: (secrets, defaults = true) => ({ reference: names.reads, secrets, defaults }),
    wire: (secrets) => ({
      reference: (type, key) => referencePlaceholder(names, type, key),
      reads: names.reads,
      secrets,
    }),
    known: (type, id) => addressOf(type, names.reads(type, id)),
    tokens: (reference) => {
      const address = addressOf(reference.type, names.reads(reference.type, reference.value));
      return reference.item ? [address, itemToken(address, reference.item.list, reference.item.value)] : [address];
    },
  };
}

/**
 * How the ids of operations name a resource: by its address, and by its id as well where several have that address. An asterisk at the
 * end stands for a whole group of operations; a resource that is called so is written with a backslash.
 */
export function labelOf(type: ResourceType, address: Address, liveId: string | undefined, context: Context): string {
  const label = liveId === undefined || context.known(type.type, liveId) === address ? address : `${address} (${liveId})`;
  return notGroup(label);
}

export const notGroup = (label: string): string => (label.endsWith('/*') ? `${label.slice(0, -1)}\\*` : label);

/** An id that stands for nothing we know (a resource outside the snapshot) is sent as it is. */
function referencePlaceholder(names: Names, type: string, value: string): JsonValue {
  const key = names.reads(type, value);
  const id = names.idOf(type, key);
  if (id === undefined && !names.types.get(type)?.declared.has(key)) return value;
  return { $ref: addressOf(type, key), ...(id === undefined ? {} : { id }) };
}

const typesThatMention = (type: string, others: readonly ResourceType[]): readonly string[] =>
  others.filter((other) => mentionedIn(other).has(type)).map((other) => other.type);

/** Schemas do not change, so each is searched once. */
const mentions = new WeakMap<object, ReadonlySet<string>>();

/** Every type that a schema's `x-reference` words name. */
function mentionedIn(type: ResourceType): ReadonlySet<string> {
  const schema = schemaOf(type.type);
  const known = mentions.get(schema);
  if (known) return known;
  const found = new Set<string>();
  JSON.stringify(schema, (name, value: unknown) => {
    if (name === 'x-reference' && typeof value === 'string') found.add(value.split('#')[0] ?? '');
    return value;
  });
  mentions.set(schema, found);
  return found;
}
