import type { ImpactEntry } from '../../view/plan/impact-entries.ts';
import { type ImpactKind, listDetails } from '../../view/plan/impact-kinds.ts';
import type { ElementIndex } from '../html-block.ts';
import { escapeHtml } from '../html-escape.ts';
import { renderEntriesHtml, renderEntryValueHtml } from '../values/html-entries.ts';

/** Renders the entries of a kind as a table: a row for each, with its own values. The script filters rows by their resources. */
export function renderMembersHtml({ entries }: ImpactKind, index: ElementIndex): string {
  const fields = [...new Set(entries.flatMap(({ changes }) => changes.map(({ name }) => name)))];
  const [field = '', ...others] = fields;
  const isSingle = others.length === 0 && entries.every(({ changes }) => changes.length <= 1);
  const head = [entries[0].blocks[0]?.type ?? '', isSingle ? field : 'changes', 'declared at'];
  const rows = entries.map((entry) => renderRowHtml(entry, isSingle, index));
  return `<table class="m kind rows"><thead><tr>${head.map((text) => `<th scope=col>${escapeHtml(text)}`).join('')}<tbody>${rows.join('')}</table>`;
}

function renderRowHtml(entry: ImpactEntry, isSingle: boolean, index: ElementIndex): string {
  const { blocks, changes, origin } = entry;
  const names = blocks.map(({ key, type }) => escapeHtml(key || type)).join(', ');
  const details = listDetails(entry).map((text) => `<p class=y>${escapeHtml(text)}</p>`);
  const values = isSingle ? changes.map(renderEntryValueHtml).join('') : renderEntriesHtml(changes);
  const place = origin ? `<small>${escapeHtml(`${origin.file}:${origin.line}`)}</small>` : '';
  return `<tr data-r="${blocks.map(index.getNumber).join(' ')}"><th scope=row>${names}<td>${values}${details.join('')}<td>${place}`;
}
