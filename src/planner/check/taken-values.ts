import { toAddress } from '../../model/address.ts';
import { groupBy } from '../../model/group-by.ts';
import { getObjectMember } from '../../model/json/json-value.ts';
import type { Problem } from '../../model/problem/problem.ts';
import type { LiveResource } from '../../model/snapshot.ts';
import { getResourceShape } from '../../resources/resource-shape.ts';
import type { ResourceType } from '../../resources/resource-type.ts';
import { findUniqueValues, formatUniqueKey, type UniqueValue } from '../../schema/find-unique-values.ts';
import type { Matching, ResourcePair, TypeMatch } from '../match/match-resources.ts';
import type { PlanningContext } from '../planning-context.ts';

/** Refuses unique values that another live resource keeps: no order of requests makes them possible. */
export const refuseTakenValues = (
  matching: Matching,
  pruned: ReadonlySet<string>,
  context: PlanningContext,
): readonly Problem[] =>
  matching.types.flatMap((type) => {
    const holders = groupBy(findValueHolders(type, pruned, context), ({ unique }) => formatUniqueKey(unique));
    if (holders.size === 0) return [];
    return type.pairs.flatMap((pair) =>
      findUniqueValues(getResourceShape(type.definition), pair.declared.fields).flatMap((unique) => {
        const holder = holders.get(formatUniqueKey(unique))?.find(({ live }) => live !== pair.live);
        return holder ? [describeTakenValue(type.definition, pair, unique, holder)] : [];
      }),
    );
  });

interface ValueHolder {
  readonly unique: UniqueValue;
  readonly live: LiveResource;
  readonly key: string;
  readonly isDeclared: boolean;
}

/** Finds live resources that keep their values: undeclared ones, and declared ones that do not declare the field. */
function findValueHolders(
  { definition, pairs, unmatched }: TypeMatch,
  pruned: ReadonlySet<string>,
  context: PlanningContext,
): readonly ValueHolder[] {
  const shape = getResourceShape(definition);
  const staying = unmatched.filter(({ live }) => !pruned.has(context.getLiveAddress(definition.type, live.id)));
  return [
    ...staying.flatMap(({ key, live }) =>
      findUniqueValues(shape, live.body).map((unique): ValueHolder => ({ unique, live, key, isDeclared: false })),
    ),
    ...pairs.flatMap(({ declared, live }) =>
      (live ? findUniqueValues(shape, live.body) : []).flatMap((unique): readonly ValueHolder[] =>
        live && getObjectMember(declared.fields, unique.field) === undefined
          ? [{ unique, live, key: declared.key, isDeclared: true }]
          : [],
      ),
    ),
  ];
}

function describeTakenValue(
  type: ResourceType,
  { declared, live }: ResourcePair,
  { field, value }: UniqueValue,
  holder: ValueHolder,
): Problem {
  const other = toAddress(type.type, holder.key);
  const isRename = live === undefined && !holder.isDeclared && type.kind === 'collection';
  return {
    code: 'unique-value-taken',
    severity: 'error',
    message: `${field} ${JSON.stringify(value)} of ${declared.address} is already used by ${other} in the tenant (${holder.live.id})`,
    place: { kind: 'address', address: declared.address, pointer: `/${field}` },
    hint: isRename
      ? `If this is the same ${type.noun} with a new name, add "$renamed_from: ${holder.key}". Otherwise choose another ${field}, or declare another one for ${other}.`
      : `Choose another ${field}, or declare another one for ${other}.`,
  };
}
