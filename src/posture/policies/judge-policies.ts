import type { FilePlace, Place, Problem } from '../../model/problem/problem.ts';
import { createWorkBudget, type ExpressionError, type WorkBudget } from '../policy-language.ts';
import type { CompiledPolicy, LocateCondition } from './compile-policies.ts';
import type { PolicySubject, PolicySubjects } from './policy-values.ts';

export interface PolicyVerdict {
  readonly refusals: readonly Problem[];
  readonly warnings: readonly Problem[];
}

/** How much work all policies of a plan may cause: about a second, plus what an honest condition needs for each of its subjects. */
const BASE_WORK = 10_000_000;
const WORK_PER_SUBJECT = 200;

/** How often one policy is reported. A policy about every change of a large plan would hide everything else. */
const MAX_REPORTS = 20;

/** Asks each policy about what its condition mentions. A condition that cannot be evaluated refuses the plan: it might have refused it. */
export function judgePolicies(
  policies: readonly CompiledPolicy[],
  subjects: PolicySubjects,
  locate: LocateCondition,
): PolicyVerdict {
  const asked = policies.map((policy) => ({ policy, own: selectSubjects(policy, subjects) }));
  const budget = createWorkBudget(asked.reduce((work, { own }) => work + own.length * WORK_PER_SUBJECT, BASE_WORK));
  const problems = asked.flatMap(({ policy, own }) => judgePolicy(policy, own, budget, locate));
  return {
    refusals: problems.filter(({ severity }) => severity === 'error'),
    warnings: problems.filter(({ severity }) => severity === 'warning'),
  };
}

function selectSubjects({ condition: { names } }: CompiledPolicy, subjects: PolicySubjects): readonly PolicySubject[] {
  if (names.has('change')) return subjects.changes;
  return ['before', 'after', 'resource'].some((name) => names.has(name)) ? subjects.resources : subjects.plan;
}

function judgePolicy(
  { rule, condition }: CompiledPolicy,
  subjects: readonly PolicySubject[],
  budget: WorkBudget,
  locate: LocateCondition,
): readonly Problem[] {
  const hits: PolicySubject[] = [];
  for (const subject of subjects) {
    const outcome = condition.evaluate(subject.values, budget);
    if (!outcome.ok) return [createFailedProblem(rule, subject, outcome.error, locate(rule.id, outcome.error) ?? rule.origin)];
    if (outcome.value) hits.push(subject);
  }
  const rest = hits.length - MAX_REPORTS;
  return hits.slice(0, MAX_REPORTS).map((subject, index) => ({
    code: rule.effect === 'refuse' ? 'policy-refused' : 'policy-warned',
    severity: rule.effect === 'refuse' ? 'error' : 'warning',
    message: describeHit(rule, subject),
    place: findPlace(subject) ?? rule.origin,
    ...(index === MAX_REPORTS - 1 && rest > 0 ? { hint: `The same policy holds ${rest} more times.` } : {}),
  }));
}

function describeHit({ id, effect, says }: CompiledPolicy['rule'], { address }: PolicySubject): string {
  const where = address === undefined ? '' : ` at ${address}`;
  return `${effect === 'refuse' ? 'Refused' : 'Warned'} by the policy "${id}"${where}${says === undefined ? '' : `: ${says}`}`;
}

const findPlace = ({ address, pointer }: PolicySubject): Place | undefined =>
  address === undefined ? undefined : { kind: 'address', address, ...(pointer ? { pointer } : {}) };

const createFailedProblem = (
  { id }: CompiledPolicy['rule'],
  subject: PolicySubject,
  { message }: ExpressionError,
  place: FilePlace,
): Problem => ({
  code: 'policy-failed',
  severity: 'error',
  message: `The policy "${id}" cannot be evaluated${subject.address === undefined ? '' : ` for ${subject.address}`}: ${message}`,
  place,
  hint: 'Write has(after.x), after.?x.orValue(…) or after != null where a value may be missing.',
});
