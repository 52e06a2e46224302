import { type Address, splitAddress, toAddress } from '../../model/address.ts';
import { type Pointer, parsePointer } from '../../model/json/pointer.ts';
import type { Problem } from '../../model/problem/problem.ts';
import { getHiddenFieldNames, type LiveType, type ReadRefusal, type RefusedPart, type Snapshot } from '../../model/snapshot.ts';
import type { ScopeNeed } from '../../resources/resource-type.ts';
import { describeHiddenField, describeMissingReadScope } from '../need/check-read-scopes.ts';
import type { DeclaredOwner, FetchNeed, RelationNeed, TypeNeed } from '../need/fetch-need.ts';
import type { ScopedField } from '../need/scoped-fields.ts';
import { isRefusalError } from './classify-refusal.ts';

/**
 * What somebody needs and a state does not show, in a state that was read or saved for no purpose in particular: unavailable and hidden
 * are not empty.
 */
export const findUnseen = ({ types }: FetchNeed, snapshot: Snapshot): readonly Problem[] =>
  deduplicateProblems(types.flatMap((need) => findUnseenInType(need, snapshot.types[need.type.type])));

function findUnseenInType(need: TypeNeed, live: LiveType | undefined): readonly Problem[] {
  const { type, declared, isRequired } = need;
  if (!live) return isRequired ? [describeMissingType(type.type)] : [];
  if (live.status === 'unavailable')
    return isRefusalError(need, live, isRequired)
      ? describeRefused(live, type.type, type.scopes.read, { kind: 'address', address: toAddress(type.type, declared[0] ?? '') })
      : [];
  const parts = (live.refused ?? []).flatMap((part) => checkRefusedPart(need, part));
  return [...parts, ...findHidden(need, live)];
}

/** A placed resource, or a relation of any. */
function checkRefusedPart(need: TypeNeed, part: RefusedPart): readonly Problem[] {
  const { type } = need;
  const { address, relation } = part;
  const place: AddressPlace = { kind: 'address', address, ...(relation === undefined ? {} : { pointer: `/${relation}` }) };
  if (relation === undefined) {
    const isDeclared = need.declared.some((key) => toAddress(type.type, key) === address);
    return isDeclared && isRefusalError(need, part, true) ? describeRefused(part, address, type.scopes.read, place) : [];
  }
  const list = need.relations.find((candidate) => candidate.relation.field === relation);
  const asked = list && findAskedOwner(list, type.type, part);
  return asked && isRefusalError(need, part, asked.hasItems)
    ? describeRefused(part, `${relation} of ${address}`, list.relation.scopes.read, place)
    : [];
}

/** A missing scope hides the relation of all of them; any other refusal may be of one alone. */
function findAskedOwner(
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

/** One problem a scope: the first field that it hides stands for all of them. */
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
          message: `the tenant refused to show ${what}: ${message}`,
          place,
          hint: 'Leave it out of the definition, or have the feature switched on and read the tenant again.',
        },
      ];

const describeMissingType = (type: string): Problem => ({
  code: 'snapshot-incomplete',
  severity: 'error',
  message: `the saved state does not say which ${type} the tenant has`,
  place: { kind: 'address', address: type },
  expected: 'a backup that holds every type that the definition declares',
  hint: 'Plan against the tenant. An older backup may lack types that this version of tenon would save.',
});

const deduplicateProblems = (problems: readonly Problem[]): readonly Problem[] => [
  ...new Map(
    problems.map((problem) => [`${problem.code} ${problem.message} ${JSON.stringify(problem.place)}`, problem]),
  ).values(),
];
