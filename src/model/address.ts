/** `type/key`: `roles/admin`, `clients/Storefront`; a singleton's address is its type alone: `tenant`. */
export type Address = string;

export const toAddress = (type: string, key: string): Address => (key === '' ? type : `${type}/${key}`);

/** The key may hold slashes (an API's identifier is a URL): only the first one separates. */
export function splitAddress(address: Address): { readonly type: string; readonly key: string } {
  const slash = address.indexOf('/');
  return slash < 0 ? { type: address, key: '' } : { type: address.slice(0, slash), key: address.slice(slash + 1) };
}

/** A key of several fields is their values joined by `|`; a `|` inside a value is escaped, so that no two keys collide. */
export const joinKey = (parts: readonly string[]): string => (parts.length === 1 ? (parts[0] ?? '') : joinParts(parts));

/** The same for a key whose last fields may be left out: escaped also where a single one is left. */
export const joinParts = (parts: readonly string[]): string => parts.map((part) => part.replace(/[\\|]/g, '\\$&')).join('|');

/** The values that `joinParts` joined. */
export function splitParts(key: string): readonly string[] {
  const parts: string[] = [];
  let part = '';
  for (const [piece] of key.matchAll(/\\.|[^\\]|\\$/gs)) {
    if (piece !== '|') part += piece.length > 1 ? piece.slice(1) : piece;
    else {
      parts.push(part);
      part = '';
    }
  }
  return [...parts, part];
}

/** Whether an address matches a pattern in which `*` stands for any characters (as in `protect` and `ignore`). */
export function isPatternMatch(text: string, pattern: string): boolean {
  const pieces = pattern.split('*');
  const first = pieces[0] ?? '';
  if (pieces.length === 1) return text === first;
  const last = pieces[pieces.length - 1] ?? '';
  if (text.length < first.length + last.length || !text.startsWith(first) || !text.endsWith(last)) return false;
  let from = first.length;
  for (const piece of pieces.slice(1, -1)) {
    const found = text.indexOf(piece, from);
    if (found < 0 || found + piece.length > text.length - last.length) return false;
    from = found + piece.length;
  }
  return true;
}
