import type { ResourceBlock } from '../../view/changes/resource-blocks.ts';
import { type AccessRow, type AccessTable, buildAccessTables } from '../../view/plan/access-changes.ts';
import { escapeHtml } from '../html-escape.ts';

const NAMES_SHOWN = 8;

/** Renders who gains and who loses access, one table for each list of a type; nothing if nobody does. */
export function renderAccessHtml(blocks: readonly ResourceBlock[]): string {
  const tables = buildAccessTables(blocks);
  if (tables.length === 0) return '';
  return `<section id=access><h2>Who gains and who loses access</h2>${tables.map(renderTableHtml).join('')}</section>\n`;
}

const renderTableHtml = ({ type, field, rows }: AccessTable): string =>
  `<div class=g role=region tabindex=0 aria-label="${escapeHtml(`${type} ${field}`)}"><table class=m><thead><tr><th scope=col>${escapeHtml(`${type}: ${field}`)}<th scope=col>gained by<th scope=col>lost by<tbody>${rows.map(renderRowHtml).join('')}</table></div>`;

const renderRowHtml = ({ item, gained, lost }: AccessRow): string =>
  `<tr><th scope=row>${escapeHtml(item)}<td>${renderNamesHtml('ins', gained)}<td>${renderNamesHtml('del', lost)}`;

function renderNamesHtml(tag: 'ins' | 'del', names: readonly string[]): string {
  const more = names.length > NAMES_SHOWN ? `and ${names.length - NAMES_SHOWN} more` : '';
  return `${names
    .slice(0, NAMES_SHOWN)
    .map((name) => `<${tag}>${escapeHtml(name)}</${tag}>`)
    .join('')}${more}`;
}
