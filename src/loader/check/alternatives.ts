import { isEmpty } from '../../schema/compare/normal.ts';
import { excludedBy } from '../../schema/request/alternatives.ts';
import { itemShape, memberShape, type Shape } from '../../schema/walk.ts';
import { type Finding, mistake } from '../findings.ts';
import { type Mapping, type Tree, toJson } from '../text/tree.ts';
import { plainMembers } from './complaint.ts';

/** Members that the API does not allow beside each other (`x-excludes`), where both are declared. */
export function findAlternatives(shape: Shape | undefined, tree: Tree): readonly Finding[] {
  if (!shape) return [];
  if (tree.kind === 'list') return tree.items.flatMap((item) => findAlternatives(itemShape(shape), item));
  if (tree.kind !== 'map') return [];
  const inside = [...tree.members].flatMap(([name, { value }]) =>
    findAlternatives(memberShape(shape, plainMembers(tree), name), value),
  );
  return [...findPairs(shape, tree), ...inside];
}

/** Each pair once, at the member that comes later. What is null or empty excludes nothing. */
function findPairs(shape: Shape, tree: Mapping): readonly Finding[] {
  const declared = [...tree.members].flatMap(([name, { key, value }]) => {
    const said = toJson(value);
    if (said === null || isEmpty(said)) return [];
    return [{ name, key, excluded: excludedBy(memberShape(shape, plainMembers(tree), name)?.schema, said) }];
  });
  return declared.flatMap((later, index) =>
    declared
      .slice(0, index)
      .filter((earlier) => later.excluded.includes(earlier.name) || earlier.excluded.includes(later.name))
      .map((earlier) =>
        mistake('wrong-value', later.key, `"${later.name}" cannot stand beside "${earlier.name}"`, {
          expected: 'one of the two',
          hint: 'Remove one. The one that is declared takes the place of the other in the tenant.',
        }),
      ),
  );
}
