import type { Written, WrittenList, WrittenMap } from '../../model/definition/written.ts';
import { canonical, isObject, type JsonValue } from '../../model/json/json.ts';
import { normal, readKey } from '../../schema/compare/normal.ts';
import { itemShape, type Shape } from '../../schema/walk.ts';
import { clearOf, type ListPart, type MapPart, type Part } from '../encode/part.ts';
import { type Edit, editOf, nextLine } from './edit.ts';
import { contentEnd, dashColumn, isFlow, itemLines } from './place.ts';
import { afterDash, inFlow, isWritable } from './render.ts';
import type { Taking } from './taking.ts';

/** What tells an item of a list from the others, read the same on both sides. */
export type KeyOf = (item: JsonValue) => string;

/** Changes what a map says inside of a list. */
export type MergeItem = (item: WrittenMap, shape: Shape | undefined, part: MapPart) => void;

/** Takes out what is no longer there, changes what is, and adds what is new at the end. False where the list is better written anew. */
export function mergeList(
  taking: Taking,
  written: WrittenList,
  shape: Shape | undefined,
  part: ListPart,
  mergeItem: MergeItem,
  keyOf?: KeyOf,
): boolean {
  const key = keyOf ?? keyIn(taking, shape);
  if (part.items.length === 0 || written.items.length === 0) return false;
  const pairs = key ? pairedByKey(written, part, key) : pairedByPlace(written, part);
  return isFlow(written) ? inBrackets(taking, written, pairs) : onLines(taking, written, shape, pairs, key && mergeItem);
}

interface Pairs {
  /** In the order in which they are written; without a counterpart those that go. */
  readonly old: readonly { readonly item: Written; readonly part: Part | undefined }[];
  readonly added: readonly Part[];
}

function keyIn({ reading }: Taking, shape: Shape | undefined): KeyOf | undefined {
  const items = itemShape(shape);
  const fields = shape?.schema['x-item-key'];
  if (fields) return (item) => (isObject(item) ? readKey(items, fields, item, reading) : canonical(item));
  return shape?.schema['x-unordered'] ? (item) => canonical(normal(items, item, reading, '') ?? null) : undefined;
}

function pairedByKey(written: WrittenList, { items }: ListPart, keyOf: KeyOf): Pairs {
  const byKey = new Map(items.map((part) => [keyOf(clearOf(part)), part]));
  const old = written.items.map((item) => ({ item, key: keyOf(item.value) }));
  const known = new Set(old.map(({ key }) => key));
  return {
    old: old.map(({ item, key }) => ({ item, part: byKey.get(key) })),
    added: [...byKey].filter(([key]) => !known.has(key)).map(([, part]) => part),
  };
}

const pairedByPlace = (written: WrittenList, { items }: ListPart): Pairs => ({
  old: written.items.map((item, index) => ({ item, part: items[index] })),
  added: items.slice(written.items.length),
});

function onLines(
  taking: Taking,
  written: WrittenList,
  shape: Shape | undefined,
  { old, added }: Pairs,
  mergeItem: MergeItem | undefined,
): boolean {
  const last = written.items.at(-1);
  const column = last && dashColumn(last);
  if (!last || column === undefined || old.some(({ item }) => dashColumn(item) !== column)) return false;
  if (!added.every(isWritable)) return taking.leave(written, 'secret');
  for (const { item, part } of old) {
    if (part === undefined) takeOut(taking, item);
    else if (mergeItem && item.kind === 'map' && part.kind === 'map') {
      if (taking.mayChange(item, part)) mergeItem(item, itemShape(shape), part);
    } else if (!isSame(taking, shape, item, part) && taking.mayChange(item, part)) {
      const like = item.kind === 'scalar' ? item.at.text.slice(item.at.start, item.at.end) : '';
      taking.replace(item, item.at.start, contentEnd(item), afterDash(part, column, like).trimStart());
    }
  }
  if (added.length > 0)
    taking.edit(
      last,
      linesAfter(
        last,
        added.map((part) => `${' '.repeat(column)}-${afterDash(part, column)}`),
      ),
    );
  return true;
}

function linesAfter(last: Written, lines: readonly string[]): Edit {
  const at = nextLine(last.at.text, contentEnd(last));
  const isEnd = last.at.text[at - 1] !== '\n';
  return editOf(last.at, at, at, isEnd ? `\n${lines.join('\n')}` : `${lines.join('\n')}\n`);
}

function takeOut(taking: Taking, item: Written): void {
  const edit = itemLines(item);
  if (edit && taking.mayChange(item, undefined)) taking.edit(item, edit);
}

/** Between brackets the list is put together anew from the texts of what stays. */
function inBrackets(taking: Taking, written: WrittenList, { old, added }: Pairs): boolean {
  const { text, start } = written.at;
  const end = contentEnd(written);
  if (/\s#/.test(text.slice(start, end)) || ![...old.flatMap(({ part }) => part ?? []), ...added].every(isWritable))
    return taking.leave(written, 'layout');
  if (!old.every(({ item, part }) => isSame(taking, undefined, item, part) || taking.mayChange(item, part))) return true;
  const kept = old.flatMap(({ item, part }) => {
    if (part === undefined) return [];
    return isSame(taking, undefined, item, part)
      ? [item.at.text.slice(item.at.start, contentEnd(item))]
      : [inFlow(part, written.at)];
  });
  const padding = /^.[ ]/.test(text.slice(start)) ? ' ' : '';
  taking.replace(
    written,
    start,
    end,
    `[${padding}${[...kept, ...added.map((part) => inFlow(part, written.at))].join(', ')}${padding}]`,
  );
  return true;
}

/** Whether an item says what the tenant has; without a shape to the letter, references aside. */
function isSame({ reading }: Taking, shape: Shape | undefined, item: Written, part: Part | undefined): boolean {
  if (part === undefined) return false;
  const form = (value: JsonValue): string => canonical(normal(itemShape(shape), value, reading, '') ?? null);
  return form(item.value) === form(clearOf(part));
}
