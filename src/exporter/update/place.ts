import type { Written, WrittenMap } from '../../model/definition/written.ts';
import { type Edit, editOf, lineStart, nextLine } from './edit.ts';

/** Whether a list or a map stands between brackets. */
export const isFlow = ({ at }: Written): boolean => '[{'.includes(at.text[at.start] ?? ' ');

/** Where what is written of a value ends, comments and empty lines after it left aside. */
export function contentEnd(written: Written): number {
  const { at } = written;
  const inside =
    isFlow(written) || written.kind === 'scalar'
      ? undefined
      : written.kind === 'list'
        ? written.items.map(contentEnd)
        : [...written.members.values()].map(({ key, value }) => Math.max(key.end, contentEnd(value)));
  if (inside && inside.length > 0) return Math.max(...inside);
  const shown = at.text.slice(at.start, at.end).trimEnd();
  return at.start + shown.length;
}

/** The column of the dash before an item that stands on a line of its own; undefined for any other layout. */
export function dashColumn({ at: { text, start } }: Written): number | undefined {
  const before = /^( *)-[ \t]+$/.exec(text.slice(lineStart(text, start), start));
  return before?.[1]?.length;
}

/** The lines of an item, dash included. */
export function itemLines(item: Written): Edit | undefined {
  if (dashColumn(item) === undefined) return undefined;
  const { text, start } = item.at;
  return editOf(item.at, lineStart(text, start), nextLine(text, contentEnd(item)), '');
}

/** A member with its name. The first of an item shares its line with the dash, which stays. */
export function memberLines(map: WrittenMap, name: string): Edit | undefined {
  const found = map.members.get(name);
  if (!found) return undefined;
  const { key, value } = found;
  const { text } = key;
  const end = Math.max(key.end, contentEnd(value));
  const others = [...map.members.values()].filter((one) => one.key.path === key.path);
  const next = Math.min(...others.map((one) => one.key.start).filter((start) => start > key.start));
  if (isFlow(map)) {
    if (Number.isFinite(next)) return editOf(key, key.start, next, '');
    const before = Math.max(-1, ...others.filter((one) => one.key.start < key.start).map((one) => contentEnd(one.value)));
    return editOf(key, before < 0 ? key.start : before, end, '');
  }
  const indent = text.slice(lineStart(text, key.start), key.start);
  if (indent.trim() === '') return editOf(key, lineStart(text, key.start), nextLine(text, end), '');
  return /^ *- +$/.test(indent) && Number.isFinite(next) ? editOf(key, key.start, next, '') : undefined;
}
