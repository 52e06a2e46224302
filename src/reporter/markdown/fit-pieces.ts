/** A part of a report in several versions, the longest first. The last one is the minimum; it may be empty. */
export interface ReportPiece {
  readonly versions: readonly string[];
  /** Pieces with a lower rank get space first. */
  readonly rank: number;
  /** Gets all the space that it can use before any piece that is not pinned gets some. */
  readonly isPinned?: true;
}

export interface FittedPieces {
  /** The chosen version of each piece; undefined if there was no space for it. */
  readonly texts: readonly (string | undefined)[];
  /** How many pieces are in a shorter version than the longest. */
  readonly shortened: number;
  /** How many pieces are missing. */
  readonly omitted: number;
}

/** Returns the length in UTF-8 bytes, which is never less than the length in UTF-16 units. */
export const measureBytes = (text: string): number => Buffer.byteLength(text, 'utf8');

/**
 * Chooses a version of each piece so that all fit into `room` bytes: first the shortest version of as many pieces as possible,
 * then longer versions while space remains; both by rank. Pinned pieces choose before the others.
 */
export function fitPieces(pieces: readonly ReportPiece[], room: number): FittedPieces {
  const order = [...pieces.keys()].sort((a, b) => (pieces[a]?.rank ?? 0) - (pieces[b]?.rank ?? 0) || a - b);
  const chosen = new Map<number, string>();
  const isPinned = (index: number): boolean => pieces[index]?.isPinned === true;
  const left = chooseVersions(pieces, order.filter(isPinned), room, chosen);
  chooseVersions(
    pieces,
    order.filter((index) => !isPinned(index)),
    left,
    chosen,
  );
  const shortened = pieces.filter((piece, index) => chosen.has(index) && chosen.get(index) !== piece.versions[0]).length;
  return { texts: pieces.map((_, index) => chosen.get(index)), shortened, omitted: pieces.length - chosen.size };
}

/** Adds the chosen versions to `chosen`, and returns how many bytes are left. */
function chooseVersions(
  pieces: readonly ReportPiece[],
  order: readonly number[],
  room: number,
  chosen: Map<number, string>,
): number {
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
  return freeBytes;
}
