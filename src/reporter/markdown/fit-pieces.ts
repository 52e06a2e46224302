/** A part of a report in several lengths, the longest first. The last one is what must at least be said; it may be empty. */
export interface ReportPiece {
  readonly versions: readonly string[];
  /** Smaller ones are kept longer, and told in full first. */
  readonly rank: number;
}

export interface FittedPieces {
  /** What is told of each piece; undefined where there was no room for it. */
  readonly texts: readonly (string | undefined)[];
  readonly cut: number;
  readonly left: number;
}

/** Bytes of UTF-8, of which a text never has fewer than UTF-16 units. */
export const measureBytes = (text: string): number => Buffer.byteLength(text, 'utf8');

/** Says at least something of as many pieces as have room, by rank; then more of them, by rank, as long as there is room left. */
export function fitPieces(pieces: readonly ReportPiece[], room: number): FittedPieces {
  const order = [...pieces.keys()].sort((a, b) => (pieces[a]?.rank ?? 0) - (pieces[b]?.rank ?? 0) || a - b);
  const chosen = new Map<number, string>();
  let freeBytes = room;
  for (const index of order) {
    const shortest = pieces[index]?.versions.at(-1) ?? '';
    if (measureBytes(shortest) > freeBytes) continue;
    chosen.set(index, shortest);
    freeBytes -= measureBytes(shortest);
  }
  for (const index of order) {
    const current = chosen.get(index);
    if (current === undefined) continue;
    const longest = pieces[index]?.versions.find((text) => measureBytes(text) - measureBytes(current) <= freeBytes) ?? current;
    freeBytes -= measureBytes(longest) - measureBytes(current);
    chosen.set(index, longest);
  }
  const cut = pieces.filter((piece, index) => chosen.has(index) && chosen.get(index) !== piece.versions[0]).length;
  return { texts: pieces.map((_, index) => chosen.get(index)), cut, left: pieces.length - chosen.size };
}
