import type { Address } from '../../model/address.ts';
import { undeclaredTypes } from '../view/undeclared.ts';
import { EMPTY, type Line, line, span } from './line.ts';
import { displayWidth, padded } from './width.ts';

/** A title over lines; nothing where there are none. */
export const section = (title: string, lines: readonly Line[]): readonly Line[] =>
  lines.length === 0 ? [] : [EMPTY, line(0, span('strong', title)), ...lines];

/** A line or more for each type, with the first names. */
export function undeclaredLines(addresses: readonly Address[], title: string, width: number): readonly Line[] {
  const types = undeclaredTypes(addresses);
  const column = types.reduce((most, { type }) => Math.max(most, displayWidth(type)), 0);
  const lines = types.flatMap(({ type, names, more }) => {
    const rows = wrapped(more === 0 ? names : [...names, `and ${more} more`], width - column - 4);
    return rows.map((row, index) => line(2, span('dim', padded(index === 0 ? type : '', column)), `  ${row}`));
  });
  return section(title, lines);
}

/** Words joined by commas, in rows that fit. A word that is too wide has a row of its own. */
function wrapped(words: readonly string[], width: number): readonly string[] {
  const rows: string[] = [];
  for (const word of words) {
    const longer = `${rows.at(-1)}, ${word}`;
    if (rows.length > 0 && displayWidth(longer) < width) rows[rows.length - 1] = longer;
    else rows.push(word);
  }
  return rows.map((row, index) => (index < rows.length - 1 ? `${row},` : row));
}
