import { type ASTNode, TypeError as CelTypeError, Environment, EvaluationError, ParseError } from '@marcbachmann/cel-js';
import type { CelFunction } from '../cel-function.ts';
import type { ExpressionNode } from './expression-node.ts';

/** Why an expression is wrong or cannot be evaluated; `start` and `end` are offsets in its text. */
export interface ExpressionError {
  readonly message: string;
  readonly start: number;
  readonly end: number;
}

/** Type of a variable: a CEL type such as `list<string>`, or the members of an object. */
export type VariableType = string | Readonly<Record<string, string>>;

export interface CelOptions {
  readonly variables: Readonly<Record<string, VariableType>>;
  readonly functions: readonly Pick<CelFunction, 'signature' | 'call'>[];
  /** Object types by name, which `variables` may mention. */
  readonly types?: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** How many nodes an expression may have. */
  readonly maxNodes: number;
}

/** Creates an environment of the CEL library. No other file knows the library. */
export function createCel({ variables, functions, types = {}, maxNodes }: CelOptions): Cel {
  const environment = new Environment({
    unlistedVariablesAreDyn: false,
    enableOptionalTypes: true,
    homogeneousAggregateLiterals: false,
    limits: { maxAstNodes: maxNodes, maxDepth: 250, maxListElements: maxNodes, maxMapEntries: maxNodes, maxCallArguments: 10 },
  });
  for (const [name, schema] of Object.entries(types)) environment.registerType({ name, schema: { ...schema } });
  for (const [name, type] of Object.entries(variables))
    if (typeof type === 'string') environment.registerVariable(name, type);
    else environment.registerVariable(name, { schema: { ...type } });
  registerMixedArithmetic(environment);
  for (const { signature, call } of functions) environment.registerFunction(signature, call);
  return {
    parse: (text) => {
      const parsed = environment.parse(text);
      return {
        node: toNode(parsed.ast),
        evaluate: (values) => parsed({ ...values }),
        check: () => {
          const { error, type } = parsed.check();
          return error ? { ok: false, error: toExpressionError(error, text) } : { ok: true, value: type ?? 'dyn' };
        },
      };
    },
  };
}

export interface Cel {
  /** Throws what `toExpressionError` understands. */
  parse(text: string): ParsedCel;
}

interface ParsedCel {
  readonly node: ExpressionNode;
  /** The type of the result, or the first type error. */
  check(): { readonly ok: true; readonly value: string } | { readonly ok: false; readonly error: ExpressionError };
  /** Throws if the expression cannot be evaluated. */
  evaluate(values: Readonly<Record<string, unknown>>): unknown;
}

/** Numbers of JSON are doubles, those in an expression mostly ints. CEL itself compares them but does not calculate with them. */
function registerMixedArithmetic(environment: Environment): void {
  const operators: Readonly<Record<string, (left: number, right: number) => number>> = {
    '+': (left, right) => left + right,
    '-': (left, right) => left - right,
    '*': (left, right) => left * right,
    '/': (left, right) => left / right,
  };
  for (const [operator, compute] of Object.entries(operators))
    for (const sides of [
      ['double', 'int'],
      ['int', 'double'],
    ])
      environment.registerOperator(sides.join(` ${operator} `), (left, right) => compute(Number(left), Number(right)));
  environment.registerOperator('double == int', (left, right) => Number(left) === Number(right));
}

/** Converts whatever the library throws. Anything else is an error of a function that an expression calls. */
export function toExpressionError(error: unknown, text: string): ExpressionError {
  if (error instanceof ParseError || error instanceof CelTypeError || error instanceof EvaluationError) {
    const { start = 0, end = text.length } = error.range ?? {};
    return { message: error.summary, start, end: Math.max(start + 1, end) };
  }
  const message = error instanceof Error ? error.message : String(error);
  return { message, start: 0, end: Math.max(1, text.length) };
}

function toNode(ast: ASTNode): ExpressionNode {
  const { start, end } = ast;
  const range = { start, end };
  switch (ast.op) {
    case 'value':
      return { ...range, kind: 'literal', value: typeof ast.args === 'object' && ast.args !== null ? undefined : ast.args };
    case 'id':
      return { ...range, kind: 'name', name: ast.args };
    case '.':
    case '.?':
      return { ...range, kind: 'member', holder: toNode(ast.args[0]), name: ast.args[1], isOptional: ast.op === '.?' };
    case '[]':
    case '[?]':
      return { ...range, kind: 'index', holder: toNode(ast.args[0]), at: toNode(ast.args[1]), isOptional: ast.op === '[?]' };
    case 'call':
      return { ...range, kind: 'call', name: ast.args[0], args: ast.args[1].map(toNode) };
    case 'rcall':
      return { ...range, kind: 'method', name: ast.args[0], receiver: toNode(ast.args[1]), args: ast.args[2].map(toNode) };
    case 'list':
      return { ...range, kind: 'list', items: ast.args.map(toNode) };
    case 'map':
      return { ...range, kind: 'map', entries: ast.args.map(([key, value]) => [toNode(key), toNode(value)] as const) };
    case '?:':
      return { ...range, kind: 'choice', test: toNode(ast.args[0]), yes: toNode(ast.args[1]), no: toNode(ast.args[2]) };
    case '!_':
    case '-_':
      return { ...range, kind: 'unary', operator: ast.op === '!_' ? '!' : '-', operand: toNode(ast.args) };
    default:
      return { ...range, kind: 'binary', operator: ast.op, left: toNode(ast.args[0]), right: toNode(ast.args[1]) };
  }
}
