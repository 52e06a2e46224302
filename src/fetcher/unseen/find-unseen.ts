import { type Address, addressOf, splitAddress } from '../../model/address.ts';
import { type Pointer, stepsOf } from '../../model/json/pointer.ts';
import type { Problem } from '../../model/problem/problem.ts';
import { hiddenNames, type LiveType, type Refused, type RefusedPart, type Snapshot } from '../../model/snapshot.ts';
import type { ScopeNeed } from '../../resources/define.ts';
import type { GuardedField } from '../need/guarded.ts';
import type { FetchNeed, RelationNeed, TypeNeed, Wanted } from '../need/need.ts';
import { scopeHides, scopeMissing } from '../need/scopes.ts';
import { isNeeded } from './unseen.ts';

/**
 * What somebody needs and a state does not show, in a state that was read or saved for no purpose in particular: unavailable and hidden
 * are not empty.
 */
export const findUnseen = ({ types }: FetchNeed, snapshot: Snapshot): readonly Problem[] =>
  distinct(types.flatMap((need) => unseenOf(need, snapshot.types[need.type.type])));

function unseenOf(need: TypeNeed, live: LiveType | undefined): readonly Problem[] {
  const { type, declared, declares } = need;
  if (!live) return declares ? [notInIt(type.type)] : [];
  if (live.status === 'unavailable')
    return isNeeded(need, live, declares)
      ? refusals(live, type.type, type.scopes.read, { kind: 'address', address: addressOf(type.type, declared[0] ?? '') })
      : [];
  const parts = (live.refused ?? []).flatMap((part) => unseenPart(need, part));
  return [...parts, ...findHidden(need, live)];
}

/** A placed resource, or a relation of any. */
function unseenPart(need: TypeNeed, part: RefusedPart): readonly Problem[] {
  const { type } = need;
  const { address, relation } = part;
  const place: At = { kind: 'address', address, ...(relation === undefined ? {} : { pointer: `/${relation}` }) };
  if (relation === undefined) {
    const isDeclared = need.declared.some((key) => addressOf(type.type, key) === address);
    return isDeclared && isNeeded(need, part, true) ? refusals(part, address, type.scopes.read, place) : [];
  }
  const list = need.relations.find((one) => one.relation.field === relation);
  const asked = list && isAsked(list, type.type, part);
  return asked && isNeeded(need, part, asked.declares)
    ? refusals(part, `${relation} of ${address}`, list.relation.scopes.read, place)
    : [];
}

/** A missing scope hides the relation of all of them; any other refusal may be of one alone. */
function isAsked({ of }: RelationNeed, type: string, { address, reason }: RefusedPart): Pick<Wanted, 'declares'> | undefined {
  if (of === 'all') return undefined;
  return of.find(
    ({ key, renamedFrom = key }) => reason === 'scope' || [key, renamedFrom].some((one) => addressOf(type, one) === address),
  );
}

/** One problem a scope: the first field that it hides stands for all of them. */
function findHidden({ guarded }: TypeNeed, live: LiveType): readonly Problem[] {
  const hidden = hiddenNames(live);
  const isHidden = ({ pointer }: GuardedField): boolean => hidden.has(stepsOf(pointer)[0] ?? '');
  const first = new Map(
    guarded
      .filter(isHidden)
      .toReversed()
      .map((field) => [String(field.scopes), field]),
  );
  return [...first.values()].map(({ scopes, address, pointer }) => scopeHides(scopes, { kind: 'address', address, pointer }));
}

interface At {
  readonly kind: 'address';
  readonly address: Address;
  readonly pointer?: Pointer;
}

const refusals = ({ reason, message }: Refused, what: string, scopes: readonly ScopeNeed[], place: At): readonly Problem[] =>
  reason === 'scope'
    ? scopes.map((scope) => scopeMissing(splitAddress(place.address).type, scope))
    : [
        {
          code: 'subscription-lacks',
          severity: 'error',
          message: `the tenant refused to show ${what}: ${message}`,
          place,
          hint: 'Leave it out of the definition, or have the feature switched on and read the tenant again.',
        },
      ];

const notInIt = (type: string): Problem => ({
  code: 'snapshot-incomplete',
  severity: 'error',
  message: `the saved state does not say which ${type} the tenant has`,
  place: { kind: 'address', address: type },
  expected: 'a backup that holds every type that the definition declares',
  hint: 'Plan against the tenant. An older backup may lack types that this version of tenon would save.',
});

const distinct = (problems: readonly Problem[]): readonly Problem[] => [
  ...new Map(
    problems.map((problem) => [`${problem.code} ${problem.message} ${JSON.stringify(problem.place)}`, problem]),
  ).values(),
];
