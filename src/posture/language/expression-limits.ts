import type { ExpressionError } from './cel-library.ts';
import { type ExpressionNode, isLoop, listChildren } from './expression-node.ts';
import { isOptionalMethod } from './metered-expression.ts';
import { computePatternCost } from './pattern-cost.ts';

/** Limits of an expression that a user wrote. */
export const EXPRESSION_LIMITS = { nodes: 500, characters: 8_000, nestedLoops: 2 } as const;

const CALLS: ReadonlySet<string> = new Set(['has', 'size', 'type', 'string', 'int', 'double', 'bool']);
const METHODS: ReadonlySet<string> = new Set([
  'size',
  'startsWith',
  'endsWith',
  'contains',
  'matches',
  'lowerAscii',
  'upperAscii',
  'trim',
  'indexOf',
  'lastIndexOf',
  'substring',
  'split',
  'join',
]);

/** Finds what the type check accepts, but what an expression that a user wrote must not contain. */
export function findForbiddenPart(
  node: ExpressionNode,
  ownFunctions: ReadonlySet<string>,
  depth = 0,
): ExpressionError | undefined {
  const problem = describeForbidden(node, ownFunctions, depth);
  if (problem !== undefined) return { message: problem, start: node.start, end: node.end };
  const inner = isLoop(node) ? depth + 1 : depth;
  for (const child of listChildren(node)) {
    // The receiver of a loop is evaluated once, outside of its rounds.
    const found = findForbiddenPart(child, ownFunctions, isLoop(node) && child === node.receiver ? depth : inner);
    if (found) return found;
  }
  return undefined;
}

function describeForbidden(node: ExpressionNode, ownFunctions: ReadonlySet<string>, depth: number): string | undefined {
  if (node.kind === 'literal' && node.value === undefined) return 'Bytes and unsigned numbers are not supported';
  if (node.kind === 'call' && !CALLS.has(node.name) && !ownFunctions.has(node.name)) return `"${node.name}" is not available`;
  if (isLoop(node)) {
    const { nestedLoops } = EXPRESSION_LIMITS;
    return depth < nestedLoops ? undefined : `More than ${nestedLoops} loops inside each other`;
  }
  if (node.kind !== 'method' || isOptionalMethod(node.name) || isOptionalNamespace(node.receiver)) return undefined;
  if (!METHODS.has(node.name) && !ownFunctions.has(node.name)) return `"${node.name}" is not available`;
  return node.name === 'matches' ? describeBadPattern(node.args[0]) : undefined;
}

const isOptionalNamespace = (node: ExpressionNode): boolean => node.kind === 'name' && node.name === 'optional';

function describeBadPattern(pattern: ExpressionNode | undefined): string | undefined {
  if (pattern?.kind !== 'literal' || typeof pattern.value !== 'string')
    return 'The pattern of "matches" must be a string literal';
  const cost = computePatternCost(pattern.value);
  return cost.ok ? undefined : `The pattern of "matches" is ${cost.why}, which can take very long`;
}
