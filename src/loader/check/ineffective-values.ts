import type { Schema } from '../../schema/load-schema.ts';
import { isMergedMap } from '../../schema/schema-shape.ts';
import { createWarning, type LoadFinding } from '../findings.ts';
import type { MapTree, Tree } from '../text/definition-tree.ts';

/** Warns about a value that Auth0 has retired. */
export function checkRetiredValue(tree: Tree, schema: Schema | undefined): readonly LoadFinding[] {
  if (tree.kind !== 'scalar' || typeof tree.value !== 'string') return [];
  const { value, span } = tree;
  const hint = findReason(schema?.['x-retired-values'], value);
  if (hint === undefined) return [];
  return [createWarning('deprecated-field', span, `Auth0 has retired "${value}"; it is sent unchanged`, { hint })];
}

/** Finds the schema's explanation for a value. */
export const findReason = (reasons: Readonly<Record<string, string>> | undefined, value: string): string | undefined =>
  reasons && Object.hasOwn(reasons, value) ? reasons[value] : undefined;

/** Warns about an empty map of free names. The API merges such maps and removes only members set to null, so an empty one has no effect. */
export function checkEmptyMap(tree: MapTree, schema: Schema | undefined): readonly LoadFinding[] {
  if (tree.members.size > 0 || !isMergedMap(schema)) return [];
  return [
    createWarning('no-effect', tree.span, 'An empty map changes nothing: members that are not declared stay unchanged', {
      hint: 'Set each member that you want to remove to null, or remove this line.',
    }),
  ];
}
