import type { JsonObject } from '../../model/json/json-value.ts';
import type { ChangeEntry, ListItem } from '../view/changes/change-entry.ts';
import { formatValuePair } from '../view/value-pair.ts';
import { escapeHtml } from './html-escape.ts';
import { renderFieldHtml, renderSideHtml, renderValueSideHtml } from './html-values.ts';
import { renderSideBySideHtml } from './side-by-side-diff.ts';

/** Renders changed fields with name, old value and new value. */
export const renderEntriesHtml = (entries: readonly ChangeEntry[]): string => entries.map(renderEntryHtml).join('');

/** Renders the fields of a created resource. */
export const renderCreatedHtml = (fields: JsonObject): string =>
  Object.entries(fields)
    .map(([name, value]) => renderFieldHtml(name, renderValueSideHtml('ins', value), 'n'))
    .join('');

const SECRET_TEXTS = { '+': 'set', '-': 'removed', '~': 'changed' } as const;

function renderEntryHtml(entry: ChangeEntry): string {
  switch (entry.kind) {
    case 'value': {
      const { before, after } = formatValuePair(entry.before, entry.after);
      return renderFieldHtml(entry.name, renderSideHtml('del', before) + renderSideHtml('ins', after));
    }
    case 'secret':
      return renderFieldHtml(entry.name, `<span class=x>(secret) ${SECRET_TEXTS[entry.sign]}</span>`, 'n');
    case 'text':
      return renderFieldHtml(entry.name, renderSideBySideHtml(entry.before, entry.after), 'w');
    case 'list':
      return renderFieldHtml(entry.name, `<ul>${entry.items.map(renderItemHtml).join('')}</ul>`, 'n');
  }
}

function renderItemHtml(item: ListItem): string {
  if (item.sign === '~') return `<li><span class=x>${escapeHtml(item.name)}</span>${renderEntriesHtml(item.entries)}`;
  const tag = item.sign === '+' ? 'ins' : 'del';
  return `<li>${item.value === undefined ? renderSideHtml(tag, item.name) : renderValueSideHtml(tag, item.value)}`;
}
