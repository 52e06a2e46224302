import { type Address, isPatternMatch, toAddress } from '../model/address.ts';
import type { JsonValue } from '../model/json/json-value.ts';
import type { Pointer } from '../model/json/pointer.ts';
import type { NameIndex } from '../resources/resource-names.ts';
import type { ResourceType } from '../resources/resource-type.ts';
import type { CompareOptions } from '../schema/compare/normal-form.ts';
import { getResourceSchema } from '../schema/load-schema.ts';
import type { EncodeOptions } from '../schema/request/compose-body.ts';
import type { FoundReference } from '../schema/schema-references.ts';
import { type DependencyToken, toItemToken } from './draft.ts';
import type { Matching } from './match/match-resources.ts';
import { createSpareValues, type SpareValues } from './operations/spare-values.ts';

/** What every kind of operation is made with. */
export interface PlanningContext {
  readonly names: NameIndex;
  readonly catalogue: readonly ResourceType[];
  getCompareOptions(secrets: ReadonlySet<Pointer>, defaults?: boolean): CompareOptions;
  /** Whether what the tenant does not show of this resource is sent again. */
  shouldResend(address: Address): boolean;
  getWireOptions(secrets: ReadonlySet<Pointer>): EncodeOptions;
  /** The tokens that a reference stands for: the resource, and the item inside it. */
  listReferenceTokens(reference: FoundReference): readonly DependencyToken[];
  /** How tokens name a live resource: as references to it read. */
  getLiveAddress(type: string, id: string): Address;
  /**
   * Types that may refer to this one and stand after it in the catalogue. What they hold in relations is not read for resources that
   * nobody declares, so their deletes come first as a whole.
   */
  listReferringTypes(type: string): readonly string[];
  readonly spareValues: SpareValues;
}

export function createPlanningContext(
  { names, types }: Pick<Matching, 'names' | 'types'>,
  catalogue: readonly ResourceType[],
  resend: readonly string[] = [],
): PlanningContext {
  const referring = new Map(
    catalogue.map((type, index) => [type.type, findTypesReferringTo(type.type, catalogue.slice(index + 1))]),
  );
  return {
    listReferringTypes: (type) => referring.get(type) ?? [],
    names,
    catalogue,
    spareValues: createSpareValues(types),
    shouldResend: (address) => resend.some((pattern) => isPatternMatch(address, pattern)),
    getCompareOptions: (secrets, defaults = true) => ({ reference: names.toKey, secrets, defaults }),
    getWireOptions: (secrets) => ({
      encodeReference: (type, key) => buildReferencePlaceholder(names, type, key),
      readReference: names.toKey,
      secrets,
    }),
    getLiveAddress: (type, id) => toAddress(type, names.toKey(type, id)),
    listReferenceTokens: (reference) => {
      const address = toAddress(reference.type, names.toKey(reference.type, reference.value));
      return reference.item ? [address, toItemToken(address, reference.item.list, reference.item.value)] : [address];
    },
  };
}

/**
 * How the ids of operations name a resource: by its address, and by its id as well where several have that address. An asterisk at the
 * end stands for a whole group of operations; a resource that is called so is written with a backslash.
 */
export function formatResourceLabel(
  type: ResourceType,
  address: Address,
  liveId: string | undefined,
  context: PlanningContext,
): string {
  const label =
    liveId === undefined || context.getLiveAddress(type.type, liveId) === address ? address : `${address} (${liveId})`;
  return escapeGroupSuffix(label);
}

export const escapeGroupSuffix = (label: string): string => (label.endsWith('/*') ? `${label.slice(0, -1)}\\*` : label);

/** An id that stands for nothing we know (a resource outside the snapshot) is sent as it is. */
function buildReferencePlaceholder(names: NameIndex, type: string, value: string): JsonValue {
  const key = names.toKey(type, value);
  const id = names.findId(type, key);
  if (id === undefined && !names.types.get(type)?.declaredKeys.has(key)) return value;
  return { $ref: toAddress(type, key), ...(id === undefined ? {} : { id }) };
}

const findTypesReferringTo = (type: string, others: readonly ResourceType[]): readonly string[] =>
  others.filter((other) => collectReferencedTypes(other).has(type)).map((other) => other.type);

/** Schemas do not change, so each is searched once. */
const referencedTypesCache = new WeakMap<object, ReadonlySet<string>>();

/** Every type that a schema's `x-reference` words name. */
function collectReferencedTypes(type: ResourceType): ReadonlySet<string> {
  const schema = getResourceSchema(type.type);
  const known = referencedTypesCache.get(schema);
  if (known) return known;
  const found = new Set<string>();
  JSON.stringify(schema, (name, value: unknown) => {
    if (name === 'x-reference' && typeof value === 'string') found.add(value.split('#')[0] ?? '');
    return value;
  });
  referencedTypesCache.set(schema, found);
  return found;
}
