import { groupBy } from '../../model/group-by.ts';
import type { Problem } from '../../model/problem/problem.ts';
import { getLiveKey } from '../../resources/identity/identify-resources.ts';
import type { Matching } from '../match/match-resources.ts';
import type { PlanningContext } from '../planning-context.ts';

/** Refuses renames to a name that another live resource keeps: no order of requests makes them possible. */
export function refuseTakenNames(matching: Matching, pruned: ReadonlySet<string>, context: PlanningContext): readonly Problem[] {
  return matching.types.flatMap(({ definition, pairs, unmatched }) => {
    if (!definition.unique) return [];
    const others = groupBy(unmatched, ({ key }) => key);
    return pairs.flatMap(({ declared, live }) => {
      if (!live || getLiveKey(definition, live, context.names.toKey) === declared.key) return [];
      const staying = (others.get(declared.key) ?? []).filter(
        ({ live: { id } }) => !pruned.has(context.getLiveAddress(definition.type, id)),
      );
      return staying.map(
        ({ live: other }): Problem => ({
          code: 'rename-conflict',
          severity: 'error',
          message: `cannot rename ${live.id} to "${declared.key}": ${other.id} already has that name`,
          place: { kind: 'address', address: declared.address, pointer: '/$id' },
          hint: `Declare the other ${definition.noun} with a new name, or delete it.`,
        }),
      );
    });
  });
}
