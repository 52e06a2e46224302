import { type Address, isPatternMatch, toAddress } from '../../model/address.ts';
import { compareText } from '../../model/compare-text.ts';
import type { DeclaredResource } from '../../model/definition/definition.ts';
import { groupBy } from '../../model/group-by.ts';
import { omitUndefined } from '../../model/json/omit-undefined.ts';
import { LEFT_OUT_NAMES, type LeftOutResources, type PlanSelection } from '../../model/plan/plan-selection.ts';
import { findNearestName, formatSuggestion } from '../../model/problem/nearest-name.ts';
import type { Problem } from '../../model/problem/problem.ts';
import { isRunning } from '../check/active-references.ts';
import { collectReferences, listItemKeys } from '../check/declared-references.ts';
import type { PlanningContext } from '../planning-context.ts';
import type { Matching, ResourcePair, TypeMatch } from './match-resources.ts';

/** A matching of which a plan changes only some resources. */
export interface SelectedMatching {
  readonly matching: Matching;
  readonly selection: PlanSelection;
  /** Patterns that match nothing. */
  readonly problems: readonly Problem[];
  isSelected(address: Address): boolean;
}

/**
 * Limits a plan to some resources (`--only`) and what they need first. Any other resource stays as it is: if the tenant has it, its
 * declaration is emptied, so that others can still refer to it; otherwise it is left out.
 */
export function selectPairs(matching: Matching, only: readonly string[], context: PlanningContext): SelectedMatching {
  const isNamed = (address: Address): boolean => only.some((pattern) => isPatternMatch(address, pattern));
  const required = collectRequired(matching, isNamed, context);
  const isSelected = (address: Address): boolean => isNamed(address) || required.has(address);
  const declared = matching.types.flatMap(listDeclared);
  const leftOut = declared.filter(({ address }) => !isSelected(address));
  const addresses = [...declared.map(({ address }) => address), ...matching.types.flatMap(listUnmatchedAddresses)];
  return {
    matching: {
      ...matching,
      types: matching.types.map((type) => selectInType(type, isSelected)),
      problems: matching.problems.filter(({ place }) => place?.kind !== 'address' || isSelected(place.address)),
    },
    selection: { only, required: [...required].sort(compareText), leftOut: countLeftOut(leftOut) },
    problems: only
      .filter((pattern) => !addresses.some((address) => isPatternMatch(address, pattern)))
      .map((pattern) => createNoMatchProblem(pattern, addresses)),
    isSelected,
  };
}

const listDeclared = ({ pairs, untouchable, unmatched }: TypeMatch): readonly DeclaredResource[] => [
  ...[...pairs, ...untouchable].map(({ declared }) => declared),
  ...unmatched.flatMap(({ absent }) => absent ?? []),
];

const listUnmatchedAddresses = ({ definition, unmatched }: TypeMatch): readonly Address[] =>
  unmatched.map(({ key }) => toAddress(definition.type, key));

function selectInType(type: TypeMatch, isSelected: (address: Address) => boolean): TypeMatch {
  const { definition, pairs, unmatched, untouchable } = type;
  return {
    definition,
    pairs: pairs.flatMap((pair) => (isSelected(pair.declared.address) ? [pair] : pair.live ? [emptyDeclaration(pair)] : [])),
    unmatched: unmatched.map((resource) =>
      isSelected(resource.absent?.address ?? toAddress(definition.type, resource.key))
        ? resource
        : { key: resource.key, live: resource.live, isLeftOut: true },
    ),
    untouchable: untouchable.filter(({ declared }) => isSelected(declared.address)),
  };
}

function emptyDeclaration({ declared, live }: ResourcePair): ResourcePair {
  const { type, key, address, origin } = declared;
  return { declared: { type, key, address, origin, fields: {}, relations: {}, secrets: {} }, ...omitUndefined({ live }) };
}

/** Collects what the selected resources refer to and the tenant lacks. Extends the set while iterating over it. */
function collectRequired(
  { types }: Matching,
  isNamed: (address: Address) => boolean,
  context: PlanningContext,
): ReadonlySet<Address> {
  const owners = types.flatMap((type) => type.pairs.map((pair) => ({ type, pair })));
  const byAddress = new Map(owners.map((owner) => [owner.pair.declared.address, owner]));
  const planned = new Set(owners.filter(({ pair }) => isNamed(pair.declared.address)));
  const required = new Set<Address>();
  for (const { type, pair } of planned) {
    for (const reference of collectReferences(type.definition, pair, context)) {
      const target = byAddress.get(toAddress(reference.type, context.names.toKey(reference.type, reference.value)));
      if (!target || isNamed(target.pair.declared.address) || isThereFor(reference, target)) continue;
      planned.add(target);
      required.add(target.pair.declared.address);
    }
  }
  return required;
}

/** Checks whether the tenant has what a reference needs: the resource, its item, and its activation. */
function isThereFor(
  { item, inEffect }: ReturnType<typeof collectReferences>[number],
  { type: { definition }, pair: { live } }: { readonly type: TypeMatch; readonly pair: ResourcePair },
): boolean {
  if (!live) return false;
  if (item && !item.loose && !listItemKeys(definition, live.body, item.list).includes(item.value)) return false;
  return !inEffect || !definition.activation || isRunning(definition.activation, undefined, live);
}

const countLeftOut = (resources: readonly DeclaredResource[]): readonly LeftOutResources[] =>
  [...groupBy(resources, ({ type }) => type)].map(([type, group]) => ({
    type,
    count: group.length,
    names: group
      .map(({ key }) => key)
      .sort(compareText)
      .slice(0, LEFT_OUT_NAMES),
  }));

const createNoMatchProblem = (pattern: string, addresses: readonly Address[]): Problem => ({
  code: 'selection-empty',
  severity: 'error',
  message: `--only ${pattern} matches no resource`,
  expected: 'the address of a declared resource, such as clients/Shop, or a pattern, such as roles/*',
  ...omitUndefined({ hint: formatSuggestion(findNearestName(pattern, addresses)) }),
});
