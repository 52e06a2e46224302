import type { JsonValue } from '../../model/json/json.ts';
import { UNSET, yamlLines } from '../view/yaml.ts';
import { esc, escLine } from './escape.ts';

/** One side of a change: `<del>` is what the tenant has, `<ins>` what it will have. */
export const side = (tag: 'del' | 'ins', text: string): string =>
  `<${tag}${text === UNSET ? ' class=u' : ''}>${esc(text)}</${tag}>`;

/** A value that comes or goes as a whole, composed ones line by line. */
export const wholeSide = (tag: 'del' | 'ins', value: JsonValue): string => {
  const lines = yamlLines(value);
  return lines.length === 1 ? side(tag, lines[0] ?? '') : `<${tag} class=m>${lines.map(escLine).join('\n')}</${tag}>`;
};

/** A field's name beside what is said of it. */
export const field = (name: string, said: string, kind = ''): string =>
  `<div class="f${kind === '' ? '' : ` ${kind}`}"><b>${esc(name)}</b>${said}</div>\n`;
