import type { Schema } from '../../schema/load.ts';
import { isMergedMap } from '../../schema/walk.ts';
import { caution, type Finding } from '../findings.ts';
import type { Mapping, Tree } from '../text/tree.ts';

/** A value whose time is over. */
export function retiredValue(tree: Tree, schema: Schema | undefined): readonly Finding[] {
  if (tree.kind !== 'scalar' || typeof tree.value !== 'string') return [];
  const { value, span } = tree;
  const hint = reasonFor(schema?.['x-retired-values'], value);
  if (hint === undefined) return [];
  return [caution('deprecated-field', span, `Auth0 has retired "${value}"; it is sent as it is written`, { hint })];
}

/** The sentence about a value, where there is one. */
export const reasonFor = (reasons: Readonly<Record<string, string>> | undefined, value: string): string | undefined =>
  reasons && Object.hasOwn(reasons, value) ? reasons[value] : undefined;

/** An empty map of names of one's own, whose members survive unless they are set to null: it neither empties nor sets anything. */
export function findingsOfMap(tree: Mapping, schema: Schema | undefined): readonly Finding[] {
  if (tree.members.size > 0 || !isMergedMap(schema)) return [];
  return [
    caution('no-effect', tree.span, 'An empty map changes nothing: members that are not written stay as they are', {
      hint: 'Write null for each member to remove, or remove this line.',
    }),
  ];
}
