import type { ResourceBlock } from '../changes/resource-blocks.ts';

/** More names than this are shortened to the first and the last. */
const NAMES_SHOWN = 3;

/** `customer-001 … customer-060`, or all names if they are few. */
export function listRangeNames(blocks: readonly ResourceBlock[]): readonly string[] {
  const names = blocks.map(({ key, type }) => key || type);
  return names.length <= NAMES_SHOWN ? names : [names[0] ?? '', names.at(-1) ?? ''];
}

/** Joins what `listRangeNames` returns, after each name was escaped for its format. */
export const joinRangeNames = (names: readonly string[], count: number): string => names.join(count > NAMES_SHOWN ? ' … ' : ', ');
