import { type Address, splitAddress } from '../../model/address.ts';
import { groupBy } from '../../model/group-by.ts';
import type { UndeclaredItems } from '../../model/plan/undeclared-items.ts';
import { formatListedText } from './format-yaml.ts';

/** Resources of one type, or items of one relation: the first names, and the number of names not shown. */
export interface NameGroup {
  /** `roles`, or `members of organizations`. */
  readonly title: string;
  readonly names: readonly string[];
  readonly more: number;
}

const NAMES_SHOWN = 10;

/** @param shown how many names to list per group */
export function groupUndeclared(
  addresses: readonly Address[],
  items: readonly UndeclaredItems[] = [],
  shown = NAMES_SHOWN,
): readonly NameGroup[] {
  const resources = [...groupBy(addresses.map(splitAddress), ({ type }) => type)].map(([title, group]) => ({
    title,
    names: group.map(({ key }) => formatListedText(key)),
  }));
  const named = items.map(({ address, relation, count }) => ({ ...splitAddress(address), relation, count }));
  const related = [...groupBy(named, ({ type, relation }) => `${relation} of ${type}`)].map(([title, group]) => ({
    title,
    names: group.map(({ key, count }) => `${formatListedText(key)} (${count})`),
  }));
  return [...resources, ...related].map(({ title, names }) => ({
    title,
    names: names.slice(0, shown),
    more: Math.max(0, names.length - shown),
  }));
}
