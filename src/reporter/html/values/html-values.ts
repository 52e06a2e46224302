import type { JsonValue } from '../../../model/json/json-value.ts';
import { formatYamlLines, UNSET } from '../../view/format-yaml.ts';
import { escapeHtml, escapeHtmlLine } from '../html-escape.ts';

/** Renders one side of a change: `<del>` is the old value, `<ins>` the new one. `before` is HTML that comes before the text. */
export const renderSideHtml = (tag: 'del' | 'ins', text: string, before = ''): string =>
  `<${tag}${text === UNSET ? ' class=u' : ''}>${before}${escapeHtml(text)}</${tag}>`;

/** Renders a value that is added or removed as a whole; objects and lists as lines of YAML. */
export const renderValueSideHtml = (tag: 'del' | 'ins', value: JsonValue): string => {
  const lines = formatYamlLines(value);
  return lines.length === 1
    ? renderSideHtml(tag, lines[0] ?? '')
    : `<${tag} class=m>${lines.map(escapeHtmlLine).join('\n')}</${tag}>`;
};

/** Renders a field's name next to its content. `kind` is a CSS class for the layout: `n` is one column, `w` full width. */
export const renderFieldHtml = (name: string, content: string, kind = ''): string =>
  `<div class="f${kind === '' ? '' : ` ${kind}`}"><b>${escapeHtml(name)}</b>${content}</div>\n`;
