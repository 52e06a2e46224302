import type { ExpressionPart } from '../../model/definition/definition.ts';
import type { FilePlace } from '../../model/problem/problem.ts';
import { toPlaceWithExcerpt } from '../findings.ts';
import type { ScalarTree } from '../text/definition-tree.ts';

/** Finds the place of a part of a policy's condition; undefined if no file has the policy. */
export type LocateExpression = (policyId: string, part: ExpressionPart) => FilePlace | undefined;

export const createExpressionLocator =
  (conditions: ReadonlyMap<string, ScalarTree>): LocateExpression =>
  (policyId, { start, end }) => {
    const tree = conditions.get(policyId);
    if (!tree) return undefined;
    const { span } = tree;
    const offsets = alignText(String(tree.value), span.source.text.slice(span.start, span.end));
    const first = offsets?.[Math.min(start, offsets.length - 1)];
    const last = offsets?.[Math.min(Math.max(start, end - 1), offsets.length - 1)];
    if (first === undefined || last === undefined) return toPlaceWithExcerpt(span);
    return toPlaceWithExcerpt({ ...span, start: span.start + first, end: span.start + last + 1 });
  };

/**
 * Finds where each character of a value stands in its YAML text, which may have quotes, escapes, a block header and indentation. Undefined if
 * the texts do not match, as after a substitution.
 */
function alignText(value: string, raw: string): readonly number[] | undefined {
  const block = /^[|>][^\n]*\n/.exec(raw);
  let at = block ? block[0].length : 0;
  const offsets: number[] = [];
  for (const character of value.split('')) {
    const isSpace = /\s/.test(character);
    while (at < raw.length && raw[at] !== character && !(isSpace && /\s/.test(raw[at] ?? ''))) at += 1;
    if (at >= raw.length && !isSpace) return undefined;
    offsets.push(Math.min(at, raw.length - 1));
    at += 1;
  }
  return offsets.length > 0 ? offsets : undefined;
}
