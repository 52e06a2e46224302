import type { Loaded } from '../../loader/load-definition.ts';
import { omitUndefined } from '../../model/json/omit-undefined.ts';
import { omitPendingChanges } from '../../model/plan/pending-changes.ts';
import type { Plan } from '../../model/plan/plan.ts';
import type { Problem } from '../../model/problem/problem.ts';
import type { Snapshot } from '../../model/snapshot.ts';
import type { CelFunction } from '../../posture/cel-function.ts';
import type { PolicyVerdict } from '../../posture/policies/judge-policies.ts';
import type { PolicyValuesInput } from '../../posture/policies/policy-values.ts';
import type { ViewedPlan } from '../../posture/view/view-plan.ts';
import { locateFinding } from '../check/locate-finding.ts';
import { loadPosture } from '../check/posture-facts.ts';
import { locateInFiles } from '../definition/load-files.ts';
import { addRoleHolders } from './add-role-holders.ts';
import type { EarlierDefinition } from './earlier-definition.ts';

/** What a plan is judged with besides the definition. */
interface JudgedPlanContext {
  readonly snapshot: Snapshot;
  readonly now: Date;
  /** With an earlier plan only the change under review is judged; what was pending counts as done before. */
  readonly earlier?: EarlierDefinition | undefined;
}

/** Adds to a plan who has the roles that it changes, which findings it adds and ends, and what the policies of the definition say about it. */
export async function judgePlan(plan: Plan, loaded: Loaded, context: JudgedPlanContext): Promise<Plan> {
  const { judge, functions } = await loadPosture();
  const { comparePlanFindings } = await import('../../posture/compare-findings.ts');
  const { definition, catalogue } = loaded;
  const { policy } = definition;
  const views = await viewChange(plan, loaded, context);
  const options = { policy, now: context.now, knowledge: 'effective' } as const;
  const before = judge(views.before, options);
  const after = judge(views.after, options);
  const compared = comparePlanFindings(before.findings, after.findings);
  const findings = { ...compared, added: compared.added.map((finding) => locateFinding(finding, loaded)) };
  const counted = after.findings.filter(({ accepted }) => !accepted);
  const input = { plan, views, definition, catalogue, findings: counted, added: compared.added };
  const verdict = policy.policies.length === 0 ? NO_VERDICT : await judgeByPolicies(input, loaded, functions);
  const locate = (problem: Problem): Problem => locateInFiles(problem, loaded);
  const warnings = [...after.problems, ...verdict.warnings].map(locate);
  const since = plan.since && { ...plan.since, refusals: [...plan.since.refusals, ...verdict.pending.map(locate)] };
  return {
    ...(await addRoleHolders(plan, views)),
    refusals: [...plan.refusals, ...verdict.refusals.map(locate)],
    findings,
    ...(warnings.length > 0 ? { warnings } : {}),
    ...omitUndefined({ since }),
  };
}

/** Views the tenant before and after the plan; with an earlier plan, before is what that one would leave. */
async function viewChange(
  plan: Plan,
  { definition, catalogue }: Loaded,
  { snapshot, earlier }: JudgedPlanContext,
): Promise<ViewedPlan> {
  const { viewPlan } = await import('../../posture/view/view-plan.ts');
  const views = viewPlan({ definition, snapshot, catalogue, plan });
  if (!earlier) return views;
  const input = { definition: earlier.loaded.definition, snapshot, catalogue, plan: earlier.plan };
  return { ...views, before: viewPlan(input).after };
}

interface Verdict extends PolicyVerdict {
  /** Refusals only because of pending changes. */
  readonly pending: readonly Problem[];
}

const NO_VERDICT: Verdict = { refusals: [], warnings: [], pending: [] };

/** Asks the policies about the change under review, and about all that an apply would do. */
async function judgeByPolicies(input: PolicyValuesInput, loaded: Loaded, functions: readonly CelFunction[]): Promise<Verdict> {
  const whole = await askPolicies(input, loaded, functions);
  const { operations, since } = input.plan;
  if (!since) return { ...whole, pending: [] };
  const plan = { ...input.plan, operations: omitPendingChanges(operations, since.pending) };
  const own = await askPolicies({ ...input, plan }, loaded, functions);
  const isOwn = ({ message }: Problem): boolean => own.refusals.some((refusal) => refusal.message === message);
  return { ...own, pending: whole.refusals.filter((refusal) => !isOwn(refusal)) };
}

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
