import type { Schema } from '../../schema/load-schema.ts';
import { isMergedMap } from '../../schema/schema-shape.ts';
import { createWarning, type Finding } from '../findings.ts';
import type { MapTree, Tree } from '../text/definition-tree.ts';

/** A value whose time is over. */
export function checkRetiredValue(tree: Tree, schema: Schema | undefined): readonly Finding[] {
  if (tree.kind !== 'scalar' || typeof tree.value !== 'string') return [];
  const { value, span } = tree;
  const hint = findReason(schema?.['x-retired-values'], value);
  if (hint === undefined) return [];
  return [createWarning('deprecated-field', span, `Auth0 has retired "${value}"; it is sent as it is written`, { hint })];
}

/** The sentence about a value, where there is one. */
export const findReason = (reasons: Readonly<Record<string, string>> | undefined, value: string): string | undefined =>
  reasons && Object.hasOwn(reasons, value) ? reasons[value] : undefined;

/** An empty map of names of one's own, whose members survive unless they are set to null: it neither empties nor sets anything. */
export function checkEmptyMap(tree: MapTree, schema: Schema | undefined): readonly Finding[] {
  if (tree.members.size > 0 || !isMergedMap(schema)) return [];
  return [
    createWarning('no-effect', tree.span, 'An empty map changes nothing: members that are not written stay as they are', {
      hint: 'Write null for each member to remove, or remove this line.',
    }),
  ];
}
