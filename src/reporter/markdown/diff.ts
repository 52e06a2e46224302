import { clean, cleanLine } from '../sanitize.ts';
import type { Entry, ListItem, Sign } from '../view/changes/entry.ts';
import { textDiff } from '../view/changes/text-diff.ts';
import { valueTexts } from '../view/values.ts';
import { flow } from '../view/yaml.ts';

const FIELD_SIGNS: Readonly<Record<Sign, string>> = { '+': '+', '-': '-', '~': ' ' };

/** Changed fields as lines of a diff: what goes with `-`, what comes with `+`. */
export const diffOf = (entries: readonly Entry[], indent = ''): readonly string[] =>
  entries.flatMap((entry) => linesOf(entry, indent));

function linesOf(entry: Entry, indent: string): readonly string[] {
  const name = `${indent}${entry.name}`;
  switch (entry.kind) {
    case 'value':
      return valueLines(name, entry.before, entry.after);
    case 'secret':
      return [`${entry.sign === '~' ? '!' : entry.sign} ${name}: (secret)`];
    case 'text':
      return [`  ${name}:`, ...textDiff(entry.before, entry.after).map(diffLine)];
    case 'list':
      return [`  ${name}:`, ...entry.items.flatMap((item) => itemLines(item, `${indent}  `))];
  }
}

function valueLines(name: string, old: Parameters<typeof flow>[0], next: typeof old): readonly string[] {
  const { before, after } = valueTexts(old, next);
  return [...(old === undefined ? [] : [`- ${name}: ${before}`]), ...(next === undefined ? [] : [`+ ${name}: ${after}`])];
}

const diffLine = ({ sign, text, before, after }: ReturnType<typeof textDiff>[number]): string =>
  sign === 'gap' ? `@@ -${before} +${after} @@` : `${sign} ${cleanLine(text)}`.trimEnd();

function itemLines(item: ListItem, indent: string): readonly string[] {
  const text = item.value === undefined ? item.name : flow(item.value);
  return [`${FIELD_SIGNS[item.sign]} ${indent}${clean(text)}`, ...diffOf(item.entries, `${indent}  `)];
}
