import { measureWidth } from './display-width.ts';

/** Narrower columns are not wrapped further: a CI log without a terminal may report any width. */
const MIN_COLUMN = 24;

/** Breaks a sentence into lines that fit the width. A word that is wider than a line gets its own line. */
export function wrapText(text: string, width: number): readonly string[] {
  const column = Math.max(MIN_COLUMN, width);
  const lines: string[] = [];
  for (const word of text.split(/\s+/)) {
    const longer = `${lines.at(-1)} ${word}`;
    if (lines.length > 0 && measureWidth(longer) <= column) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines;
}
