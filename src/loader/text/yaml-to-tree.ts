import {
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  type Pair,
  type YAMLMap,
  type YAMLSeq,
  type Scalar as YamlScalar,
} from 'yaml';
import { isWellFormed } from '../../model/json/json-value.ts';
import { createError, type LoadFinding } from '../findings.ts';
import { MAX_NAME_LENGTH, type MapTree, type ScalarTree, type Tree, type TreeMember } from './definition-tree.ts';
import { readTemplate, type SourceFile, type SourceSpan, toSourceSpan } from './source-file.ts';
import { type AliasError, type Anchors, beginAnchor, createAnchors, endAnchor, followAlias } from './yaml-anchors.ts';

/** Deeper than anything the API accepts. The limit keeps later recursive walks from overflowing the stack. */
const MAX_DEPTH = 60;
/** Level of the lists right below the root. */
const LIST_DEPTH = 1;
const TOO_DEEP = `More than ${MAX_DEPTH} levels of nesting`;

const LONE_SURROGATE: AliasError = {
  code: 'yaml-unsupported',
  message: 'The string contains a lone surrogate (half of a character)',
  hint: 'Write the whole character, or both surrogates.',
};

const NAME_TOO_LONG: AliasError = {
  code: 'yaml-unsupported',
  message: `The key is longer than ${MAX_NAME_LENGTH} characters`,
};

/** A string scalar in a file. */
export interface ScalarPlace {
  readonly span: SourceSpan;
  /** Whether the scalar is unquoted, so that its value may become a number or a boolean. */
  readonly plain: boolean;
}

export interface ConversionOptions {
  /** Receives the errors. */
  readonly findings: LoadFinding[];
  /** Reads a string, in which expressions may have to be replaced. */
  readonly readString: (text: string, place: ScalarPlace) => ScalarTree;
}

/** The conversion of one file, which may be parsed in parts. */
export interface Conversion extends ConversionOptions {
  readonly source: SourceFile;
  readonly anchors: Anchors;
  /** Items converted before the rest of their list was parsed, by the offset of the list. */
  readonly firstItems: Map<number, Tree[]>;
}

export const createConversion = (source: SourceFile, options: ConversionOptions): Conversion => ({
  ...options,
  source,
  anchors: createAnchors(),
  firstItems: new Map(),
});

/** Converts the next items of a list right below the root, and keeps them until the rest of the document is converted. */
export function convertItems(conversion: Conversion, list: YAMLSeq): void {
  const { firstItems } = conversion;
  const offset = list.range?.[0] ?? 0;
  const known = firstItems.get(offset) ?? [];
  firstItems.set(offset, known);
  known.push(...convertEach(conversion, list, LIST_DEPTH, getSpan(conversion, list)));
}

/** Converts the rest of a parsed file to a tree. `undefined` only if the file is empty. */
export function convertDocument(conversion: Conversion, document: Document): Tree | undefined {
  return document.contents ? convert(conversion, document.contents, 0) : undefined;
}

function convert(conversion: Conversion, node: unknown, depth: number, at?: SourceSpan): Tree {
  const span = getSpan(conversion, node, at);
  if (isAlias(node)) {
    const followed = followAlias(conversion.anchors, node.source, MAX_DEPTH - depth);
    return followed.ok ? { ...followed.value, aliased: true } : rejectNode(conversion, span, followed.error);
  }
  if (depth > MAX_DEPTH) return rejectNode(conversion, span, { code: 'yaml-unsupported', message: TOO_DEEP });
  const anchor = isScalar(node) || isSeq(node) || isMap(node) ? node.anchor : undefined;
  beginAnchor(conversion.anchors, anchor);
  const tree = convertPlain(conversion, node, depth, span);
  return endAnchor(conversion.anchors, anchor, anchor === undefined ? tree : { ...tree, anchor });
}

function convertPlain(conversion: Conversion, node: unknown, depth: number, span: SourceSpan): Tree {
  if (isScalar(node)) return convertScalar(conversion, node, span);
  if (isSeq(node)) {
    const firstItems = conversion.firstItems.get(node.range?.[0] ?? 0) ?? [];
    return { kind: 'list', items: [...firstItems, ...convertEach(conversion, node, depth, span)], span };
  }
  if (isMap(node)) return convertMap(conversion, node, depth, span);
  return { kind: 'scalar', value: null, span, bare: true };
}

