import {
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  type Node,
  type Pair,
  type YAMLMap,
  type Scalar as YamlScalar,
} from 'yaml';
import { type Finding, mistake } from './findings.ts';
import type { Reading } from './reading.ts';
import { type Source, type Span, spanOf, writtenAs } from './source.ts';
import { substituted } from './substitute.ts';
import type { Mapping, Member, Tree } from './tree.ts';

/** Deeper than anything the API takes; keeps every later walk off the stack's end. */
const MAX_DEPTH = 60;
/** How many values may come into being through aliases, beside ten times what is written. */
const MAX_ALIASED = 20_000;

interface Conversion {
  readonly reading: Reading;
  readonly source: Source;
  readonly document: Document;
  /** What anchors stand for. `undefined`: being read just now, so that an alias to it would hold itself. */
  readonly anchored: Map<unknown, Tree | undefined>;
  readonly sizes: Map<Tree, number>;
  written: number;
  aliased: number;
}

/** A parsed file as a tree of values that know their places. Undefined only if the file holds nothing. */
export function treeOf(reading: Reading, source: Source, document: Document): Tree | undefined {
  if (!document.contents) return undefined;
  return convert(
    { reading, source, document, anchored: new Map(), sizes: new Map(), written: 0, aliased: 0 },
    document.contents,
    0,
  );
}

function convert(run: Conversion, node: unknown, depth: number, at?: Span): Tree {
  if (isAlias(node)) return followed(run, node, rangeOf(run, node, at));
  const span = rangeOf(run, node, at);
  if (depth > MAX_DEPTH) return refused(run, span, `More than ${MAX_DEPTH} levels of nesting`);
  run.written += 1;
  const anchor = hasAnchor(node);
  if (anchor) run.anchored.set(node, undefined);
  const tree = convertPlain(run, node, depth, span);
  if (anchor) run.anchored.set(node, tree);
  return tree;
}

const hasAnchor = (node: unknown): boolean => (isScalar(node) || isSeq(node) || isMap(node)) && node.anchor !== undefined;

function convertPlain(run: Conversion, node: unknown, depth: number, span: Span): Tree {
  if (isScalar(node)) return scalar(run, node, span);
  if (isSeq(node)) return { kind: 'list', items: node.items.map((item) => convert(run, item, depth + 1, span)), span };
  if (isMap(node)) return mapping(run, node, depth, span);
  return { kind: 'scalar', value: null, span };
}

function scalar(run: Conversion, node: YamlScalar, span: Span): Tree {
  const { value } = node;
  if (typeof value === 'string') return substituted(run.reading, value, { span, plain: node.type === 'PLAIN' });
  if (typeof value === 'boolean' || value === null) return { kind: 'scalar', value, span, ...writtenAs(span) };
  if (typeof value === 'number' && Number.isFinite(value)) return { kind: 'scalar', value, span, ...writtenAs(span) };
  // `<<` as a value is a merge key to the parser.
  if (typeof value === 'symbol') return { kind: 'scalar', value: '<<', span };
  return refused(run, span, 'The value has no counterpart in JSON');
}

function mapping(run: Conversion, node: YAMLMap, depth: number, span: Span): Mapping {
  const own = new Map<string, Member>();
  const merged = new Map<string, Member>();
  for (const pair of node.items) {
    if (isMergeKey(pair)) {
      for (const [name, member] of mergedMembers(run, pair, depth)) if (!merged.has(name)) merged.set(name, member);
      continue;
    }
    const key = rangeOf(run, pair.key, span);
    const name = nameOf(pair.key);
    if (name === undefined) refused(run, key, 'A name must be a text');
    else own.set(name, { key, value: convert(run, pair.value, depth + 1, key) });
  }
  return { kind: 'map', members: new Map([...merged, ...own]), span };
}

const isMergeKey = ({ key }: Pair): boolean =>
  isScalar(key) &&
  ((typeof key.value === 'symbol' && key.value.description === '<<') || (key.value === '<<' && key.type === 'PLAIN'));

function mergedMembers(run: Conversion, pair: Pair, depth: number): readonly (readonly [string, Member])[] {
  const at = rangeOf(run, pair.key);
  const from = convert(run, pair.value, depth + 1, at);
  const sources = from.kind === 'list' ? from.items : [from];
  return sources.flatMap((tree) => {
    if (tree.kind === 'map') return [...tree.members];
    refused(run, at, 'Only maps can be merged with <<');
    return [];
  });
}

function nameOf(key: unknown): string | undefined {
  if (!isScalar(key)) return undefined;
  if (typeof key.value === 'string') return key.value;
  return key.value === null ? undefined : (key.source ?? String(key.value));
}

function followed(run: Conversion, alias: { resolve(document: Document): Node | undefined; source: string }, span: Span): Tree {
  const target = alias.resolve(run.document);
  const tree = run.anchored.get(target);
  if (!tree) return refused(run, span, `The alias *${alias.source} stands inside of what it names`);
  run.aliased += sizeOf(run, tree);
  if (run.aliased <= MAX_ALIASED + 10 * run.written) return tree;
  const advice = { hint: 'Write the values out, or use fewer aliases inside of each other.' };
  if (!run.reading.findings.some(({ code, span: other }) => code === 'yaml-too-many-aliases' && other?.source === run.source)) {
    run.reading.findings.push(mistake('yaml-too-many-aliases', span, 'Aliases multiply the file beyond measure', advice));
  }
  return { kind: 'scalar', value: null, span };
}

/** How many values a tree has with its aliases written out; each shared part is counted once to know it. */
function sizeOf(run: Conversion, tree: Tree): number {
  const known = run.sizes.get(tree);
  if (known !== undefined) return known;
  const parts =
    tree.kind === 'list' ? tree.items : tree.kind === 'map' ? [...tree.members.values()].map(({ value }) => value) : [];
  const size = parts.reduce((sum, part) => sum + sizeOf(run, part), 1);
  run.sizes.set(tree, size);
  return size;
}

function refused(run: Conversion, span: Span, message: string): Tree {
  const finding: Finding = mistake('yaml-unsupported', span, message);
  run.reading.findings.push(finding);
  return { kind: 'scalar', value: null, span };
}

function rangeOf(run: Conversion, node: unknown, otherwise?: Span): Span {
  const range = isScalar(node) || isSeq(node) || isMap(node) || isAlias(node) ? node.range : undefined;
  if (range) return spanOf(run.source, range[0], range[1]);
  return otherwise ?? { source: run.source, start: 0, end: 0 };
}
