import { type Address, isPatternMatch, toAddress } from '../model/address.ts';
import type { JsonValue } from '../model/json/json-value.ts';

import type { Pointer } from '../model/json/pointer.ts';
import { createReferencePlaceholder } from '../model/plan/placeholders.ts';
import type { Catalogue } from '../resources/create-catalogue.ts';
import type { NameIndex } from '../resources/identity/resource-names.ts';
import type { ResourceType } from '../resources/resource-type.ts';
import type { CompareOptions } from '../schema/compare/normal-form.ts';
import type { EncodeOptions } from '../schema/request/compose-body.ts';
import type { FoundReference } from '../schema/schema-references.ts';
import { type DependencyToken, toItemToken } from './draft.ts';
import type { Matching } from './match/match-resources.ts';
import { createTargetCheck, createTargetFinder, type FindTarget, type TargetCheck } from './match/target-conditions.ts';
import { createSpareValues, type SpareValues } from './operations/spare-values.ts';

/** What every step of planning needs: names, options for comparing and encoding, and lookups. */
export interface PlanningContext {
  readonly names: NameIndex;
  readonly catalogue: Catalogue;
  getCompareOptions(secrets: ReadonlySet<Pointer>, defaults?: boolean): CompareOptions;
  /** Whether the hidden values of this resource are sent again (`--resend`). */
  shouldResend(address: Address): boolean;
  /** Whether an interrupted run may have created this resource without its ticket. */
  isTicketMissing(address: Address): boolean;
  getWireOptions(secrets: ReadonlySet<Pointer>): EncodeOptions;
  /** Returns the tokens of a reference: the resource and, if the reference names one, the item in it. */
  listReferenceTokens(reference: FoundReference): readonly DependencyToken[];
  /** Returns the address by which tokens and references name a live resource. */
  getLiveAddress(type: string, id: string): Address;
  /**
   * Lists types that may refer to this one and come after it in the catalogue. Relations of undeclared resources are not read, so
   * their references are unknown, and all deletes of these types come first.
   */
  listReferringTypes(type: string): readonly string[];
  readonly spareValues: SpareValues;
  readonly meetsCondition: TargetCheck;
  readonly findTarget: FindTarget;
}

export function createPlanningContext(
  { names, types }: Pick<Matching, 'names' | 'types'>,
  catalogue: Catalogue,
  {
    resend = [],
    missingTickets = [],
  }: { readonly resend?: readonly string[]; readonly missingTickets?: readonly Address[] } = {},
): PlanningContext {
  const referring = new Map(
    catalogue.all.map((type, index) => [type.type, findTypesReferringTo(type.type, catalogue.all.slice(index + 1))]),
  );
  const findTarget = createTargetFinder(types);
  return {
    listReferringTypes: (type) => referring.get(type) ?? [],
    names,
    catalogue,
    spareValues: createSpareValues(types),
    meetsCondition: createTargetCheck(findTarget),
    findTarget,
    shouldResend: (address) => resend.some((pattern) => isPatternMatch(address, pattern)),
    isTicketMissing: (address) => missingTickets.includes(address),
    getCompareOptions: (secrets, defaults = true) => ({ reference: names.toKey, secrets, defaults }),
    getWireOptions: (secrets) => ({
      encodeReference: (type, key) => encodeReferenceKey(names, type, key),
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
 * Formats a resource for operation ids: its address, plus its id where several resources have that address. `/*` at the end of an id
 * means a group of operations, so a resource whose key ends like that is escaped with a backslash.
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

/** Encodes a reference as a placeholder. A value that names no known resource is sent unchanged: it may be an id outside the snapshot. */
function encodeReferenceKey(names: NameIndex, type: string, value: string): JsonValue {
  const key = names.toKey(type, value);
  const id = names.findId(type, key);
  if (id === undefined && !names.types.get(type)?.declaredKeys.has(key)) return value;
  return createReferencePlaceholder(toAddress(type, key), id);
}

const findTypesReferringTo = (type: string, others: readonly ResourceType[]): readonly string[] =>
  others.filter((other) => collectReferencedTypes(other).has(type)).map((other) => other.type);

/** Referenced types by schema. Schemas do not change, so each is searched once. */
const referencedTypesCache = new WeakMap<object, ReadonlySet<string>>();

/** Collects every type that `x-reference` keywords of a type's schema name. */
export function collectReferencedTypes(type: ResourceType): ReadonlySet<string> {
  const schema = type.schema;
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
