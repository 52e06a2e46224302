import type { JsonValue } from '../../model/json/json-value.ts';
import { formatYamlLines, UNSET } from '../view/format-yaml.ts';
import { escapeHtml, escapeHtmlLine } from './html-escape.ts';

/** One side of a change: `<del>` is what the tenant has, `<ins>` what it will have. */
export const renderSideHtml = (tag: 'del' | 'ins', text: string): string =>
  `<${tag}${text === UNSET ? ' class=u' : ''}>${escapeHtml(text)}</${tag}>`;

/** A value that comes or goes as a whole, composed ones line by line. */
export const renderValueSideHtml = (tag: 'del' | 'ins', value: JsonValue): string => {
  const lines = formatYamlLines(value);
  return lines.length === 1
    ? renderSideHtml(tag, lines[0] ?? '')
    : `<${tag} class=m>${lines.map(escapeHtmlLine).join('\n')}</${tag}>`;
};

/** A field's name beside what is said of it. */
export const renderFieldHtml = (name: string, content: string, kind = ''): string =>
  `<div class="f${kind === '' ? '' : ` ${kind}`}"><b>${escapeHtml(name)}</b>${content}</div>\n`;
