import { groupBy } from '../../model/group.ts';
import type { Problem } from '../../model/problem/problem.ts';
import { keyOfLive } from '../../resources/identify.ts';
import type { Matching } from '../match/match-resources.ts';
import type { Context } from '../planning-context.ts';

/** Renames onto a name that another live resource has and keeps: no order of requests could make them. */
export function takenNames(matching: Matching, pruned: ReadonlySet<string>, context: Context): readonly Problem[] {
  return matching.types.flatMap(({ definition, pairs, unmatched }) => {
    if (!definition.unique) return [];
    const others = groupBy(unmatched, ({ key }) => key);
    return pairs.flatMap(({ declared, live }) => {
      if (!live || keyOfLive(definition, live.body, context.names.reads) === declared.key) return [];
      const staying = (others.get(declared.key) ?? []).filter(
        ({ live: { id } }) => !pruned.has(context.known(definition.type, id)),
      );
      return staying.map(
        ({ live: other }): Problem => ({
          code: 'rename-conflict',
          severity: 'error',
          message: `${live.id} would be renamed to "${declared.key}", and ${other.id} has that name already`,
          place: { kind: 'address', address: declared.address, pointer: '/$id' },
          hint: `Declare the other ${definition.noun} under a new name, or delete it.`,
        }),
      );
    });
  });
}
