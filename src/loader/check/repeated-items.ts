import { canonical, type JsonValue } from '../../model/json/json.ts';
import type { Schema } from '../../schema/load.ts';
import { caution, type Finding, mistake, originOf } from '../findings.ts';
import { type List, memberOf, type Tree, toJson } from '../text/tree.ts';

/** Items of a set that stand in it twice. Of a value that does no harm; of items with settings it is open which of them counts. */
export function repeatedItems(list: List, schema: Schema | undefined): readonly Finding[] {
  const key = schema?.['x-item-key'];
  if (!key && !schema?.['x-unordered']) return [];
  const seen = new Map<string, Tree>();
  return list.items.flatMap((item) => {
    const name = key ? keyIn(item, key) : canonical(toJson(item));
    const first = name === undefined ? undefined : seen.get(name);
    if (name !== undefined && !first) seen.set(name, item);
    return first ? [repeated(item, first, key)] : [];
  });
}

function keyIn(item: Tree, key: readonly string[]): string | undefined {
  const parts = key.map((field): JsonValue => {
    const value = memberOf(item, field);
    return value ? toJson(value) : null;
  });
  return parts.every((part) => part === null) ? undefined : canonical(parts);
}

function repeated(item: Tree, first: Tree, key: readonly string[] | undefined): Finding {
  const { line, column } = originOf(first.span);
  const hint = `The first one is at ${line}:${column}. Remove one of the two.`;
  if (!key) return caution('wrong-value', item.span, 'This item stands twice in the list', { expected: 'each item once', hint });
  const expected = `each ${key.map((field) => `"${field}"`).join(' and ')} once`;
  return mistake('wrong-value', item.span, 'Two items of the list are the same', { expected, hint });
}
