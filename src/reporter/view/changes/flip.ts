import type { Entry, ListItem, Sign } from './entry.ts';

const OPPOSITE: Readonly<Record<Sign, Sign>> = { '+': '-', '-': '+', '~': '~' };

/** The same difference seen from the other side: what a plan adds is what the tenant lacks. */
export function flipped(entry: Entry): Entry {
  switch (entry.kind) {
    case 'value': {
      const { before, after, ...rest } = entry;
      return {
        ...rest,
        sign: OPPOSITE[entry.sign],
        ...(after === undefined ? {} : { before: after }),
        ...(before === undefined ? {} : { after: before }),
      };
    }
    case 'secret':
      return { ...entry, sign: OPPOSITE[entry.sign] };
    case 'text':
      return { ...entry, sign: OPPOSITE[entry.sign], before: entry.after, after: entry.before };
    case 'list':
      return { ...entry, items: entry.items.map(flippedItem) };
  }
}

const flippedItem = (item: ListItem): ListItem => ({ ...item, sign: OPPOSITE[item.sign], entries: item.entries.map(flipped) });
