import type { FilePlace } from '../../../model/problem/problem.ts';
import { sanitizeText } from '../../sanitize.ts';
import { measureWidth, splitCharacters } from '../lines/display-width.ts';

/** A source line, shortened around the place, with the offset and length of the caret in terminal columns. */
export interface Caret {
  readonly source: string;
  readonly offset: number;
  readonly length: number;
}

const MAX_WIDTH = 100;
/** Columns kept before the caret when a line is shortened. */
const LEAD_WIDTH = 40;
const TAB = '    ';

/** Converts a place, whose columns are UTF-16 units as in editors and the YAML parser, to terminal columns. */
export function buildCaret({ source = '', column, length = 1 }: FilePlace): Caret {
  const from = Math.min(Math.max(0, column - 1), source.length);
  const to = Math.min(Math.max(from, from + length), source.length);
  const before = toDisplayText(source.slice(0, from));
  const marked = toDisplayText(source.slice(from, to));
  const after = toDisplayText(source.slice(to));
  return cutAroundCaret(before, marked, after);
}

const toDisplayText = (text: string): string => sanitizeText(text.replaceAll('\t', TAB));

function cutAroundCaret(before: string, marked: string, after: string): Caret {
  if (measureWidth(before + marked + after) <= MAX_WIDTH)
    return { source: before + marked + after, ...measureCaret(before, marked) };
  const lead = measureWidth(before) > LEAD_WIDTH ? `…${takeLastColumns(before, LEAD_WIDTH - 1)}` : before;
  const middle = takeFirstColumns(marked, MAX_WIDTH - measureWidth(lead) - 1);
  const room = MAX_WIDTH - measureWidth(lead + middle) - 1;
  const tail = takeFirstColumns(after, room);
  const ellipsis = middle.length < marked.length || tail.length < after.length ? '…' : '';
  return { source: lead + middle + (middle === marked ? tail : '') + ellipsis, ...measureCaret(lead, middle) };
}

const measureCaret = (before: string, marked: string): { readonly offset: number; readonly length: number } => ({
  offset: measureWidth(before),
  length: Math.max(1, measureWidth(marked)),
});

function takeFirstColumns(text: string, width: number): string {
  let room = width;
  return takeWhile(splitCharacters(text), (character) => {
    room -= measureWidth(character);
    return room >= 0;
  }).join('');
}

function takeLastColumns(text: string, width: number): string {
  let room = width;
  const reversed = takeWhile([...splitCharacters(text)].reverse(), (character) => {
    room -= measureWidth(character);
    return room >= 0;
  });
  return reversed.reverse().join('');
}

function takeWhile(items: readonly string[], keep: (item: string) => boolean): string[] {
  const end = items.findIndex((item) => !keep(item));
  return items.slice(0, end < 0 ? items.length : end);
}
