import { sanitizeCodeLine, sanitizeText } from '../sanitize.ts';
import type { ChangeEntry, ListItem, Sign } from '../view/changes/change-entry.ts';
import { diffTexts } from '../view/changes/text-diff.ts';
import { formatInlineValue } from '../view/format-yaml.ts';
import { formatValuePair } from '../view/value-pair.ts';

const FIELD_SIGNS: Readonly<Record<Sign, string>> = { '+': '+', '-': '-', '~': ' ' };

/** Renders changed fields as lines of a diff: `-` is the old value, `+` the new one. */
export const renderEntryDiff = (entries: readonly ChangeEntry[], indent = ''): readonly string[] =>
  entries.flatMap((entry) => renderEntry(entry, indent));

function renderEntry(entry: ChangeEntry, indent: string): readonly string[] {
  const name = `${indent}${entry.name}`;
  switch (entry.kind) {
    case 'value':
      return renderValueLines(name, entry.before, entry.after);
    case 'secret':
      return [`${entry.sign === '~' ? '!' : entry.sign} ${name}: (secret)`];
    case 'text':
      return [`  ${name}:`, ...diffTexts(entry.before, entry.after).map(renderTextDiffLine)];
    case 'list':
      return [`  ${name}:`, ...entry.items.flatMap((item) => renderItemLines(item, `${indent}  `))];
  }
}

function renderValueLines(name: string, old: Parameters<typeof formatInlineValue>[0], next: typeof old): readonly string[] {
  const { before, after } = formatValuePair(old, next);
  return [...(old === undefined ? [] : [`- ${name}: ${before}`]), ...(next === undefined ? [] : [`+ ${name}: ${after}`])];
}

const renderTextDiffLine = ({ sign, text, before, after }: ReturnType<typeof diffTexts>[number]): string =>
  sign === 'gap' ? `@@ -${before} +${after} @@` : `${sign} ${sanitizeCodeLine(text)}`.trimEnd();

function renderItemLines(item: ListItem, indent: string): readonly string[] {
  const text = item.value === undefined ? item.name : formatInlineValue(item.value);
  return [`${FIELD_SIGNS[item.sign]} ${indent}${sanitizeText(text)}`, ...renderEntryDiff(item.entries, `${indent}  `)];
}
