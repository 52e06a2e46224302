import type { ChangeEntry, ListItem, Sign, ValueEntry } from '../view/changes/change-entry.ts';
import { diffTexts } from '../view/changes/text-diff.ts';
import { formatInlineValue, formatYamlLines } from '../view/format-yaml.ts';
import { formatValuePair } from '../view/value-pair.ts';
import { measureWidth, padToWidth } from './lines/display-width.ts';
import { makeCodeSpan, makeLine, makeSpan, type StyledLine, type Tone } from './lines/styled-line.ts';

/** Wider names and values are not padded for, so that one of them does not indent all others. */
const MAX_NAME_WIDTH = 48;
const MAX_VALUE_WIDTH = 28;

export const toTone = (sign: Sign): Tone => (sign === '+' ? 'add' : sign === '-' ? 'remove' : 'change');

/** Renders changed fields one per line, with the arrows aligned. */
export function renderEntryLines(entries: readonly ChangeEntry[], indent: number, width: number): readonly StyledLine[] {
  const columns = computeColumnWidths(entries.filter((entry) => entry.kind === 'value'));
  return entries.flatMap((entry) => renderEntry(entry, columns, indent, width));
}

interface ColumnWidths {
  readonly name: number;
  readonly before: number;
}

function computeColumnWidths(entries: readonly ValueEntry[]): ColumnWidths {
  const findWidest = (texts: readonly string[], limit: number): number =>
    texts.map(measureWidth).reduce((most, size) => (size <= limit ? Math.max(most, size) : most), 0);
  return {
    name: findWidest(
      entries.map(({ name }) => name),
      MAX_NAME_WIDTH,
    ),
    before: findWidest(
      entries.map(({ before, after }) => formatValuePair(before, after).before),
      MAX_VALUE_WIDTH,
    ),
  };
}

function renderEntry(entry: ChangeEntry, columns: ColumnWidths, indent: number, width: number): readonly StyledLine[] {
  switch (entry.kind) {
    case 'value':
      return renderValueLines(entry, columns, indent, width);
    case 'secret':
      return [
        makeLine(indent, padToWidth(entry.name, columns.name), '  ', makeSpan(toTone(entry.sign), SECRET_TEXTS[entry.sign])),
      ];
    case 'text':
      return [makeLine(indent, entry.name), ...renderTextDiffLines(entry.before, entry.after, indent + 2)];
    case 'list':
      return [makeLine(indent, entry.name), ...entry.items.flatMap((item) => renderListItemLines(item, indent + 2, width))];
  }
}

const SECRET_TEXTS: Readonly<Record<Sign, string>> = {
  '+': '(secret) set',
  '-': '(secret) removed',
  '~': '(secret) changed',
};

/** Renders a value change on one line, aligned if it fits the width, else unaligned; if neither fits, on two lines below the name. */
function renderValueLines(entry: ValueEntry, columns: ColumnWidths, indent: number, width: number): readonly StyledLine[] {
  const { before, after } = formatValuePair(entry.before, entry.after);
  const rows = [columns, NO_COLUMNS].map(
    ({ name, before: column }) => [padToWidth(entry.name, name), padToWidth(before, column)] as const,
  );
  const row = rows.find(([name, old]) => indent + measureWidth(`${name}  ${old} → ${after}`) <= width);
  if (!row)
    return [
      makeLine(indent, entry.name),
      makeLine(indent + 2, makeSpan('remove', `- ${before}`)),
      makeLine(indent + 2, makeSpan('add', `+ ${after}`)),
    ];
  const gap = row[1].slice(before.length);
  return [makeLine(indent, `${row[0]}  `, makeSpan('remove', before), gap, makeSpan('dim', ' → '), makeSpan('add', after))];
}

const NO_COLUMNS: ColumnWidths = { name: 0, before: 0 };

export function renderTextDiffLines(before: string, after: string, indent: number): readonly StyledLine[] {
  return diffTexts(before, after).map((diffLine) => {
    if (diffLine.sign === 'gap') return makeLine(indent, makeSpan('dim', `@@ -${diffLine.before} +${diffLine.after} @@`));
    if (diffLine.sign === ' ') return makeLine(indent, makeCodeSpan('dim', `  ${diffLine.text}`.trimEnd()));
    return makeLine(indent, makeCodeSpan(toTone(diffLine.sign), `${diffLine.sign} ${diffLine.text}`));
  });
}

export function renderListItemLines(item: ListItem, indent: number, width: number): readonly StyledLine[] {
  const tone = toTone(item.sign);
  const renderHead = (text: string): StyledLine => makeLine(indent, makeSpan(tone, `${item.sign} ${text}`));
  if (item.value === undefined) return [renderHead(item.name), ...renderEntryLines(item.entries, indent + 4, width)];
  const short = formatInlineValue(item.value);
  if (indent + 2 + measureWidth(short) <= width) return [renderHead(short)];
  const [first = '', ...rest] = formatYamlLines(item.value);
  return [renderHead(first), ...rest.map((text) => makeLine(indent + 2, makeCodeSpan(tone, text)))];
}
