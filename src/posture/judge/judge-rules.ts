import type { UnjudgedRule } from '../../model/check-report.ts';
import { compareText } from '../../model/compare-text.ts';
import type { Policy } from '../../model/definition/definition.ts';
import type { JsonObject } from '../../model/json/json-value.ts';
import { compareFindings, type Finding, type Severity } from '../../model/plan/finding.ts';
import type { Problem } from '../../model/problem/problem.ts';
import type { CelFunction } from '../cel-function.ts';
import { createRuleLanguage, type RuleCondition } from '../policy-language.ts';
import type { Rule } from '../rule.ts';
import type { TenantView, ViewedResource } from '../tenant-view.ts';
import { buildFinding } from './build-finding.ts';
import { type Knowledge, selectSubjects } from './select-subjects.ts';

/** What the rules found, and what they could not look at. */
export interface Judgment {
  /** The most serious first, accepted ones included. */
  readonly findings: readonly Finding[];
  /** Rules that could not be asked everywhere. */
  readonly notJudged: readonly UnjudgedRule[];
  /** Rules that failed, which is an error of tenon. */
  readonly problems: readonly Problem[];
}

export interface JudgeOptions {
  readonly policy: Pick<Policy, 'environment' | 'profile' | 'accept' | 'rules'>;
  /** Decides whether an acceptance still holds. */
  readonly now: Date;
  /** `declared`: the view is a definition alone, so only what it states is known. */
  readonly knowledge: Knowledge;
}

/** Judges views of one tenant by rules. What two views share is evaluated once. */
export type Judge = (view: TenantView, options: JudgeOptions) => Judgment;

export function createJudge(rules: readonly Rule[], functions: readonly CelFunction[]): Judge {
  const getCondition = createConditionCache(functions);
  const known = new WeakMap<ViewedResource, Map<string, boolean>>();
  return (view, options) => {
    const asked = createQuestion(view, options, known);
    const parts = rules.map((rule) => judgeRule(rule, view, options, () => getCondition(rule), asked));
    return {
      findings: parts.flatMap(({ findings }) => findings).sort(compareFindings),
      notJudged: parts.flatMap(({ unknown }, index) => {
        const rule = rules[index];
        return rule && unknown.size > 0 ? [{ rule: rule.id, unknown: [...unknown].sort(compareText) }] : [];
      }),
      problems: parts.flatMap(({ problem }) => problem ?? []),
    };
  };
}

type Compiled = ReturnType<ReturnType<typeof createRuleLanguage>>;

/** Compiles a condition when it is first asked: most definitions have resources of few types. */
function createConditionCache(functions: readonly CelFunction[]): (rule: Rule) => Compiled {
  const compile = createRuleLanguage({
    functions,
    variables: { r: 'dyn', t: 'dyn', prod: 'bool', isNew: 'bool', regulated: 'bool' },
  });
  const compiled = new Map<string, Compiled>();
  return (rule) => {
    const condition = compiled.get(rule.id) ?? compile(rule.when);
    compiled.set(rule.id, condition);
    return condition;
  };
}

/** Asks a condition about one resource, or about the tenant as a whole. */
type Ask = (rule: Rule, condition: RuleCondition, resource: ViewedResource | undefined) => ReturnType<RuleCondition['evaluate']>;

function createQuestion(view: TenantView, { policy }: JudgeOptions, known: WeakMap<ViewedResource, Map<string, boolean>>): Ask {
  const t = Object.fromEntries(Object.entries(view.types).map(([type, resources]) => [type, resources.map(toConditionValue)]));
  const prod = policy.environment === 'production';
  const regulated = policy.profile === 'regulated';
  return (rule, condition, resource) => {
    const answers = resource && !condition.names.has('t') ? (known.get(resource) ?? new Map<string, boolean>()) : undefined;
    const answer = answers?.get(rule.id);
    if (answer !== undefined) return { ok: true, value: answer };
    const r = resource ? toConditionValue(resource) : {};
    const outcome = condition.evaluate({ r, t, prod, regulated, isNew: resource?.isNew ?? false });
    if (resource && answers && outcome.ok) known.set(resource, answers.set(rule.id, outcome.value));
    return outcome;
  };
}

const conditionValues = new WeakMap<ViewedResource, JsonObject>();

/** A resource as conditions see it: its fields, and what is known about it under names that no field has. */
function toConditionValue(resource: ViewedResource): JsonObject {
  const { fields, key, address, isNew, isSelf, stated } = resource;
  const value = conditionValues.get(resource) ?? {
    ...fields,
    $key: key,
    $address: address,
    $isNew: isNew,
    $isSelf: isSelf,
    $stated: [...stated],
  };
  conditionValues.set(resource, value);
  return value;
}

interface JudgedRule {
  readonly findings: readonly Finding[];
  readonly unknown: ReadonlySet<string>;
  readonly problem?: Problem;
}

/** Returns what the policy says about a rule, else how serious it is in such a tenant. */
function getSeverity({ id, severity }: Rule, { environment, rules = [] }: JudgeOptions['policy']): Severity | 'off' {
  const override = rules.find(({ rule }) => rule === id);
  return override?.severity ?? severity[environment === 'production' ? 'production' : 'otherwise'];
}

function judgeRule(rule: Rule, view: TenantView, options: JudgeOptions, getCondition: () => Compiled, ask: Ask): JudgedRule {
  const severity = getSeverity(rule, options.policy);
  if (severity === 'off') return { findings: [], unknown: new Set() };
  const { subjects, unknown } = selectSubjects(rule, view, options.knowledge);
  if (subjects.length === 0) return { findings: [], unknown };
  const condition = getCondition();
  if (!condition.ok) return { findings: [], unknown, problem: createFailure(rule, 'tenant', condition.error.message) };
  const findings: Finding[] = [];
  for (const subject of subjects) {
    const outcome = ask(rule, condition.value, subject);
    if (!outcome.ok)
      return { findings, unknown, problem: createFailure(rule, subject?.address ?? 'tenant', outcome.error.message) };
    if (outcome.value) findings.push(buildFinding(rule, severity, subject, options));
  }
  return { findings, unknown };
}

const createFailure = ({ id }: Rule, address: string, why: string): Problem => ({
  code: 'rule-failed',
  severity: 'warning',
  message: `The rule ${id} failed at ${address}: ${why}`,
  hint: 'This is an error in tenon; please report it. The other rules were judged.',
});
