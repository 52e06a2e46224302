import type { SourceList, SourceMap, SourceValue } from '../../model/definition/source-value.ts';
import { isObject, type JsonValue, toCanonicalJson } from '../../model/json/json-value.ts';
import { readItemKey, toNormalForm } from '../../schema/compare/normal-form.ts';
import { getItemShape, type Shape } from '../../schema/schema-shape.ts';
import { type ExportPart, type ListPart, type MapPart, toClearValue } from '../encode/export-part.ts';
import type { EditCollector } from './edit-collector.ts';
import { isWritable, renderAfterDash, renderInline } from './render-part.ts';
import { createEdit, findNextLine, type TextEdit } from './text-edit.ts';
import { createItemRemoval, findContentEnd, findDashColumn, isFlow } from './written-lines.ts';

/** Computes the key that identifies an item among its siblings, equal for the written and the live item. */
export type ItemKeyReader = (item: JsonValue) => string;

/** Updates a map that is an item of a list. */
export type ItemMerger = (item: SourceMap, shape: Shape | undefined, part: MapPart) => void;

/** Removes items that the tenant lacks, updates those that differ and appends new ones. False: the caller should rewrite the whole list. */
export function mergeList(
  collector: EditCollector,
  written: SourceList,
  shape: Shape | undefined,
  part: ListPart,
  mergeItem: ItemMerger,
  getKey?: ItemKeyReader,
): boolean {
  const key = getKey ?? getItemKeyReader(collector, shape);
  if (part.items.length === 0 || written.items.length === 0) return false;
  const pairs = key ? pairByKey(written, part, key) : pairByPosition(written, part);
  return isFlow(written)
    ? mergeFlowList(collector, written, pairs)
    : mergeBlockList(collector, written, shape, pairs, key && mergeItem);
}

interface ItemPairs {
  /** In written order. Items without a live counterpart are removed. */
  readonly old: readonly { readonly item: SourceValue; readonly part: ExportPart | undefined }[];
  readonly added: readonly ExportPart[];
}

function getItemKeyReader({ compareOptions }: EditCollector, shape: Shape | undefined): ItemKeyReader | undefined {
  const items = getItemShape(shape);
  const fields = shape?.schema['x-item-key'];
  if (fields) return (item) => (isObject(item) ? readItemKey(items, fields, item, compareOptions) : toCanonicalJson(item));
  return shape?.schema['x-unordered']
    ? (item) => toCanonicalJson(toNormalForm(items, item, compareOptions, '') ?? null)
    : undefined;
}

function pairByKey(written: SourceList, { items }: ListPart, getKey: ItemKeyReader): ItemPairs {
  const byKey = new Map(items.map((part) => [getKey(toClearValue(part)), part]));
  const old = written.items.map((item) => ({ item, key: getKey(item.value) }));
  const known = new Set(old.map(({ key }) => key));
  return {
    old: old.map(({ item, key }) => ({ item, part: byKey.get(key) })),
    added: [...byKey].filter(([key]) => !known.has(key)).map(([, part]) => part),
  };
}

const pairByPosition = (written: SourceList, { items }: ListPart): ItemPairs => ({
  old: written.items.map((item, index) => ({ item, part: items[index] })),
  added: items.slice(written.items.length),
});

function mergeBlockList(
  collector: EditCollector,
  written: SourceList,
  shape: Shape | undefined,
  { old, added }: ItemPairs,
  mergeItem: ItemMerger | undefined,
): boolean {
  const last = written.items.at(-1);
  const column = last && findDashColumn(last);
  if (!last || column === undefined || old.some(({ item }) => findDashColumn(item) !== column)) return false;
  if (!added.every(isWritable)) return collector.skipValue(written, 'secret');
  for (const { item, part } of old) {
    if (part === undefined) removeItem(collector, item);
    else if (mergeItem && item.kind === 'map' && part.kind === 'map') {
      if (collector.canChange(item, part)) mergeItem(item, getItemShape(shape), part);
    } else if (!isSameItem(collector, shape, item, part) && collector.canChange(item, part)) {
      const oldText = item.kind === 'scalar' ? item.at.text.slice(item.at.start, item.at.end) : '';
      collector.replace(item, item.at.start, findContentEnd(item), renderAfterDash(part, column, oldText).trimStart());
    }
  }
  if (added.length > 0)
    collector.addEdit(
      last,
      createAppendEdit(
        last,
        added.map((part) => `${' '.repeat(column)}-${renderAfterDash(part, column)}`),
      ),
    );
  return true;
}

function createAppendEdit(last: SourceValue, lines: readonly string[]): TextEdit {
  const at = findNextLine(last.at.text, findContentEnd(last));
  const isEnd = last.at.text[at - 1] !== '\n';
  return createEdit(last.at, at, at, isEnd ? `\n${lines.join('\n')}` : `${lines.join('\n')}\n`);
}

function removeItem(collector: EditCollector, item: SourceValue): void {
  const edit = createItemRemoval(item);
  if (edit && collector.canChange(item, undefined)) collector.addEdit(item, edit);
}

/** Rebuilds a `[…]` list from the texts of the items that stay. */
function mergeFlowList(collector: EditCollector, written: SourceList, { old, added }: ItemPairs): boolean {
  const { text, start } = written.at;
  const end = findContentEnd(written);
  if (/\s#/.test(text.slice(start, end)) || ![...old.flatMap(({ part }) => part ?? []), ...added].every(isWritable))
    return collector.skipValue(written, 'layout');
  if (!old.every(({ item, part }) => isSameItem(collector, undefined, item, part) || collector.canChange(item, part)))
    return true;
  const kept = old.flatMap(({ item, part }) => {
    if (part === undefined) return [];
    return isSameItem(collector, undefined, item, part)
      ? [item.at.text.slice(item.at.start, findContentEnd(item))]
      : [renderInline(part, written.at)];
  });
  const padding = /^.[ ]/.test(text.slice(start)) ? ' ' : '';
  collector.replace(
    written,
    start,
    end,
    `[${padding}${[...kept, ...added.map((part) => renderInline(part, written.at))].join(', ')}${padding}]`,
  );
  return true;
}

/** Whether a written item equals the live one. Without a shape, values are compared literally, except for references. */
function isSameItem(
  { compareOptions }: EditCollector,
  shape: Shape | undefined,
  item: SourceValue,
  part: ExportPart | undefined,
): boolean {
  if (part === undefined) return false;
  const toComparable = (value: JsonValue): string =>
    toCanonicalJson(toNormalForm(getItemShape(shape), value, compareOptions, '') ?? null);
  return toComparable(item.value) === toComparable(toClearValue(part));
}
