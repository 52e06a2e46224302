import type { JsonValue } from '../../../model/json/json-value.ts';
import { formatYamlLines, UNSET } from '../../view/format-yaml.ts';
import { escapeHtml, escapeHtmlLine } from '../html-escape.ts';
import { renderSwatchesHtml } from './color-swatch.ts';
import { renderImageLinksHtml } from './image-link.ts';

/** Renders what a line of YAML names but text cannot show: colors and images. It stands after the line. */
export const renderExtrasHtml = (line: string): string => renderSwatchesHtml(line) + renderImageLinksHtml(line);

const renderLinesHtml = (lines: readonly string[]): string =>
  lines.map((line) => escapeHtmlLine(line) + renderExtrasHtml(line)).join('\n');

/** Renders one side of a change: `<del>` is the old value, `<ins>` the new one. `name` is the field that has the value. */
export const renderSideHtml = (tag: 'del' | 'ins', text: string, name = ''): string =>
  `<${tag}${text === UNSET ? ' class=u' : ''}>${escapeHtml(text)}${renderExtrasHtml(`${name}: ${text}`)}</${tag}>`;

/** Renders a value that is added or removed as a whole; objects and lists as lines of YAML. */
export const renderValueSideHtml = (tag: 'del' | 'ins', value: JsonValue, name = ''): string => {
  const lines = formatYamlLines(value);
  return lines.length === 1 ? renderSideHtml(tag, lines[0] ?? '', name) : `<${tag}>${renderLinesHtml(lines)}</${tag}>`;
};

/** Renders a value in a cell of a table: as text, or as lines of YAML. `name` is the field that has the value. */
export function renderCellHtml(name: string, value: JsonValue | undefined): string {
  const lines = formatYamlLines(value ?? null);
  const [first = ''] = lines;
  return lines.length === 1 ? escapeHtml(first) + renderExtrasHtml(`${name}: ${first}`) : `<pre>${renderLinesHtml(lines)}</pre>`;
}

/** Renders a field's name next to its content. `kind` is a CSS class for the layout: `n` is one column, `w` full width. */
export const renderFieldHtml = (name: string, content: string, kind = ''): string =>
  `<div class="f${kind === '' ? '' : ` ${kind}`}"><b>${escapeHtml(name)}</b>${content}</div>\n`;
