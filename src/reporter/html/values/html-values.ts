import type { JsonValue } from '../../../model/json/json-value.ts';
import { formatInlineValue, formatYamlLines, UNSET } from '../../view/format-yaml.ts';
import { escapeHtml, escapeHtmlLine } from '../html-escape.ts';
import { renderSwatchesHtml } from './color-swatch.ts';
import { renderImageLinksHtml } from './image-link.ts';

/** Renders what a line of YAML names but text cannot show: colors and images. It stands after the line. */
export const renderExtrasHtml = (line: string): string => renderSwatchesHtml(line) + renderImageLinksHtml(line);

/** Renders one side of a change: `<del>` is the old value, `<ins>` the new one. `name` is the field that has the value. */
export const renderSideHtml = (tag: 'del' | 'ins', text: string, name = ''): string =>
  `<${tag}${text === UNSET ? ' class=u' : ''}>${escapeHtml(text)}${renderExtrasHtml(`${name}: ${text}`)}</${tag}>`;

/** Renders a value that is added or removed as a whole; objects and lists as lines of YAML. */
export const renderValueSideHtml = (tag: 'del' | 'ins', value: JsonValue, name = ''): string => {
  const lines = formatYamlLines(value);
  return lines.length === 1
    ? renderSideHtml(tag, lines[0] ?? '', name)
    : `<${tag} class=m>${lines.map((line) => escapeHtmlLine(line) + renderExtrasHtml(line)).join('\n')}</${tag}>`;
};

/** Renders a value on one line, for a cell of a table. */
export function renderInlineValueHtml(name: string, value: JsonValue | undefined): string {
  const text = formatInlineValue(value);
  return escapeHtml(text) + renderExtrasHtml(`${name}: ${text}`);
}

/** Renders a field's name next to its content. `kind` is a CSS class for the layout: `n` is one column, `w` full width. */
export const renderFieldHtml = (name: string, content: string, kind = ''): string =>
  `<div class="f${kind === '' ? '' : ` ${kind}`}"><b>${escapeHtml(name)}</b>${content}</div>\n`;
