import { groupBy } from '../../model/group-by.ts';
import type { Problem } from '../../model/problem/problem.ts';
import type { LiveResource } from '../../model/snapshot.ts';
import { getLiveKey } from '../../resources/identity/identify-resources.ts';
import type { ResourceType } from '../../resources/resource-type.ts';
import type { Matching, ResourcePair, TypeMatch } from '../match/match-resources.ts';
import type { PlanningContext } from '../planning-context.ts';

/** Refuses names that another live resource keeps: no order of requests makes them possible. */
export function refuseTakenNames(matching: Matching, pruned: ReadonlySet<string>, context: PlanningContext): readonly Problem[] {
  return matching.types.flatMap((type) => {
    const { definition, pairs } = type;
    if (!definition.unique) return [];
    const holders = groupBy(findNameHolders(type, pruned, context), ({ key }) => key);
    return pairs
      .filter(({ declared, live, isLeftOut }) => !isLeftOut && (!live || toLiveKey(definition, live, context) !== declared.key))
      .flatMap((pair) =>
        (holders.get(pair.declared.key) ?? [])
          .filter((holder) => pair.live || holder.leftOut)
          .map((holder) => describeTakenName(definition, pair, holder)),
      );
  });
}

interface NameHolder {
  readonly key: string;
  readonly live: LiveResource;
  /** Its declaration, if the plan leaves it out (`--only`) and with it a new name that it may declare. */
  readonly leftOut?: ResourcePair['declared'];
}

/** Finds live resources that keep their names: undeclared ones, and those that the plan leaves out. */
const findNameHolders = (
  { definition, pairs, unmatched }: TypeMatch,
  pruned: ReadonlySet<string>,
  context: PlanningContext,
): readonly NameHolder[] => [
  ...unmatched.filter(({ live: { id } }) => !pruned.has(context.getLiveAddress(definition.type, id))),
  ...pairs.flatMap(({ declared, live, isLeftOut }) =>
    live && isLeftOut ? [{ key: toLiveKey(definition, live, context), live, leftOut: declared }] : [],
  ),
];

const toLiveKey = (type: ResourceType, live: LiveResource, { names }: PlanningContext): string =>
  getLiveKey(type, live, names.toKey);

function describeTakenName(type: ResourceType, { declared, live }: ResourcePair, { live: other, leftOut }: NameHolder): Problem {
  const subject = live ? `cannot rename ${live.id} to` : `cannot create ${type.noun}`;
  return {
    code: 'rename-conflict',
    severity: 'error',
    message: `${subject} "${declared.key}": ${other.id} already has that name`,
    place: { kind: 'address', address: declared.address, pointer: '/$id' },
    hint: leftOut
      ? `Add --only '${leftOut.address}', which gives up the name.`
      : `Declare the other ${type.noun} with a new name, or delete it.`,
  };
}
