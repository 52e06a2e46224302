import type { Policy } from '../../model/definition/definition.ts';
import { findNearestName, formatSuggestion } from '../../model/problem/nearest-name.ts';
import type { Problem } from '../../model/problem/problem.ts';
import type { CelFunction } from '../cel-function.ts';
import { isExpired } from '../judge/build-finding.ts';
import type { Rule } from '../rule.ts';
import { compilePolicies, type LocateCondition } from './compile-policies.ts';

export interface ConditionFacts {
  readonly rules: readonly Rule[];
  readonly functions: readonly CelFunction[];
}

/** Finds what is wrong with accepted findings and policies: unknown rules, invalid conditions, acceptances that are over. */
export function checkConditions(
  policy: Policy,
  { rules, functions }: ConditionFacts,
  locate: LocateCondition,
  now: Date,
): readonly Problem[] {
  const compiled = policy.policies.length === 0 ? undefined : compilePolicies(policy, functions, locate);
  return [...findUnknownRules(policy, rules), ...findExpired(policy, now), ...(!compiled || compiled.ok ? [] : compiled.error)];
}

function findUnknownRules({ accept, rules: severities = [] }: Policy, rules: readonly Rule[]): readonly Problem[] {
  const known = new Set(rules.map(({ id }) => id));
  const named = [
    ...accept.map((each) => ({ ...each, member: 'accept' })),
    ...severities.map((each) => ({ ...each, member: 'rules' })),
  ];
  return named
    .filter(({ rule }) => !known.has(rule))
    .map(({ rule, origin, member }) => {
      const suggestion = formatSuggestion(findNearestName(rule, known));
      return {
        code: 'rule-unknown',
        severity: 'error',
        message: `Unknown rule "${rule}" in reconcile.${member}`,
        place: origin,
        expected: 'a rule of docs/rules.md',
        ...(suggestion === undefined ? {} : { hint: suggestion }),
      };
    });
}

const findExpired = ({ accept }: Policy, now: Date): readonly Problem[] =>
  accept
    .filter(({ until }) => isExpired(until, now))
    .map(({ rule, address, until, origin }) => ({
      code: 'accept-expired',
      severity: 'warning',
      message: `${rule} at ${address} was accepted until ${until}, so it counts again`,
      place: origin,
      hint: 'Fix the finding, or set a later date.',
    }));
