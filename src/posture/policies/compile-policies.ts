import type { ExpressionPart, Policy, PolicyRule } from '../../model/definition/definition.ts';
import { failWith, type Outcome, succeed } from '../../model/plan/outcome.ts';
import type { FilePlace, Problem } from '../../model/problem/problem.ts';
import type { CelFunction } from '../cel-function.ts';
import { createPolicyLanguage, type PolicyCondition } from '../policy-language.ts';
import { POLICY_TYPES, POLICY_VARIABLES } from './policy-variables.ts';

/** Finds the place of a part of a policy's condition in the files. */
export type LocateCondition = (policyId: string, part: ExpressionPart) => FilePlace | undefined;

export interface CompiledPolicy {
  readonly rule: PolicyRule;
  readonly condition: PolicyCondition;
}

/** Compiles the policies of a definition, or lists what is wrong with each of them. */
export function compilePolicies(
  { policies }: Pick<Policy, 'policies'>,
  functions: readonly CelFunction[],
  locate: LocateCondition,
): Outcome<readonly CompiledPolicy[], readonly Problem[]> {
  const compile = createPolicyLanguage({ functions, variables: POLICY_VARIABLES, types: POLICY_TYPES });
  const compiled: CompiledPolicy[] = [];
  const problems: Problem[] = [];
  for (const rule of policies) {
    const condition = compile(rule.when);
    if (condition.ok) compiled.push({ rule, condition: condition.value });
    else
      problems.push({
        code: 'policy-invalid',
        severity: 'error',
        message: `The policy "${rule.id}" is invalid: ${condition.error.message}`,
        place: locate(rule.id, condition.error) ?? rule.origin,
        hint: 'See docs/policies.md for what a condition may contain.',
      });
  }
  return problems.length > 0 ? failWith(problems) : succeed(compiled);
}