const convertEach = (conversion: Conversion, list: YAMLSeq, depth: number, span: SourceSpan): readonly Tree[] =>
  list.items.map((item) => convert(conversion, item, depth + 1, span));

function convertScalar(conversion: Conversion, node: YamlScalar, span: SourceSpan): Tree {
  const { value } = node;
  if (typeof value === 'string') {
    const read = conversion.readString(value, { span, plain: node.type === 'PLAIN' });
    return typeof read.value === 'string' && !isWellFormed(read.value) ? rejectNode(conversion, span, LONE_SURROGATE) : read;
  }
  if (value === null && node.source === '') return { kind: 'scalar', value, span, bare: true, ...readTemplate(span) };
  if (typeof value === 'boolean' || value === null) return { kind: 'scalar', value, span, ...readTemplate(span) };
  if (typeof value === 'number' && Number.isFinite(value)) return { kind: 'scalar', value, span, ...readTemplate(span) };
  // The parser turns a plain `<<` into a symbol, even as a value.
  if (typeof value === 'symbol') return { kind: 'scalar', value: '<<', span };
  return rejectNode(conversion, span, { code: 'yaml-unsupported', message: 'The value cannot be represented in JSON' });
}

function convertMap(conversion: Conversion, node: YAMLMap, depth: number, span: SourceSpan): MapTree {
  const ownMembers = new Map<string, TreeMember>();
  const merged = new Map<string, TreeMember>();
  for (const pair of node.items) {
    if (isMergeKey(pair)) {
      for (const [name, member] of convertMergedMembers(conversion, pair, depth)) if (!merged.has(name)) merged.set(name, member);
      continue;
    }
    const key = getSpan(conversion, pair.key, span);
    const name = getKeyName(pair.key);
    if (name === undefined) rejectNode(conversion, key, { code: 'yaml-unsupported', message: 'A key must be a string' });
    else if (!isWellFormed(name)) rejectNode(conversion, key, LONE_SURROGATE);
    else if (name.length > MAX_NAME_LENGTH) rejectNode(conversion, key, NAME_TOO_LONG);
    else ownMembers.set(name, { key, value: convert(conversion, pair.value, depth + 1, key) });
  }
  return { kind: 'map', members: new Map([...merged, ...ownMembers]), span };
}

const isMergeKey = ({ key }: Pair): boolean =>
  isScalar(key) &&
  ((typeof key.value === 'symbol' && key.value.description === '<<') || (key.value === '<<' && key.type === 'PLAIN'));

function convertMergedMembers(conversion: Conversion, pair: Pair, depth: number): readonly (readonly [string, TreeMember])[] {
  const at = getSpan(conversion, pair.key);
  const from = convert(conversion, pair.value, depth, at);
  const sources = from.kind === 'list' ? from.items : [from];
  return sources.flatMap((tree) => {
    if (tree.kind === 'map')
      return [...tree.members].map(([name, { key, value }]) => [name, { key, value: { ...value, aliased: true } }] as const);
    rejectNode(conversion, at, { code: 'yaml-unsupported', message: 'Only maps can be merged with <<' });
    return [];
  });
}

function getKeyName(key: unknown): string | undefined {
  if (!isScalar(key)) return undefined;
  if (typeof key.value === 'string') return key.value;
  return key.value === null ? undefined : (key.source ?? String(key.value));
}

/** Reports a node that cannot be read and replaces it by null. `toProblems` drops the errors that follow from the null. */
function rejectNode(conversion: Conversion, span: SourceSpan, { code, message, hint, repeated }: AliasError): Tree {
  if (!repeated) conversion.findings.push(createError(code, span, message, { hint }));
  return { kind: 'scalar', value: null, span };
}

function getSpan(conversion: Conversion, node: unknown, otherwise?: SourceSpan): SourceSpan {
  const range = isScalar(node) || isSeq(node) || isMap(node) || isAlias(node) ? node.range : undefined;
  if (range) return toSourceSpan(conversion.source, range[0], range[1]);
  return otherwise ?? { source: conversion.source, start: 0, end: 0 };
}
