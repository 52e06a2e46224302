/** A part of a parsed CEL expression. */
export type ExpressionNode = ExpressionRange &
  (
    | { readonly kind: 'literal'; readonly value: LiteralValue }
    | { readonly kind: 'name'; readonly name: string }
    | { readonly kind: 'member'; readonly holder: ExpressionNode; readonly name: string; readonly isOptional: boolean }
    | { readonly kind: 'index'; readonly holder: ExpressionNode; readonly at: ExpressionNode; readonly isOptional: boolean }
    | { readonly kind: 'call'; readonly name: string; readonly args: readonly ExpressionNode[] }
    | {
        readonly kind: 'method';
        readonly name: string;
        readonly receiver: ExpressionNode;
        readonly args: readonly ExpressionNode[];
      }
    | { readonly kind: 'list'; readonly items: readonly ExpressionNode[] }
    | { readonly kind: 'map'; readonly entries: readonly (readonly [ExpressionNode, ExpressionNode])[] }
    | { readonly kind: 'choice'; readonly test: ExpressionNode; readonly yes: ExpressionNode; readonly no: ExpressionNode }
    | { readonly kind: 'binary'; readonly operator: string; readonly left: ExpressionNode; readonly right: ExpressionNode }
    | { readonly kind: 'unary'; readonly operator: string; readonly operand: ExpressionNode }
  );

/** Undefined: bytes and unsigned numbers, which are not supported. */
type LiteralValue = string | number | bigint | boolean | null | undefined;

/** Offsets in the text of an expression. */
export interface ExpressionRange {
  readonly start: number;
  readonly end: number;
}

/** Methods that evaluate an argument once per item of their receiver, with a variable for the item. */
const LOOPS: ReadonlySet<string> = new Set(['all', 'exists', 'exists_one', 'filter', 'map']);

export type MethodNode = Extract<ExpressionNode, { readonly kind: 'method' }>;
type LoopNode = MethodNode & { readonly name: LoopName };
type LoopName = 'all' | 'exists' | 'exists_one' | 'filter' | 'map';

export const isLoop = (node: ExpressionNode): node is LoopNode => node.kind === 'method' && LOOPS.has(node.name);

export function listChildren(node: ExpressionNode): readonly ExpressionNode[] {
  switch (node.kind) {
    case 'literal':
    case 'name':
      return [];
    case 'member':
      return [node.holder];
    case 'index':
      return [node.holder, node.at];
    case 'call':
      return node.args;
    case 'method':
      return [node.receiver, ...node.args];
    case 'list':
      return node.items;
    case 'map':
      return node.entries.flat();
    case 'choice':
      return [node.test, node.yes, node.no];
    case 'binary':
      return [node.left, node.right];
    case 'unary':
      return [node.operand];
  }
}

export const countNodes = (node: ExpressionNode): number =>
  listChildren(node).reduce((count, child) => count + countNodes(child), 1);

/** Collects the names that an expression reads and that no loop of its own declares. */
export function collectFreeNames(node: ExpressionNode, bound: ReadonlySet<string> = new Set()): ReadonlySet<string> {
  if (node.kind === 'name') return new Set(bound.has(node.name) ? [] : [node.name]);
  const [variable, ...body] = isLoop(node) ? node.args : [];
  const inLoop = new Set([...bound, ...(variable?.kind === 'name' ? [variable.name] : [])]);
  const parts = isLoop(node)
    ? [collectFreeNames(node.receiver, bound), ...body.map((part) => collectFreeNames(part, inLoop))]
    : listChildren(node).map((child) => collectFreeNames(child, bound));
  return new Set(parts.flatMap((names) => [...names]));
}
