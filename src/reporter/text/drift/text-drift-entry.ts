import type { ChangeEntry, ListItem } from '../../view/changes/change-entry.ts';
import { DEFINITION_SAYS, TENANT_HAS } from '../../view/changes/drift-labels.ts';
import { formatInlineValue } from '../../view/format-yaml.ts';
import { formatValuePair } from '../../view/value-pair.ts';
import { makeLine, makeSpan, type StyledLine } from '../styled-line.ts';
import { renderTextDiffLines } from '../text-entry.ts';

const LABEL_WIDTH = DEFINITION_SAYS.length;
const renderTenantSide = (indent: number, text: string): StyledLine =>
  makeLine(indent, makeSpan('change', TENANT_HAS.padEnd(LABEL_WIDTH)), `  ${text}`);
const renderDefinitionSide = (indent: number, text: string): StyledLine =>
  makeLine(indent, makeSpan('place', DEFINITION_SAYS), `  ${text}`);

/** Each field with its two sides in words. */
export const renderDriftEntryLines = (entries: readonly ChangeEntry[], indent: number): readonly StyledLine[] =>
  entries.flatMap((entry) => [makeLine(indent, entry.name), ...renderSides(entry, indent + 2)]);

function renderSides(entry: ChangeEntry, indent: number): readonly StyledLine[] {
  switch (entry.kind) {
    case 'value': {
      const { before, after } = formatValuePair(entry.before, entry.after);
      return [renderTenantSide(indent, before), renderDefinitionSide(indent, after)];
    }
    case 'secret':
      return [makeLine(indent, '(secret) differs')];
    case 'text':
      return [
        makeLine(indent, makeSpan('remove', `--- ${DEFINITION_SAYS}`)),
        makeLine(indent, makeSpan('add', `+++ ${TENANT_HAS}`)),
        ...renderTextDiffLines(entry.after, entry.before, indent),
      ];
    case 'list':
      return entry.items.flatMap((item) => renderItemSides(item, indent));
  }
}

function renderItemSides(item: ListItem, indent: number): readonly StyledLine[] {
  const text = item.value === undefined ? item.name : formatInlineValue(item.value);
  if (item.sign === '~') return [makeLine(indent, text), ...renderDriftEntryLines(item.entries, indent + 2)];
  return [item.sign === '+' ? renderDefinitionSide(indent, text) : renderTenantSide(indent, text)];
}
