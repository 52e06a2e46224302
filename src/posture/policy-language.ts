import { failWith, type Outcome, succeed } from '../model/plan/outcome.ts';
import { type Cel, type CelOptions, createCel, type ExpressionError, toExpressionError } from './language/cel-library.ts';
import { EXPRESSION_LIMITS, findForbiddenPart } from './language/expression-limits.ts';
import { collectFreeNames, countNodes } from './language/expression-node.ts';
import { METER, type MeteredExpression, meterExpression } from './language/metered-expression.ts';
import { computePatternCost } from './language/pattern-cost.ts';
import { countItems, createWorkBudget, measureValue, type WorkBudget } from './language/work-budget.ts';

export type { ExpressionError, VariableType } from './language/cel-library.ts';
export { createWorkBudget, type WorkBudget } from './language/work-budget.ts';

export type Values = Readonly<Record<string, unknown>>;

/** A condition of a posture rule: written by us, so only its values are foreign. */
export interface RuleCondition {
  /** The variables that it reads. */
  readonly names: ReadonlySet<string>;
  readonly evaluate: (values: Values) => Outcome<boolean, ExpressionError>;
}

/** A condition that a user wrote: checked when it was compiled, and its work is counted. */
export interface PolicyCondition {
  /** The variables that it reads. */
  readonly names: ReadonlySet<string>;
  readonly evaluate: (values: Values, budget: WorkBudget) => Outcome<boolean, ExpressionError>;
}

type LanguageOptions = Pick<CelOptions, 'variables' | 'functions' | 'types'>;

/** Returns a compiler of the conditions of rules. */
export function createRuleLanguage(options: LanguageOptions): (text: string) => Outcome<RuleCondition, ExpressionError> {
  const cel = createCel({ ...options, maxNodes: 5_000 });
  return (text) =>
    attempt(text, () => {
      const parsed = cel.parse(text);
      const checked = parsed.check();
      if (!checked.ok) return checked;
      return succeed({
        names: collectFreeNames(parsed.node),
        evaluate: (values) => attempt(text, () => toBoolean(parsed.evaluate(values), text)),
      });
    });
}

/** Returns a compiler of conditions that users wrote. An expression that cannot be evaluated in bounded time is refused or ends with an error. */
export function createPolicyLanguage(options: LanguageOptions): (text: string) => Outcome<PolicyCondition, ExpressionError> {
  const checking = createCel({ ...options, maxNodes: EXPRESSION_LIMITS.nodes });
  const functionNames = new Set(options.functions.map(({ signature }) => /^[\w.]+/.exec(signature)?.[0] ?? ''));
  const metered = createMeteredCel(options);
  return (text) =>
    attempt(text, () => {
      const { characters } = EXPRESSION_LIMITS;
      if (text.length > characters)
        return failWith({ message: `The condition is longer than ${characters} characters`, start: 0, end: 1 });
      const { node, check } = checking.parse(text);
      const checked = check();
      if (!checked.ok) return checked;
      const forbidden = findForbiddenPart(node, functionNames);
      if (forbidden) return failWith(forbidden);
      if (checked.value !== 'bool' && checked.value !== 'dyn')
        return failWith({ message: `The condition is a ${checked.value}, not a bool`, start: node.start, end: node.end });
      return succeed({ names: collectFreeNames(node), evaluate: metered(meterExpression(node), countNodes(node), text) });
    });
}

/** Returns a function that makes metered expressions evaluable. They share one environment, and whose budget is spent changes with each. */
function createMeteredCel(options: LanguageOptions) {
  let budget: WorkBudget = createWorkBudget(0);
  const spend = (work: number): void => budget.spend(work);
  let created: Cel | undefined;
  const getCel = (): Cel => {
    const variables = Object.fromEntries(Object.keys(options.variables).map((name) => [name, 'dyn']));
    created ??= createCel({
      variables,
      functions: [...options.functions, ...createMeterFunctions(spend)],
      maxNodes: EXPRESSION_LIMITS.nodes * 10,
    });
    return created;
  };
  return (expression: MeteredExpression, nodes: number, original: string): PolicyCondition['evaluate'] => {
    const parsed = getCel().parse(expression.text);
    return (values, given) => {
      budget = given;
      const outcome = withoutStackTraces(() =>
        attempt(expression.text, () => {
          spend(nodes);
          return toBoolean(parsed.evaluate(values), expression.text);
        }),
      );
      // CEL's || and exists() may hide that the budget ran out.
      if (given.isSpent()) return failWith({ message: 'The condition takes too long', start: 0, end: original.length });
      return outcome.ok ? outcome : failWith({ ...outcome.error, ...expression.toOriginalRange(outcome.error) });
    };
  };
}

const createMeterFunctions = (spend: (work: number) => void): CelOptions['functions'] => [
  {
    signature: `${METER.weigh}(dyn): dyn`,
    call: (value) => {
      spend(measureValue(value));
      return value;
    },
  },
  {
    signature: `${METER.loop}(dyn, int): dyn`,
    call: (value, round) => {
      spend(countItems(value) * Number(round));
      return value;
    },
  },
  {
    signature: `${METER.match}(dyn, string): bool`,
    call: (value, pattern) => {
      if (typeof value !== 'string') throw new Error('"matches" needs a string');
      const cost = computePatternCost(String(pattern));
      spend(cost.ok ? cost.estimate(value.length) : Number.POSITIVE_INFINITY);
      return new RegExp(String(pattern)).test(value);
    },
  },
];

function attempt<T>(text: string, run: () => Outcome<T, ExpressionError>): Outcome<T, ExpressionError> {
  try {
    return run();
  } catch (error) {
    return failWith(toExpressionError(error, text));
  }
}

/** A condition may fail in every round of a loop. Recording the stack would be nine tenths of that work. */
function withoutStackTraces<T>(run: () => T): T {
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = 0;
  try {
    return run();
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
  }
}

const toBoolean = (value: unknown, text: string): Outcome<boolean, ExpressionError> =>
  typeof value === 'boolean'
    ? succeed(value)
    : failWith({ message: 'The result is neither true nor false', start: 0, end: Math.max(1, text.length) });
