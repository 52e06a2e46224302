import type { SourceMap, SourceValue } from '../../model/definition/source-value.ts';
import { createEdit, findLineStart, findNextLine, type TextEdit } from './text-edit.ts';

/** Whether a list or a map is written in brackets. */
export const isFlow = ({ at }: SourceValue): boolean => '[{'.includes(at.text[at.start] ?? ' ');

/** The end of a value's text, without the comments and empty lines after it. */
export function findContentEnd(written: SourceValue): number {
  const { at } = written;
  const inside =
    isFlow(written) || written.kind === 'scalar'
      ? undefined
      : written.kind === 'list'
        ? written.items.map(findContentEnd)
        : [...written.members.values()].map(({ key, value }) => Math.max(key.end, findContentEnd(value)));
  if (inside && inside.length > 0) return Math.max(...inside);
  const visibleText = at.text.slice(at.start, at.end).trimEnd();
  return at.start + visibleText.length;
}

/** The column of an item's dash. Undefined: the item doesn't begin a line after a dash. */
export function findDashColumn({ at: { text, start } }: SourceValue): number | undefined {
  const before = /^( *)-[ \t]+$/.exec(text.slice(findLineStart(text, start), start));
  return before?.[1]?.length;
}

/** Creates an edit that removes the lines of an item, including the dash. Undefined: it has no lines of its own. */
export function createItemRemoval(item: SourceValue): TextEdit | undefined {
  if (findDashColumn(item) === undefined) return undefined;
  const { text, start } = item.at;
  return createEdit(item.at, findLineStart(text, start), findNextLine(text, findContentEnd(item)), '');
}

/** Creates an edit that removes a member with its name. The first member of a list item shares a line with the dash, which stays. */
export function createMemberRemoval(map: SourceMap, name: string): TextEdit | undefined {
  const found = map.members.get(name);
  if (!found) return undefined;
  const { key, value } = found;
  const { text } = key;
  const end = Math.max(key.end, findContentEnd(value));
  const others = [...map.members.values()].filter((other) => other.key.path === key.path);
  const next = Math.min(...others.map((other) => other.key.start).filter((start) => start > key.start));
  if (isFlow(map)) {
    if (Number.isFinite(next)) return createEdit(key, key.start, next, '');
    const before = Math.max(
      -1,
      ...others.filter((other) => other.key.start < key.start).map((other) => findContentEnd(other.value)),
    );
    return createEdit(key, before < 0 ? key.start : before, end, '');
  }
  const indent = text.slice(findLineStart(text, key.start), key.start);
  if (indent.trim() === '') return createEdit(key, findLineStart(text, key.start), findNextLine(text, end), '');
  return /^ *- +$/.test(indent) && Number.isFinite(next) ? createEdit(key, key.start, next, '') : undefined;
}
