import { type Address, toAddress } from '../../model/address.ts';
import { isRunning } from '../check/active-references.ts';
import { collectReferences, listItemKeys } from '../check/declared-references.ts';
import type { PlanningContext } from '../planning-context.ts';
import type { Matching, ResourcePair, TypeMatch } from './match-resources.ts';

interface TypedPair {
  readonly type: TypeMatch;
  readonly pair: ResourcePair;
}

/** Collects declared resources that the selected ones need first and the tenant lacks. Extends the set while iterating over it. */
export function collectRequired(
  { types }: Matching,
  isNamed: (address: Address) => boolean,
  context: PlanningContext,
): ReadonlySet<Address> {
  const all = types.flatMap((type) => type.pairs.map((pair): TypedPair => ({ type, pair })));
  const byAddress = new Map(all.map((one) => [one.pair.declared.address, one]));
  const planned = new Set(all.filter(({ pair }) => isNamed(pair.declared.address)));
  const required = new Set<Address>();
  for (const one of planned) {
    for (const address of [...listMissingTargets(one, byAddress, context), ...listMissingOfTypes(one.type, types)]) {
      const target = byAddress.get(address);
      if (!target || isNamed(address)) continue;
      planned.add(target);
      required.add(address);
    }
  }
  return required;
}

/** Lists what a resource refers to and the tenant lacks. */
const listMissingTargets = (
  { type, pair }: TypedPair,
  byAddress: ReadonlyMap<Address, TypedPair>,
  context: PlanningContext,
): readonly Address[] =>
  collectReferences(type.definition, pair, context).flatMap((reference) => {
    const address = toAddress(reference.type, context.names.toKey(reference.type, reference.value));
    const target = byAddress.get(address);
    return target && !hasReferenced(target, reference) ? [address] : [];
  });

/** Checks whether the tenant has what a reference needs: the resource, its item, and its activation. */
function hasReferenced(
  { type: { definition }, pair: { live } }: TypedPair,
  { item, inEffect }: ReturnType<typeof collectReferences>[number],
): boolean {
  if (!live) return false;
  if (item && !item.loose && !listItemKeys(definition, live.body, item.list).includes(item.value)) return false;
  return !inEffect || !definition.activation || isRunning(definition.activation, undefined, live);
}

/** Lists one declared resource of each type of which one must exist first, if the tenant has none. */
const listMissingOfTypes = ({ definition }: TypeMatch, types: readonly TypeMatch[]): readonly Address[] =>
  types
    .filter((type) => definition.requiresAny?.includes(type.definition.type))
    .filter(({ pairs, unmatched }) => unmatched.length === 0 && pairs.every(({ live }) => !live))
    .flatMap(({ pairs }) => pairs.slice(0, 1).map(({ declared }) => declared.address));
