import type { JsonObject } from '../../model/json/json.ts';
import type { Entry, ListItem } from '../view/changes/entry.ts';
import { valueTexts } from '../view/values.ts';
import { esc } from './escape.ts';
import { sideBySide } from './side-by-side.ts';
import { field, side, wholeSide } from './values.ts';

/** Changed fields, each with its name, what it was and what it will be. */
export const entriesHtml = (entries: readonly Entry[]): string => entries.map(entryHtml).join('');

/** The fields of what is created. */
export const createdHtml = (fields: JsonObject): string =>
  Object.entries(fields)
    .map(([name, value]) => field(name, wholeSide('ins', value), 'n'))
    .join('');

const SECRETS = { '+': 'is set', '-': 'is removed', '~': 'changes' } as const;

function entryHtml(entry: Entry): string {
  switch (entry.kind) {
    case 'value': {
      const { before, after } = valueTexts(entry.before, entry.after);
      return field(entry.name, side('del', before) + side('ins', after));
    }
    case 'secret':
      return field(entry.name, `<span class=x>(secret) ${SECRETS[entry.sign]}</span>`, 'n');
    case 'text':
      return field(entry.name, sideBySide(entry.before, entry.after), 'w');
    case 'list':
      return field(entry.name, `<ul>${entry.items.map(itemHtml).join('')}</ul>`, 'n');
  }
}

function itemHtml(item: ListItem): string {
  if (item.sign === '~') return `<li><span class=x>${esc(item.name)}</span>${entriesHtml(item.entries)}`;
  const tag = item.sign === '+' ? 'ins' : 'del';
  return `<li>${item.value === undefined ? side(tag, item.name) : wholeSide(tag, item.value)}`;
}
