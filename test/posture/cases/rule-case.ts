import type { ConditionTenant } from '../evaluate-rule.ts';

/** What a rule is asked about; production unless it says otherwise. */
export interface RuleCase {
  readonly r: object;
  readonly t?: ConditionTenant;
  readonly prod?: boolean;
  readonly isNew?: boolean;
  readonly regulated?: boolean;
}

/** For each rule: what it must find, and what is as near to that as possible and right. */
export type RuleCases = Readonly<Record<string, { readonly hit: readonly RuleCase[]; readonly miss: readonly RuleCase[] }>>;

export const on = (r: object, more: Omit<RuleCase, 'r'> = {}): RuleCase => ({ r, ...more });
