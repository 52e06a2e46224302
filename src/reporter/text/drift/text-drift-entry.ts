import type { ChangeEntry, ListItem } from '../../view/changes/change-entry.ts';
import { DEFINITION_LABEL, TENANT_LABEL } from '../../view/changes/drift-labels.ts';
import { formatInlineValue } from '../../view/format-yaml.ts';
import { formatValuePair } from '../../view/value-pair.ts';
import { makeLine, makeSpan, type StyledLine } from '../lines/styled-line.ts';
import { renderTextDiffLines } from '../text-entry.ts';

const LABEL_WIDTH = DEFINITION_LABEL.length;
const renderTenantSide = (indent: number, text: string): StyledLine =>
  makeLine(indent, makeSpan('change', TENANT_LABEL.padEnd(LABEL_WIDTH)), `  ${text}`);
const renderDefinitionSide = (indent: number, text: string): StyledLine =>
  makeLine(indent, makeSpan('place', DEFINITION_LABEL), `  ${text}`);

/** Renders each field with the labeled values of the tenant and the definition. */
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
        makeLine(indent, makeSpan('remove', `--- ${DEFINITION_LABEL}`)),
        makeLine(indent, makeSpan('add', `+++ ${TENANT_LABEL}`)),
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
