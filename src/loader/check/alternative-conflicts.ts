import { isEmpty } from '../../schema/compare/normal-form.ts';
import { listExcludedMembers } from '../../schema/request/replace-alternatives.ts';
import { getItemShape, getMemberShape, type Shape } from '../../schema/schema-shape.ts';
import { createError, type LoadFinding } from '../findings.ts';
import { type MapTree, type Tree, toJson } from '../text/definition-tree.ts';
import { pickScalarMembers } from './schema-violation.ts';

/** Finds declared members that the API does not accept together (`x-excludes`). */
export function findAlternativeConflicts(shape: Shape | undefined, tree: Tree): readonly LoadFinding[] {
  if (!shape) return [];
  if (tree.kind === 'list') return tree.items.flatMap((item) => findAlternativeConflicts(getItemShape(shape), item));
  if (tree.kind !== 'map') return [];
  const inside = [...tree.members].flatMap(([name, { value }]) =>
    findAlternativeConflicts(getMemberShape(shape, pickScalarMembers(tree), name), value),
  );
  return [...findConflictingPairs(shape, tree), ...inside];
}

/** Reports each pair once, at its later member. Null and empty values do not conflict. */
function findConflictingPairs(shape: Shape, tree: MapTree): readonly LoadFinding[] {
  const declared = [...tree.members].flatMap(([name, { key, value }]) => {
    const declaredValue = toJson(value);
    if (declaredValue === null || isEmpty(declaredValue)) return [];
    return [
      { name, key, excluded: listExcludedMembers(getMemberShape(shape, pickScalarMembers(tree), name)?.schema, declaredValue) },
    ];
  });
  return declared.flatMap((later, index) =>
    declared
      .slice(0, index)
      .filter((earlier) => later.excluded.includes(earlier.name) || earlier.excluded.includes(later.name))
      .map((earlier) =>
        createError('wrong-value', later.key, `"${later.name}" cannot be combined with "${earlier.name}"`, {
          expected: 'one of the two',
          hint: 'Remove one of them. The one you keep replaces the other in the tenant.',
        }),
      ),
  );
}
