import type { FilePlace } from '../../model/problem/problem.ts';
import { clean } from '../sanitize.ts';
import { characters, displayWidth } from './width.ts';

/** A source line cut around the place, and how far into it the caret stands, in columns. */
export interface Caret {
  readonly source: string;
  readonly offset: number;
  readonly length: number;
}

const WIDEST = 100;
/** Columns kept before the caret of a line that is cut. */
const LEAD = 40;
const TAB = '    ';

/** Columns of a place count UTF-16 units, as editors and the YAML parser do; what is drawn may be wider. */
export function caretOf({ source = '', column, length = 1 }: FilePlace): Caret {
  const from = Math.min(Math.max(0, column - 1), source.length);
  const to = Math.min(Math.max(from, from + length), source.length);
  const before = drawn(source.slice(0, from));
  const marked = drawn(source.slice(from, to));
  const after = drawn(source.slice(to));
  return cut(before, marked, after);
}

const drawn = (text: string): string => clean(text.replaceAll('\t', TAB));

function cut(before: string, marked: string, after: string): Caret {
  if (displayWidth(before + marked + after) <= WIDEST) return { source: before + marked + after, ...measured(before, marked) };
  const lead = displayWidth(before) > LEAD ? `…${lastColumns(before, LEAD - 1)}` : before;
  const middle = firstColumns(marked, WIDEST - displayWidth(lead) - 1);
  const room = WIDEST - displayWidth(lead + middle) - 1;
  const tail = firstColumns(after, room);
  const rest = middle.length < marked.length || tail.length < after.length ? '…' : '';
  return { source: lead + middle + (middle === marked ? tail : '') + rest, ...measured(lead, middle) };
}

const measured = (before: string, marked: string): { readonly offset: number; readonly length: number } => ({
  offset: displayWidth(before),
  length: Math.max(1, displayWidth(marked)),
});

function firstColumns(text: string, width: number): string {
  let room = width;
  return takeWhile(characters(text), (character) => {
    room -= displayWidth(character);
    return room >= 0;
  }).join('');
}

function lastColumns(text: string, width: number): string {
  let room = width;
  const reversed = takeWhile([...characters(text)].reverse(), (character) => {
    room -= displayWidth(character);
    return room >= 0;
  });
  return reversed.reverse().join('');
}

function takeWhile(items: readonly string[], keep: (item: string) => boolean): string[] {
  const end = items.findIndex((item) => !keep(item));
  return items.slice(0, end < 0 ? items.length : end);
}
