import type { Loaded } from '../../loader/load-definition.ts';
import type { Plan } from '../../model/plan/plan.ts';
import type { Snapshot } from '../../model/snapshot.ts';
import type { CelFunction } from '../../posture/cel-function.ts';
import type { PolicyVerdict } from '../../posture/policies/judge-policies.ts';
import type { PolicyValuesInput } from '../../posture/policies/policy-values.ts';
import { locateFinding } from '../check/locate-finding.ts';
import { loadPosture } from '../check/posture-facts.ts';
import { locateInFiles } from '../definition/load-files.ts';

/** Adds to a plan which findings it adds and ends, and what the policies of the definition say about it. */
export async function judgePlan(plan: Plan, loaded: Loaded, snapshot: Snapshot, now: Date): Promise<Plan> {
  const { judge, functions } = await loadPosture();
  const { viewPlan } = await import('../../posture/view/view-plan.ts');
  const { comparePlanFindings } = await import('../../posture/compare-findings.ts');
  const { definition, catalogue } = loaded;
  const { policy } = definition;
  const views = viewPlan({ definition, snapshot, catalogue, plan });
  const options = { policy, now, knowledge: 'effective' } as const;
  const before = judge(views.before, options);
  const after = judge(views.after, options);
  const compared = comparePlanFindings(before.findings, after.findings);
  const findings = { ...compared, added: compared.added.map((finding) => locateFinding(finding, loaded)) };
  const counted = after.findings.filter(({ accepted }) => !accepted);
  const input = { plan, views, definition, catalogue, findings: counted, added: compared.added };
  const verdict = policy.policies.length === 0 ? NO_VERDICT : await askPolicies(input, loaded, functions);
  const warnings = [...after.problems, ...verdict.warnings].map((problem) => locateInFiles(problem, loaded));
  return {
    ...plan,
    refusals: [...plan.refusals, ...verdict.refusals.map((problem) => locateInFiles(problem, loaded))],
    findings,
    ...(warnings.length > 0 ? { warnings } : {}),
  };
}

const NO_VERDICT: PolicyVerdict = { refusals: [], warnings: [] };

async function askPolicies(
  input: PolicyValuesInput,
  { locateExpression }: Loaded,
  functions: readonly CelFunction[],
): Promise<PolicyVerdict> {
  const { compilePolicies } = await import('../../posture/policies/compile-policies.ts');
  const { judgePolicies } = await import('../../posture/policies/judge-policies.ts');
  const { buildPolicySubjects } = await import('../../posture/policies/policy-values.ts');
  const compiled = compilePolicies(input.definition.policy, functions, locateExpression);
  if (!compiled.ok) return { refusals: compiled.error, warnings: [] };
  return judgePolicies(compiled.value, buildPolicySubjects(input), locateExpression);
}
