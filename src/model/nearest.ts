/** The candidate that was probably meant, or undefined where none comes near: a wrong guess is worse than none. */
export function nearest(name: string, candidates: Iterable<string>): string | undefined {
  const plain = bare(name);
  const allowed = Math.min(3, Math.floor(plain.length / 3) + 1);
  let best: { readonly candidate: string; readonly distance: number } | undefined;
  for (const candidate of candidates) {
    const other = bare(candidate);
    if (Math.abs(other.length - plain.length) > allowed) continue;
    const distance = editDistance(plain, other);
    if (distance > allowed || distance >= Math.max(plain.length, other.length)) continue;
    if (!best || distance < best.distance) best = { candidate, distance };
  }
  return best?.candidate;
}

/** `redirectUris`, `redirect-uris` and `redirect_uris` are one name in three spellings. */
const bare = (name: string): string => name.toLowerCase().replace(/[_\-\s.]/g, '');

/** How many letters must be put in, left out, exchanged or swapped with their neighbour (Damerau, optimal string alignment). */
export function editDistance(a: string, b: string): number {
  let before: number[] = [];
  let above = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= b.length; column += 1) {
      const same = a[row - 1] === b[column - 1];
      let cost = Math.min((above[column] ?? 0) + 1, (current[column - 1] ?? 0) + 1, (above[column - 1] ?? 0) + (same ? 0 : 1));
      const swapped = row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1];
      if (swapped) cost = Math.min(cost, (before[column - 2] ?? 0) + 1);
      current.push(cost);
    }
    before = above;
    above = current;
  }
  return above[b.length] ?? 0;
}
