/** Names a resource as `type/key`: `roles/admin`, `clients/Storefront`. The address of a singleton is its type alone: `tenant`. */
export type Address = string;

export const toAddress = (type: string, key: string): Address => (key === '' ? type : `${type}/${key}`);

/** Splits at the first slash only: a key may contain slashes (the identifier of an API is often a URL). */
export function splitAddress(address: Address): { readonly type: string; readonly key: string } {
  const slash = address.indexOf('/');
  return slash < 0 ? { type: address, key: '' } : { type: address.slice(0, slash), key: address.slice(slash + 1) };
}

/** Builds a key from the values of its fields: joined by `|`, with `|` and `\` inside a value escaped so that keys cannot collide. */
export const joinKey = (parts: readonly string[]): string => (parts.length === 1 ? (parts[0] ?? '') : joinParts(parts));

/** Like `joinKey`, but also escapes a single value: for keys whose trailing fields are optional. */
export const joinParts = (parts: readonly string[]): string => parts.map((part) => part.replace(/[\\|]/g, '\\$&')).join('|');

/** Returns the values that `joinParts` joined. */
export function splitParts(key: string): readonly string[] {
  if (!/[|\\]/.test(key)) return [key];
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

/** Checks a text against a pattern in which `*` matches any characters (`reconcile.protect`, `reconcile.ignore`, `--resend`). */
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
