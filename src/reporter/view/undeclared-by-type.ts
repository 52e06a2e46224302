import { type Address, splitAddress } from '../../model/address.ts';
import { formatListedText } from './format-yaml.ts';

/** Undeclared resources of one type: the first names, and the number of names not shown. */
export interface UndeclaredType {
  readonly type: string;
  readonly names: readonly string[];
  readonly more: number;
}

const NAMES_SHOWN = 10;

/** @param shown how many names to list per type */
export function groupUndeclaredByType(addresses: readonly Address[], shown = NAMES_SHOWN): readonly UndeclaredType[] {
  const types = new Map<string, string[]>();
  for (const address of addresses) {
    const { type, key } = splitAddress(address);
    const names = types.get(type);
    if (names) names.push(key);
    else types.set(type, [key]);
  }
  return [...types].map(([type, keys]) => ({
    type,
    names: keys.slice(0, shown).map(formatListedText),
    more: Math.max(0, keys.length - shown),
  }));
}
