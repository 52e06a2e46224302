import { type Address, splitAddress, toAddress } from '../../model/address.ts';
import { type Pointer, parsePointer } from '../../model/json/pointer.ts';
import type { Problem } from '../../model/problem/problem.ts';
import { getHiddenFieldNames, type LiveType, type ReadRefusal, type RefusedPart, type Snapshot } from '../../model/snapshot.ts';
import { isLookedUp } from '../../resources/identity/keyed-lookups.ts';
import type { ResourceType, ScopeNeed } from '../../resources/resource-type.ts';
import { describeHiddenField, describeMissingReadScope } from '../need/check-read-scopes.ts';
import type { FetchNeed } from '../need/fetch-need.ts';
import type { ScopedField } from '../need/scoped-fields.ts';
import type { DeclaredOwner, RelationNeed, TypeNeed } from '../need/type-need.ts';
import { isRefusalError } from './classify-refusal.ts';

/** Reports the needed parts that a snapshot does not contain because they were unavailable or hidden when it was read. */
export const findUnseen = ({ types }: FetchNeed, snapshot: Snapshot): readonly Problem[] =>
  deduplicateProblems(types.flatMap((need) => findUnseenInType(need, snapshot.types[need.type.type])));

function findUnseenInType(need: TypeNeed, live: LiveType | undefined): readonly Problem[] {
  const { type, declared, isRequired } = need;
  if (!live) return isRequired ? [describeMissingType(type)] : [];
  if (live.status === 'unavailable')
    return isRefusalError(need, live, isRequired)
      ? describeRefused(live, type.type, type.scopes.read, { kind: 'address', address: toAddress(type.type, declared[0] ?? '') })
      : [];
  const parts = (live.refused ?? []).flatMap((part) => checkRefusedPart(need, part));
  return [...parts, ...findHidden(need, live)];
}

/** Checks a refused part: a resource with a fixed path, or a relation. */
function checkRefusedPart(need: TypeNeed, part: RefusedPart): readonly Problem[] {
  const { type } = need;
  const { address, relation } = part;
  const place: AddressPlace = { kind: 'address', address, ...(relation === undefined ? {} : { pointer: `/${relation}` }) };
  if (relation === undefined) {
    const isDeclared = need.declared.some((key) => toAddress(type.type, key) === address);
    return isDeclared && isRefusalError(need, part, true) ? describeRefused(part, address, type.scopes.read, place) : [];
  }
  const list = need.relations.find((candidate) => candidate.relation.field === relation);
  const affected = list && findAffectedOwner(list, type.type, part);
  return affected && isRefusalError(need, part, affected.hasItems)
    ? describeRefused(part, `${relation} of ${address}`, list.relation.scopes.read, place)
    : [];
}

/** Finds a declared owner that a refused relation affects. A missing scope affects every owner, any other refusal only its own. */
function findAffectedOwner(
  { owners }: RelationNeed,
  type: string,
  { address, reason }: RefusedPart,
): Pick<DeclaredOwner, 'hasItems'> | undefined {
  if (owners === 'all') return undefined;
  return owners.find(
    ({ key, renamedFrom = key }) =>
      reason === 'scope' || [key, renamedFrom].some((candidateKey) => toAddress(type, candidateKey) === address),
  );
}

/** Returns one problem per scope, placed at the first field that the scope would reveal. */
function findHidden({ scopedFields }: TypeNeed, live: LiveType): readonly Problem[] {
  const hidden = getHiddenFieldNames(live);
  const isHidden = ({ pointer }: ScopedField): boolean => hidden.has(parsePointer(pointer)[0] ?? '');
  const first = new Map(
    scopedFields
      .filter(isHidden)
      .toReversed()
      .map((field) => [String(field.scopes), field]),
  );
  return [...first.values()].map(({ scopes, address, pointer }) =>
    describeHiddenField(scopes, { kind: 'address', address, pointer }),
  );
}

interface AddressPlace {
  readonly kind: 'address';
  readonly address: Address;
  readonly pointer?: Pointer;
}

const describeRefused = (
  { reason, message }: ReadRefusal,
  what: string,
  scopes: readonly ScopeNeed[],
  place: AddressPlace,
): readonly Problem[] =>
  reason === 'scope'
    ? scopes.map((scope) => describeMissingReadScope(splitAddress(place.address).type, scope))
    : [
        {
          code: 'subscription-lacks',
          severity: 'error',
          message: `the tenant did not allow reading ${what}: ${message}`,
          place,
          hint: 'Remove it from the definition, or enable the feature in the tenant and read the tenant again.',
        },
      ];

const describeMissingType = (type: ResourceType): Problem => ({
  code: 'snapshot-incomplete',
  severity: 'error',
  message: `the saved state does not contain ${type.type}`,
  place: { kind: 'address', address: type.type },
  expected: 'a backup with every type that the definition declares',
  hint: isLookedUp(type)
    ? `Plan against the tenant. No backup contains ${type.type}.`
    : 'Plan against the tenant. A backup by an older version of tenon may lack types that this version saves.',
});

const deduplicateProblems = (problems: readonly Problem[]): readonly Problem[] => [
  ...new Map(
    problems.map((problem) => [`${problem.code} ${problem.message} ${JSON.stringify(problem.place)}`, problem]),
  ).values(),
];
