import type { Loaded } from '../../loader/load-definition.ts';
import { failWith, type Outcome, succeed } from '../../model/plan/outcome.ts';
import { isError, type Problem } from '../../model/problem/problem.ts';
import { loadPosture } from './posture-facts.ts';

/** Checks what the loader cannot: the rules that a definition names, and the conditions of its policies. */
export async function checkLoaded(loaded: Loaded, now: Date): Promise<Outcome<Loaded, readonly Problem[]>> {
  const { policy } = loaded.definition;
  if (policy.accept.length === 0 && policy.policies.length === 0 && !policy.rules) return succeed(loaded);
  const { checkConditions } = await import('../../posture/policies/check-conditions.ts');
  const problems = checkConditions(policy, await loadPosture(), loaded.locateExpression, now);
  const all = [...loaded.warnings, ...problems];
  return problems.some(isError) ? failWith(all) : succeed({ ...loaded, warnings: all });
}
