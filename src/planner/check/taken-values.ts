import { addressOf } from '../../model/address.ts';
import { groupBy } from '../../model/group.ts';
import { member } from '../../model/json/json.ts';
import type { Problem } from '../../model/problem/problem.ts';
import type { LiveResource } from '../../model/snapshot.ts';
import type { ResourceType } from '../../resources/define.ts';
import { shapeOf } from '../../resources/shape.ts';
import { type UniqueValue, uniqueKey, uniqueValues } from '../../schema/unique.ts';
import type { Matching, Pair, TypeMatch } from '../match/match-resources.ts';
import type { Context } from '../planning-context.ts';

/** Refuses values that another live resource has and keeps: the API takes them in no order. */
export const refuseTakenValues = (matching: Matching, pruned: ReadonlySet<string>, context: Context): readonly Problem[] =>
  matching.types.flatMap((type) => {
    const holders = groupBy(holdersIn(type, pruned, context), ({ unique }) => uniqueKey(unique));
    if (holders.size === 0) return [];
    return type.pairs.flatMap((pair) =>
      uniqueValues(shapeOf(type.definition), pair.declared.fields).flatMap((unique) => {
        const holder = holders.get(uniqueKey(unique))?.find(({ live }) => live !== pair.live);
        return holder ? [describeTaken(type.definition, pair, unique, holder)] : [];
      }),
    );
  });

interface Holder {
  readonly unique: UniqueValue;
  readonly live: LiveResource;
  readonly key: string;
  readonly isDeclared: boolean;
}

/** Live resources that keep what they have: undeclared ones, and declared ones that do not say otherwise. */
function holdersIn(
  { definition, pairs, unmatched }: TypeMatch,
  pruned: ReadonlySet<string>,
  context: Context,
): readonly Holder[] {
  const shape = shapeOf(definition);
  const staying = unmatched.filter(({ live }) => !pruned.has(context.known(definition.type, live.id)));
  return [
    ...staying.flatMap(({ key, live }) =>
      uniqueValues(shape, live.body).map((unique): Holder => ({ unique, live, key, isDeclared: false })),
    ),
    ...pairs.flatMap(({ declared, live }) =>
      (live ? uniqueValues(shape, live.body) : []).flatMap((unique): readonly Holder[] =>
        live && member(declared.fields, unique.field) === undefined
          ? [{ unique, live, key: declared.key, isDeclared: true }]
          : [],
      ),
    ),
  ];
}

function describeTaken(type: ResourceType, { declared, live }: Pair, { field, value }: UniqueValue, holder: Holder): Problem {
  const other = addressOf(type.type, holder.key);
  const isRename = live === undefined && !holder.isDeclared && type.kind === 'collection';
  return {
    code: 'unique-value-taken',
    severity: 'error',
    message: `${field} ${JSON.stringify(value)} of ${declared.address} belongs to ${other} in the tenant (${holder.live.id})`,
    place: { kind: 'address', address: declared.address, pointer: `/${field}` },
    hint: isRename
      ? `If this is the same ${type.noun} under a new name, add "$renamed_from: ${holder.key}". Otherwise choose another ${field}, or declare ${other} with another one.`
      : `Choose another ${field}, or declare ${other} with another one.`,
  };
}
