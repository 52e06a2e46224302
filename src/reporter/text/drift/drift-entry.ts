import { DEFINITION_SAYS, TENANT_HAS } from '../../view/changes/drift.ts';
import type { Entry, ListItem } from '../../view/changes/entry.ts';
import { valueTexts } from '../../view/values.ts';
import { flow } from '../../view/yaml.ts';
import { diffLines } from '../entry.ts';
import { type Line, line, span } from '../line.ts';

const WIDTH = DEFINITION_SAYS.length;
const tenantHas = (indent: number, text: string): Line => line(indent, span('change', TENANT_HAS.padEnd(WIDTH)), `  ${text}`);
const definitionSays = (indent: number, text: string): Line => line(indent, span('place', DEFINITION_SAYS), `  ${text}`);

/** Each field with its two sides in words. */
export const driftEntryLines = (entries: readonly Entry[], indent: number): readonly Line[] =>
  entries.flatMap((entry) => [line(indent, entry.name), ...sidesOf(entry, indent + 2)]);

function sidesOf(entry: Entry, indent: number): readonly Line[] {
  switch (entry.kind) {
    case 'value': {
      const { before, after } = valueTexts(entry.before, entry.after);
      return [tenantHas(indent, before), definitionSays(indent, after)];
    }
    case 'secret':
      return [line(indent, '(secret) differs')];
    case 'text':
      return [
        line(indent, span('remove', `--- ${DEFINITION_SAYS}`)),
        line(indent, span('add', `+++ ${TENANT_HAS}`)),
        ...diffLines(entry.after, entry.before, indent),
      ];
    case 'list':
      return entry.items.flatMap((item) => itemSides(item, indent));
  }
}

function itemSides(item: ListItem, indent: number): readonly Line[] {
  const text = item.value === undefined ? item.name : flow(item.value);
  if (item.sign === '~') return [line(indent, text), ...driftEntryLines(item.entries, indent + 2)];
  return [item.sign === '+' ? definitionSays(indent, text) : tenantHas(indent, text)];
}
