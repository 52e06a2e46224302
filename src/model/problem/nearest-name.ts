/**
 * Finds the known name that `name` is probably a typo of: the same name in another case style, or one with a letter or two wrong.
 * Every "Did you mean" uses this rule. A wrong guess misleads the reader, so names that differ more have no match (`undefined`).
 */
export function findNearestName(name: string, candidates: Iterable<string>): string | undefined {
  let best: { readonly candidate: string; readonly distance: number } | undefined;
  for (const candidate of candidates) {
    const distance = candidate === name ? undefined : computeTypoDistance(name, candidate);
    if (distance !== undefined && (!best || distance < best.distance)) best = { candidate, distance };
  }
  return best?.candidate;
}

/** Counts the letters that differ. 0: only case or separators differ. Undefined: too different for a typo. */
function computeTypoDistance(name: string, candidate: string): number | undefined {
  const plain = stripSeparators(name);
  const other = stripSeparators(candidate);
  if (plain === other) return plain === '' ? undefined : 0;
  // `v3` and `v4`, `node22` and `node24`: a different number names a different thing.
  if (extractDigits(name) !== extractDigits(candidate) || Math.abs(plain.length - other.length) > MAX_DIFFERENT_LETTERS)
    return undefined;
  const words = splitWords(name);
  const others = splitWords(candidate);
  if (words.length !== others.length) return computeWordDistance(plain, other);
  const distances = words.map((word, index) => computeWordDistance(word, others[index] ?? ''));
  const total = distances.reduce<number>((sum, distance) => sum + (distance ?? Number.POSITIVE_INFINITY), 0);
  return total <= MAX_DIFFERENT_LETTERS ? total : undefined;
}

const MAX_DIFFERENT_LETTERS = 2;
const MIN_COMPARED_LENGTH = 3;
const MIN_EXCHANGE_LENGTH = 5;
const LONG_WORD_LENGTH = 10;

/** In a short word a replaced letter makes another word (`fr-CA`, `fr-CH`); a missing, doubled or transposed one is a typo. */
function computeWordDistance(word: string, other: string): number | undefined {
  if (word === other) return 0;
  const length = Math.min(word.length, other.length);
  if (length < MIN_COMPARED_LENGTH) return undefined;
  const distance = computeEditDistance(word, other);
  if (distance > (length < LONG_WORD_LENGTH ? 1 : MAX_DIFFERENT_LETTERS)) return undefined;
  const isExchanged = word.length === other.length && sortLetters(word) !== sortLetters(other);
  return length < MIN_EXCHANGE_LENGTH && isExchanged ? undefined : distance;
}

const sortLetters = (word: string): string => [...word].sort().join('');

/**
 * Finds the known name that contains all words of `name`: `logo_uri` for `logo`, `regular_web` for `web`. Undefined: there is none, or several.
 * Not a typo, so that only a hint may come from it.
 */
export function findLongerName(name: string, candidates: Iterable<string>): string | undefined {
  const words = splitWords(name);
  const found = [...candidates].filter((candidate) => {
    const others = splitWords(candidate);
    return others.length > words.length && words.every((word) => others.includes(word));
  });
  return words.length > 0 && found.length === 1 ? found[0] : undefined;
}

/** Checks whether two names differ at most in case and separators. */
export const isSameName = (a: string, b: string): boolean => stripSeparators(a) === stripSeparators(b);

/** `Did you mean "callbacks"?`, or nothing if there is no such name. */
export const formatSuggestion = (near: string | undefined): string | undefined => near && `Did you mean "${near}"?`;

/** Maps `redirectUris`, `redirect-uris` and `redirect_uris` to the same text. */
const stripSeparators = (name: string): string => name.toLowerCase().replace(/[_\-\s.]/g, '');
const extractDigits = (name: string): string => name.replace(/[^0-9]+/g, ' ').trim();
const splitWords = (name: string): readonly string[] =>
  name
    .replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '');

/** Counts insertions, deletions, substitutions and transpositions of adjacent letters (Damerau–Levenshtein, optimal string alignment). */
export function computeEditDistance(a: string, b: string): number {
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
