import { omitUndefined } from '../../../model/json/omit-undefined.ts';
import type { ChangeEntry, ListItem, Sign } from './change-entry.ts';

const OPPOSITE_SIGNS: Readonly<Record<Sign, Sign>> = { '+': '-', '-': '+', '~': '~' };

/** Swaps before and after: what a plan would add is missing in the tenant when shown as drift. */
export function reverseEntry(entry: ChangeEntry): ChangeEntry {
  switch (entry.kind) {
    case 'value': {
      const { before, after, ...rest } = entry;
      return {
        ...rest,
        sign: OPPOSITE_SIGNS[entry.sign],
        ...omitUndefined({ before: after, after: before }),
      };
    }
    case 'secret':
      return { ...entry, sign: OPPOSITE_SIGNS[entry.sign] };
    case 'text':
      return { ...entry, sign: OPPOSITE_SIGNS[entry.sign], before: entry.after, after: entry.before };
    case 'list':
      return { ...entry, items: entry.items.map(reverseItem) };
  }
}

const reverseItem = (item: ListItem): ListItem => ({
  ...item,
  sign: OPPOSITE_SIGNS[item.sign],
  entries: item.entries.map(reverseEntry),
});
