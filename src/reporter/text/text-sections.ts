import type { Address } from '../../model/address.ts';
import type { UndeclaredItems } from '../../model/plan/undeclared-items.ts';
import { groupUndeclared, type NameGroup } from '../view/undeclared-by-type.ts';
import { measureWidth, padToWidth } from './lines/display-width.ts';
import { EMPTY_LINE, makeLine, makeSpan, type StyledLine } from './lines/styled-line.ts';

/** Renders a title with lines below it; nothing if there are no lines. */
export const renderSection = (title: string, lines: readonly StyledLine[]): readonly StyledLine[] =>
  lines.length === 0 ? [] : [EMPTY_LINE, makeLine(0, makeSpan('strong', title)), ...lines];

/** Lists undeclared resources by type, and items by relation, with the first names of each, wrapped to the width. */
export function renderUndeclaredLines(
  addresses: readonly Address[],
  items: readonly UndeclaredItems[] | undefined,
  title: string,
  width: number,
): readonly StyledLine[] {
  return renderNameGroups(groupUndeclared(addresses, items), title, width);
}

/** Lists the names of each group, wrapped to the width. */
export function renderNameGroups(groups: readonly NameGroup[], title: string, width: number): readonly StyledLine[] {
  const column = groups.reduce((most, group) => Math.max(most, measureWidth(group.title)), 0);
  const lines = groups.flatMap((group) => {
    const rows = wrapWords(group.more === 0 ? group.names : [...group.names, `and ${group.more} more`], width - column - 4);
    return rows.map((row, index) => makeLine(2, makeSpan('dim', padToWidth(index === 0 ? group.title : '', column)), `  ${row}`));
  });
  return renderSection(title, lines);
}

/** Wraps comma-separated words into rows. A word that is wider than a row gets its own row. */
function wrapWords(words: readonly string[], width: number): readonly string[] {
  const rows: string[] = [];
  for (const word of words) {
    const longer = `${rows.at(-1)}, ${word}`;
    if (rows.length > 0 && measureWidth(longer) < width) rows[rows.length - 1] = longer;
    else rows.push(word);
  }
  return rows.map((row, index) => (index < rows.length - 1 ? `${row},` : row));
}
