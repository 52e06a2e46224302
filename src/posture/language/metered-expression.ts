import { countNodes, type ExpressionNode, type ExpressionRange, isLoop, type MethodNode } from './expression-node.ts';

/** Functions that the metered form of an expression calls. Their names cannot be written in CEL that a user wrote, because they are unknown there. */
export const METER = { weigh: 'meterWeigh', loop: 'meterLoop', match: 'meterMatch' } as const;

/** An expression with calls that count its work, and where its parts are in the original. */
export interface MeteredExpression {
  readonly text: string;
  /** Returns the smallest part of the original that contains a part of `text`. */
  toOriginalRange(part: ExpressionRange): ExpressionRange;
}

/**
 * Writes an expression with calls that count its work. CEL has no limit of its own, so every value that an operator or function compares,
 * searches or copies is weighed first, and every loop is charged for all of its rounds before it begins.
 */
export function meterExpression(node: ExpressionNode): MeteredExpression {
  const printed: PrintedPart[] = [];
  let text = '';
  const write = (piece: string): void => {
    text += piece;
  };
  const round = ROUND + Math.ceil((node.end - node.start) / CHARACTERS_PER_UNIT);
  const print = (part: ExpressionNode): void => {
    const from = text.length;
    printPart(part, { write, print, weigh: (inner) => printWeighed(inner, write, print), round });
    printed.push({ from, to: text.length, node: part });
  };
  print(node);
  return {
    text,
    toOriginalRange: (part) => {
      // Parts are printed after the parts inside them, so the first match is the smallest.
      const { start, end } = printed.find(({ from, to }) => from <= part.start && part.end <= to)?.node ?? node;
      return { start, end };
    },
  };
}

interface PrintedPart {
  readonly from: number;
  readonly to: number;
  readonly node: ExpressionNode;
}

interface Printer {
  readonly write: (piece: string) => void;
  readonly print: (node: ExpressionNode) => void;
  /** Prints a value together with a call that weighs it. */
  readonly weigh: (node: ExpressionNode) => void;
  /** The least work of one round of a loop. */
  readonly round: number;
}

/** A round of a loop costs as much as an error in it: the library quotes the expression in each. */
const ROUND = 20;
const CHARACTERS_PER_UNIT = 40;

function printWeighed(node: ExpressionNode, write: Printer['write'], print: Printer['print']): void {
  if (!canBeLarge(node)) {
    print(node);
    return;
  }
  write(`${METER.weigh}(`);
  print(node);
  write(')');
}

/** Literals are as large as the text, and comparisons are booleans. */
const canBeLarge = ({ kind }: ExpressionNode): boolean => kind !== 'literal' && kind !== 'unary';

function printPart(node: ExpressionNode, printer: Printer): void {
  const { write, print } = printer;
  switch (node.kind) {
    case 'literal':
      write(printLiteral(node.value));
      break;
    case 'name':
      write(node.name);
      break;
    case 'member':
      print(node.holder);
      write(`${node.isOptional ? '.?' : '.'}${node.name}`);
      break;
    case 'index':
      print(node.holder);
      printList(node.isOptional ? '[?' : '[', [node.at], ']', printer);
      break;
    case 'call':
      printCall(node, printer);
      break;
    case 'method':
      (isLoop(node) ? printLoop : printMethod)(node, printer);
      break;
    case 'list':
      printList('[', node.items, ']', printer);
      break;
    case 'map':
      printMap(node.entries, printer);
      break;
    default:
      write('(');
      printOperation(node, printer);
      write(')');
  }
}

function printOperation(
  node: Extract<ExpressionNode, { readonly kind: 'choice' | 'binary' | 'unary' }>,
  { write, print, weigh }: Printer,
): void {
  if (node.kind === 'unary') {
    write(node.operator);
    print(node.operand);
  } else if (node.kind === 'choice') {
    print(node.test);
    write(' ? ');
    print(node.yes);
    write(' : ');
    print(node.no);
  } else {
    const printSide = node.operator === '&&' || node.operator === '||' ? print : weigh;
    printSide(node.left);
    write(` ${node.operator} `);
    printSide(node.right);
  }
}

/** The arguments of `has` and `type` must stay as they are. Neither looks into a value. */
const UNWEIGHED_CALLS: ReadonlySet<string> = new Set(['has', 'type']);

function printCall({ name, args }: Extract<ExpressionNode, { readonly kind: 'call' }>, printer: Printer): void {
  printer.write(name);
  printList('(', args, ')', { ...printer, print: UNWEIGHED_CALLS.has(name) ? printer.print : printer.weigh });
}

/** Methods of optional values pass a value on; the others read all of it. */
const OPTIONAL_METHODS: ReadonlySet<string> = new Set(['or', 'orValue', 'hasValue', 'value']);
export const isOptionalMethod = (name: string): boolean => OPTIONAL_METHODS.has(name);

function printMethod({ name, receiver, args }: MethodNode, printer: Printer): void {
  const { write, print, weigh } = printer;
  if (name === 'matches') {
    write(`${METER.match}(`);
    print(receiver);
    write(', ');
    printList('', args, ')', printer);
    return;
  }
  // `optional.of(…)` is the only method of a namespace.
  const isUnweighed = isOptionalMethod(name) || (receiver.kind === 'name' && receiver.name === 'optional');
  (isUnweighed ? print : weigh)(receiver);
  write(`.${name}`);
  printList('(', args, ')', isUnweighed ? printer : { ...printer, print: weigh });
}

function printLoop({ name, receiver, args }: MethodNode, printer: Printer): void {
  const { write, print } = printer;
  const round = args.reduce((sum, part) => sum + countNodes(part), printer.round);
  write(`${METER.loop}(`);
  print(receiver);
  write(`, ${round}).${name}`);
  printList('(', args, ')', printer);
}

function printList(open: string, items: readonly ExpressionNode[], close: string, { write, print }: Printer): void {
  write(open);
  items.forEach((item, index) => {
    if (index > 0) write(', ');
    print(item);
  });
  write(close);
}

function printMap(entries: Extract<ExpressionNode, { readonly kind: 'map' }>['entries'], { write, print }: Printer): void {
  write('{');
  entries.forEach(([key, value], index) => {
    if (index > 0) write(', ');
    print(key);
    write(': ');
    print(value);
  });
  write('}');
}

function printLiteral(value: string | number | bigint | boolean | null | undefined): string {
  if (typeof value === 'string') return JSON.stringify(value);
  // A whole number needs a fraction, or CEL reads an int.
  return typeof value === 'number' && Number.isInteger(value) && Math.abs(value) < 1e21 ? `${value}.0` : String(value);
}
