import { Environment } from '@marcbachmann/cel-js';
import { CEL_FUNCTIONS } from '../../src/posture/functions/cel-functions.ts';
import type { Rule } from '../../src/posture/rule.ts';

/** A tenant as a condition sees it: type → resources, each with its fields and `$key`. */
export type ConditionTenant = Readonly<Record<string, readonly object[]>>;

export interface ConditionInput {
  readonly r: object;
  readonly t: ConditionTenant;
  readonly prod: boolean;
  readonly isNew: boolean;
  readonly regulated: boolean;
}

function createEnvironment(): Environment {
  const environment = new Environment({ enableOptionalTypes: true })
    .registerVariable('r', 'map')
    .registerVariable('t', 'map')
    .registerVariable('prod', 'bool')
    .registerVariable('isNew', 'bool')
    .registerVariable('regulated', 'bool')
    .registerOperator('double * int', (a: number, b: bigint) => a * Number(b))
    .registerOperator('double + int', (a: number, b: bigint) => a + Number(b))
    .registerOperator('double - int', (a: number, b: bigint) => a - Number(b));
  for (const { signature, call } of CEL_FUNCTIONS) environment.registerFunction(signature, call);
  return environment;
}

const environment = createEnvironment();
const parsed = new Map<string, ReturnType<Environment['parse']>>();

/** Parses a condition. Throws if it is no CEL. */
export function parseCondition(condition: string): ReturnType<Environment['parse']> {
  const known = parsed.get(condition) ?? environment.parse(condition);
  parsed.set(condition, known);
  return known;
}

/** Evaluates a condition. Throws if it ends in an error. */
export const evaluateCondition = (condition: string, input: ConditionInput): unknown => parseCondition(condition)({ ...input });

/** Whether a rule hits. The types that it reads must be known. */
export function isHit(rule: Rule, input: ConditionInput): boolean {
  if ((rule.reads ?? []).some((type) => !Object.hasOwn(input.t, type))) return false;
  return evaluateCondition(rule.when, input) === true;
}
