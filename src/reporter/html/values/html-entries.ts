import type { JsonObject, JsonValue } from '../../../model/json/json-value.ts';
import type { ChangeEntry, ListItem, TextEntry, ValueEntry } from '../../view/changes/change-entry.ts';
import { formatValuePair } from '../../view/value-pair.ts';
import { escapeHtml } from '../html-escape.ts';
import { renderFieldHtml, renderSideHtml, renderValueSideHtml } from './html-values.ts';
import { renderPreviewsHtml } from './rendered-html.ts';
import { renderSideBySideHtml } from './side-by-side-diff.ts';

/** Renders changed fields with name, old value and new value. */
export const renderEntriesHtml = (entries: readonly ChangeEntry[]): string => entries.map(renderEntryHtml).join('');

/** Renders the fields of a created resource. */
export const renderCreatedHtml = (fields: JsonObject): string =>
  Object.entries(fields)
    .map(([name, value]) => renderFieldHtml(name, renderValueSideHtml('ins', value, name), 'n'))
    .join('');

const SECRET_TEXTS = { '+': 'set', '-': 'removed', '~': 'changed' } as const;

function renderEntryHtml(entry: ChangeEntry): string {
  const content = renderEntryValueHtml(entry);
  switch (entry.kind) {
    case 'value':
      return renderFieldHtml(entry.name, content) + renderPage(entry, entry.before, entry.after);
    case 'secret':
    case 'list':
      return renderFieldHtml(entry.name, content, 'n');
    case 'text':
      return renderPage(entry, entry.before, entry.after) + renderFieldHtml(entry.name, content, 'w');
  }
}

/** Renders both sides of a changed field, without its name. */
export function renderEntryValueHtml(entry: ChangeEntry): string {
  switch (entry.kind) {
    case 'value': {
      const { before, after } = formatValuePair(entry.before, entry.after);
      return renderSideHtml('del', before, entry.name) + renderSideHtml('ins', after, entry.name);
    }
    case 'secret':
      return `<span class=x>(secret) ${SECRET_TEXTS[entry.sign]}</span>`;
    case 'text':
      return renderSideBySideHtml(entry.before, entry.after);
    case 'list':
      return `<ul>${entry.items.map(renderItemHtml).join('')}</ul>`;
  }
}

const renderPage = (
  { presentation, name }: ValueEntry | TextEntry,
  before: JsonValue | undefined,
  after: JsonValue | undefined,
): string => (presentation === 'html' ? renderPreviewsHtml(name, toPage(before), toPage(after)) : '');

const toPage = (value: JsonValue | undefined): string => (typeof value === 'string' ? value : '');

function renderItemHtml(item: ListItem): string {
  if (item.sign === '~') return `<li><span class=x>${escapeHtml(item.name)}</span>${renderEntriesHtml(item.entries)}`;
  const tag = item.sign === '+' ? 'ins' : 'del';
  return `<li>${item.value === undefined ? renderSideHtml(tag, item.name) : renderValueSideHtml(tag, item.value)}`;
}
