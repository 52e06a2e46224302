/** A part of a report in several lengths, the longest first. The last one is what must at least be said; it may be empty. */
export interface Piece {
  readonly lengths: readonly string[];
  /** Smaller ones are kept longer, and told in full first. */
  readonly rank: number;
}

export interface Fitted {
  /** What is told of each piece; undefined where there was no room for it. */
  readonly texts: readonly (string | undefined)[];
  readonly cut: number;
  readonly left: number;
}

/** Bytes of UTF-8, of which a text never has fewer than UTF-16 units. */
export const sizeOf = (text: string): number => Buffer.byteLength(text, 'utf8');

/** Says at least something of as many pieces as have room, by rank; then more of them, by rank, as long as there is room left. */
export function fitted(pieces: readonly Piece[], room: number): Fitted {
  const order = [...pieces.keys()].sort((a, b) => (pieces[a]?.rank ?? 0) - (pieces[b]?.rank ?? 0) || a - b);
  const chosen = new Map<number, string>();
  let free = room;
  for (const index of order) {
    const least = pieces[index]?.lengths.at(-1) ?? '';
    if (sizeOf(least) > free) continue;
    chosen.set(index, least);
    free -= sizeOf(least);
  }
  for (const index of order) {
    const now = chosen.get(index);
    if (now === undefined) continue;
    const best = pieces[index]?.lengths.find((text) => sizeOf(text) - sizeOf(now) <= free) ?? now;
    free -= sizeOf(best) - sizeOf(now);
    chosen.set(index, best);
  }
  const cut = pieces.filter((piece, index) => chosen.has(index) && chosen.get(index) !== piece.lengths[0]).length;
  return { texts: pieces.map((_, index) => chosen.get(index)), cut, left: pieces.length - chosen.size };
}
