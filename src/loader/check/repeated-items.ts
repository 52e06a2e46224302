import { type JsonValue, toCanonicalJson } from '../../model/json/json-value.ts';
import type { Schema } from '../../schema/load-schema.ts';
import { createError, createWarning, type LoadFinding, toFilePlace } from '../findings.ts';
import { getMember, type ListTree, type Tree, toJson } from '../text/definition-tree.ts';

/** Finds items that a set contains twice: a warning for plain values, an error for keyed items, whose other fields may contradict each other. */
export function findRepeatedItems(list: ListTree, schema: Schema | undefined): readonly LoadFinding[] {
  const key = schema?.['x-item-key'];
  if (!key && !schema?.['x-unordered']) return [];
  const seen = new Map<string, Tree>();
  return list.items.flatMap((item) => {
    const name = key ? getItemKey(item, key) : toCanonicalJson(toJson(item));
    const first = name === undefined ? undefined : seen.get(name);
    if (name !== undefined && !first) seen.set(name, item);
    return first ? [explainRepeatedItem(item, first, key)] : [];
  });
}

function getItemKey(item: Tree, key: readonly string[]): string | undefined {
  const parts = key.map((field): JsonValue => {
    const value = getMember(item, field);
    return value ? toJson(value) : null;
  });
  return parts.every((part) => part === null) ? undefined : toCanonicalJson(parts);
}

function explainRepeatedItem(item: Tree, first: Tree, key: readonly string[] | undefined): LoadFinding {
  const { line, column } = toFilePlace(first.span);
  const hint = `The first one is at ${line}:${column}. Remove one of them.`;
  if (!key)
    return createWarning('wrong-value', item.span, 'The list contains this item twice', { expected: 'each item once', hint });
  const expected = `each ${key.map((field) => `"${field}"`).join(' and ')} once`;
  return createError('wrong-value', item.span, 'The list contains two items with the same key', { expected, hint });
}
