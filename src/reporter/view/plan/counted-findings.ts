import { groupBy } from '../../../model/group-by.ts';
import type { Finding } from '../../../model/plan/finding.ts';

/** A finding that a plan adds, and how many of the resources it is shown with have it. */
export interface CountedFinding {
  readonly finding: Finding;
  readonly count: number;
}

/** Counts findings of the same rule that say the same. */
export const countFindings = (findings: readonly Finding[]): readonly CountedFinding[] =>
  [...groupBy(findings, ({ rule, message }) => JSON.stringify([rule, message])).values()].flatMap((group) =>
    group[0] ? [{ finding: group[0], count: group.length }] : [],
  );

/** `password_options.complexity[]` and `password_options` are about the same value: one contains the other. */
export function isSameField(one: string, other: string): boolean {
  const [left, right] = [one, other].map((field) => field.replaceAll('[]', ''));
  return left === right || `${left}`.startsWith(`${right}.`) || `${right}`.startsWith(`${left}.`);
}
