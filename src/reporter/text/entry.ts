import type { Entry, ListItem, Sign, ValueEntry } from '../view/changes/entry.ts';
import { textDiff } from '../view/changes/text-diff.ts';
import { valueTexts } from '../view/values.ts';
import { flow, yamlLines } from '../view/yaml.ts';
import { code, type Line, line, span, type Tone } from './line.ts';
import { displayWidth, padded } from './width.ts';

/** Names and values wider than these do not push everybody else's to the right. */
const WIDEST_NAME = 48;
const WIDEST_VALUE = 28;

export const toneOf = (sign: Sign): Tone => (sign === '+' ? 'add' : sign === '-' ? 'remove' : 'change');

/** Changed fields, one below the other, with their arrows in one column. */
export function entryLines(entries: readonly Entry[], indent: number, width: number): readonly Line[] {
  const columns = columnsOf(entries.filter((entry) => entry.kind === 'value'));
  return entries.flatMap((entry) => linesOf(entry, columns, indent, width));
}

interface Columns {
  readonly name: number;
  readonly before: number;
}

function columnsOf(entries: readonly ValueEntry[]): Columns {
  const widest = (texts: readonly string[], limit: number): number =>
    texts.map(displayWidth).reduce((most, size) => (size <= limit ? Math.max(most, size) : most), 0);
  return {
    name: widest(
      entries.map(({ name }) => name),
      WIDEST_NAME,
    ),
    before: widest(
      entries.map(({ before, after }) => valueTexts(before, after).before),
      WIDEST_VALUE,
    ),
  };
}

function linesOf(entry: Entry, columns: Columns, indent: number, width: number): readonly Line[] {
  switch (entry.kind) {
    case 'value':
      return valueLines(entry, columns, indent, width);
    case 'secret':
      return [line(indent, padded(entry.name, columns.name), '  ', span(toneOf(entry.sign), SECRETS[entry.sign]))];
    case 'text':
      return [line(indent, entry.name), ...diffLines(entry.before, entry.after, indent + 2)];
    case 'list':
      return [line(indent, entry.name), ...entry.items.flatMap((item) => itemLines(item, indent + 2, width))];
  }
}

const SECRETS: Readonly<Record<Sign, string>> = { '+': '(secret) is set', '-': '(secret) is removed', '~': '(secret) changes' };

/** On one line if it fits, with the arrows in one column if that fits, else the two values below the name. */
function valueLines(entry: ValueEntry, columns: Columns, indent: number, width: number): readonly Line[] {
  const { before, after } = valueTexts(entry.before, entry.after);
  const rows = [columns, NO_COLUMNS].map(
    ({ name, before: column }) => [padded(entry.name, name), padded(before, column)] as const,
  );
  const row = rows.find(([name, old]) => indent + displayWidth(`${name}  ${old} → ${after}`) <= width);
  if (!row)
    return [
      line(indent, entry.name),
      line(indent + 2, span('remove', `- ${before}`)),
      line(indent + 2, span('add', `+ ${after}`)),
    ];
  const gap = row[1].slice(before.length);
  return [line(indent, `${row[0]}  `, span('remove', before), gap, span('dim', ' → '), span('add', after))];
}

const NO_COLUMNS: Columns = { name: 0, before: 0 };

export function diffLines(before: string, after: string, indent: number): readonly Line[] {
  return textDiff(before, after).map((one) => {
    if (one.sign === 'gap') return line(indent, span('dim', `@@ -${one.before} +${one.after} @@`));
    if (one.sign === ' ') return line(indent, code('dim', `  ${one.text}`.trimEnd()));
    return line(indent, code(toneOf(one.sign), `${one.sign} ${one.text}`));
  });
}

export function itemLines(item: ListItem, indent: number, width: number): readonly Line[] {
  const tone = toneOf(item.sign);
  const head = (text: string): Line => line(indent, span(tone, `${item.sign} ${text}`));
  if (item.value === undefined) return [head(item.name), ...entryLines(item.entries, indent + 4, width)];
  const short = flow(item.value);
  if (indent + 2 + displayWidth(short) <= width) return [head(short)];
  const [first = '', ...rest] = yamlLines(item.value);
  return [head(first), ...rest.map((text) => line(indent + 2, code(tone, text)))];
}
