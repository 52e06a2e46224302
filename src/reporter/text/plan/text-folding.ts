import { makeLine, makeSpan, type StyledLine } from '../lines/styled-line.ts';

/** A part of a section: complete, and on one line. */
export interface FoldablePart {
  readonly full: readonly StyledLine[];
  readonly folded: StyledLine;
}

/** How many lines of a section are shown before the rest is folded to one line each. */
export const SCREENFUL = 40;

/** Shows parts completely up to a screenful, and the others on one line each. The first part is always complete. */
export function foldParts(parts: readonly FoldablePart[]): readonly StyledLine[] {
  let used = 0;
  let foldedCount = 0;
  const lines = parts.flatMap(({ full, folded }) => {
    const isOpen = used < SCREENFUL;
    used += full.length;
    if (!isOpen && full.length > 1) foldedCount += 1;
    return isOpen ? full : [folded];
  });
  return [...lines, ...renderFoldingHint(foldedCount)];
}

/** Says where the values are that a section does not show. */
export const renderFoldingHint = (foldedCount: number): readonly StyledLine[] =>
  foldedCount === 0
    ? []
    : [makeLine(2, makeSpan('dim', `${foldedCount} shown without values; all values: tenon plan --format html`))];
