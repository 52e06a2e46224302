import type { ResourceBlock } from '../../view/changes/resource-blocks.ts';
import { type AccessTable, buildAccessTables } from '../../view/plan/access-changes.ts';
import { formatAccessTitle, isMatrix, listHolders } from '../../view/plan/access-layout.ts';
import { escapeHtml } from '../html-escape.ts';

const NAMES_SHOWN = 8;
const TAGS = { gained: 'ins', lost: 'del' } as const;

/** Renders who gains and who loses access, one table for each list of a type; nothing if nobody does. */
export function renderAccessHtml(blocks: readonly ResourceBlock[]): string {
  const tables = buildAccessTables(blocks);
  if (tables.length === 0) return '';
  return `<section id=access><h2>Who gains and who loses access</h2>${tables.map(renderTableHtml).join('')}</section>\n`;
}

function renderTableHtml(table: AccessTable): string {
  const title = escapeHtml(formatAccessTitle(table));
  const content = isMatrix(table) ? renderMatrixHtml(table) : renderListHtml(table);
  return `<div class=g role=region tabindex=0 aria-label="${title}"><table class=m><caption>${title}</caption>${content}</table></div>`;
}

/** Renders a row for each holder and a column for each item. */
function renderMatrixHtml({ items, rows, type }: AccessTable): string {
  const head = [type, ...items].map((text) => `<th scope=col>${escapeHtml(text)}`);
  const body = rows.map(({ holder, marks }) => {
    const cells = items.map((item) => {
      const mark = marks.get(item);
      return `<td>${mark === undefined ? '' : `<${TAGS[mark]}>${mark}</${TAGS[mark]}>`}`;
    });
    return `<tr><th scope=row>${escapeHtml(holder)}${cells.join('')}`;
  });
  return `<thead><tr>${head.join('')}<tbody>${body.join('')}`;
}

/** Renders a row for each item, and who gains and loses it. */
function renderListHtml(table: AccessTable): string {
  const rows = table.items.map(
    (item) =>
      `<tr><th scope=row>${escapeHtml(item)}<td>${renderNamesHtml('ins', listHolders(table, item, 'gained'))}<td>${renderNamesHtml('del', listHolders(table, item, 'lost'))}`,
  );
  return `<thead><tr><th scope=col>${escapeHtml(table.field)}<th scope=col>gained by<th scope=col>lost by<tbody>${rows.join('')}`;
}

function renderNamesHtml(tag: 'ins' | 'del', names: readonly string[]): string {
  const more = names.length > NAMES_SHOWN ? `and ${names.length - NAMES_SHOWN} more` : '';
  return `${names
    .slice(0, NAMES_SHOWN)
    .map((name) => `<${tag}>${escapeHtml(name)}</${tag}>`)
    .join('')}${more}`;
}
