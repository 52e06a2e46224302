import type { JsonObject } from '../../model/json/json-value.ts';
import { isEmpty } from '../../schema/compare/normal-form.ts';
import { listExcludedMembers } from '../../schema/request/replace-alternatives.ts';
import { collectKeywords } from '../../schema/schema-keywords.ts';
import { getItemShape, getMemberShape, type Shape } from '../../schema/schema-shape.ts';
import { createError, type LoadFinding } from '../findings.ts';
import { type MapTree, type Tree, toJson } from '../text/definition-tree.ts';
import { pickScalarMembers } from './schema-violation.ts';

/** Finds declared members that the API does not accept together (`x-excludes`). */
export function findAlternativeConflicts(shape: Shape | undefined, tree: Tree): readonly LoadFinding[] {
  if (!shape || !canExclude(shape)) return [];
  if (tree.kind === 'list') return tree.items.flatMap((item) => findAlternativeConflicts(getItemShape(shape), item));
  if (tree.kind !== 'map') return [];
  const holder = shape.schema.allOf ? pickScalarMembers(tree) : {};
  const inside = [...tree.members].flatMap(([name, { value }]) =>
    findAlternativeConflicts(getMemberShape(shape, holder, name), value),
  );
  return [...findConflictingPairs(shape, tree, holder), ...inside];
}

/** Checks once per schema, not per value, because few have alternatives. */
function canExclude({ schema }: Shape): boolean {
  const keywords = collectKeywords(schema);
  return keywords.has('x-excludes') || keywords.has('x-excludes-when') || keywords.has('$ref');
}

/** Reports each pair once, at its later member. Null and empty values do not conflict. */
function findConflictingPairs(shape: Shape, tree: MapTree, holder: JsonObject): readonly LoadFinding[] {
  const schemas = [...tree.members.keys()].map((name) => getMemberShape(shape, holder, name)?.schema);
  if (!schemas.some((schema) => schema?.['x-excludes'] || schema?.['x-excludes-when'])) return [];
  const declared = [...tree.members].flatMap(([name, { key, value }], index) => {
    const declaredValue = toJson(value);
    if (declaredValue === null || isEmpty(declaredValue)) return [];
    return [{ name, key, excluded: listExcludedMembers(schemas[index], declaredValue) }];
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
