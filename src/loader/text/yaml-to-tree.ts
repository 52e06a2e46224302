import { type Document, isAlias, isMap, isScalar, isSeq, type Pair, type YAMLMap, type Scalar as YamlScalar } from 'yaml';
import { isWellFormed } from '../../model/json/json.ts';
import { mistake } from '../findings.ts';
import type { Reading } from '../load-context.ts';
import { substituted } from '../substitute/substitute.ts';
import { type AliasTrouble, type Anchors, begin, end, follow, newAnchors } from './anchors.ts';
import { type Source, type Span, spanOf, writtenAs } from './source.ts';
import { LONGEST_NAME, type Mapping, type Member, type Tree } from './tree.ts';

/** Deeper than anything the API takes; keeps every later walk off the stack's end. */
const MAX_DEPTH = 60;
const TOO_DEEP = `More than ${MAX_DEPTH} levels of nesting`;

const HALF_CHARACTER: AliasTrouble = {
  code: 'yaml-unsupported',
  message: 'The text holds half of a character (a lone surrogate)',
  hint: 'Write the character itself, or both halves of it.',
};

const TOO_LONG: AliasTrouble = {
  code: 'yaml-unsupported',
  message: `The name of a member has more than ${LONGEST_NAME} characters`,
};

interface Conversion {
  readonly reading: Reading;
  readonly source: Source;
  readonly anchors: Anchors;
}

/** A parsed file as a tree of values that know their places. Undefined only if the file holds nothing. */
export function treeOf(reading: Reading, source: Source, document: Document): Tree | undefined {
  if (!document.contents) return undefined;
  return convert({ reading, source, anchors: newAnchors() }, document.contents, 0);
}

function convert(run: Conversion, node: unknown, depth: number, at?: Span): Tree {
  const span = rangeOf(run, node, at);
  if (isAlias(node)) {
    const followed = follow(run.anchors, node.source, MAX_DEPTH - depth);
    return followed.ok ? { ...followed.value, aliased: true } : refused(run, span, followed.error);
  }
  if (depth > MAX_DEPTH) return refused(run, span, { code: 'yaml-unsupported', message: TOO_DEEP });
  const anchor = isScalar(node) || isSeq(node) || isMap(node) ? node.anchor : undefined;
  begin(run.anchors, anchor);
  const tree = convertPlain(run, node, depth, span);
  return end(run.anchors, anchor, anchor === undefined ? tree : { ...tree, anchor });
}

function convertPlain(run: Conversion, node: unknown, depth: number, span: Span): Tree {
  if (isScalar(node)) return scalar(run, node, span);
  if (isSeq(node)) return { kind: 'list', items: node.items.map((item) => convert(run, item, depth + 1, span)), span };
  if (isMap(node)) return mapping(run, node, depth, span);
  return { kind: 'scalar', value: null, span, bare: true };
}

function scalar(run: Conversion, node: YamlScalar, span: Span): Tree {
  const { value } = node;
  if (typeof value === 'string') {
    const read = substituted(run.reading, value, { span, plain: node.type === 'PLAIN' });
    return typeof read.value === 'string' && !isWellFormed(read.value) ? refused(run, span, HALF_CHARACTER) : read;
  }
  if (value === null && node.source === '') return { kind: 'scalar', value, span, bare: true, ...writtenAs(span) };
  if (typeof value === 'boolean' || value === null) return { kind: 'scalar', value, span, ...writtenAs(span) };
  if (typeof value === 'number' && Number.isFinite(value)) return { kind: 'scalar', value, span, ...writtenAs(span) };
  // `<<` as a value is a merge key to the parser.
  if (typeof value === 'symbol') return { kind: 'scalar', value: '<<', span };
  return refused(run, span, { code: 'yaml-unsupported', message: 'The value has no counterpart in JSON' });
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
    if (name === undefined) refused(run, key, { code: 'yaml-unsupported', message: 'A name must be a text' });
    else if (!isWellFormed(name)) refused(run, key, HALF_CHARACTER);
    else if (name.length > LONGEST_NAME) refused(run, key, TOO_LONG);
    else own.set(name, { key, value: convert(run, pair.value, depth + 1, key) });
  }
  return { kind: 'map', members: new Map([...merged, ...own]), span };
}

const isMergeKey = ({ key }: Pair): boolean =>
  isScalar(key) &&
  ((typeof key.value === 'symbol' && key.value.description === '<<') || (key.value === '<<' && key.type === 'PLAIN'));

function mergedMembers(run: Conversion, pair: Pair, depth: number): readonly (readonly [string, Member])[] {
  const at = rangeOf(run, pair.key);
  const from = convert(run, pair.value, depth, at);
  const sources = from.kind === 'list' ? from.items : [from];
  return sources.flatMap((tree) => {
    if (tree.kind === 'map')
      return [...tree.members].map(([name, { key, value }]) => [name, { key, value: { ...value, aliased: true } }] as const);
    refused(run, at, { code: 'yaml-unsupported', message: 'Only maps can be merged with <<' });
    return [];
  });
}

function nameOf(key: unknown): string | undefined {
  if (!isScalar(key)) return undefined;
  if (typeof key.value === 'string') return key.value;
  return key.value === null ? undefined : (key.source ?? String(key.value));
}

/** What cannot be read stands as null from here on; what follows from that is not told again. */
function refused(run: Conversion, span: Span, { code, message, hint, repeated }: AliasTrouble): Tree {
  if (!repeated) run.reading.findings.push(mistake(code, span, message, { hint }));
  return { kind: 'scalar', value: null, span };
}

function rangeOf(run: Conversion, node: unknown, otherwise?: Span): Span {
  const range = isScalar(node) || isSeq(node) || isMap(node) || isAlias(node) ? node.range : undefined;
  if (range) return spanOf(run.source, range[0], range[1]);
  return otherwise ?? { source: run.source, start: 0, end: 0 };
}
