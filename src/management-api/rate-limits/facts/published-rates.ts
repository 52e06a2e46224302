/** A token bucket as published: `burst` at once, and `count` come back in every span of time. */
export interface Rate {
  readonly burst: number;
  readonly count: number;
  readonly per: 'second' | 'minute' | 'day';
}

/** The rates of one bucket in each subscription. None: it is not listed there. Two: the pages name both. */
export type PublishedRates = readonly (readonly Rate[])[];

const UNITS = { s: 'second', d: 'day' } as const;
const SPAN_MS = { second: 1000, minute: 60_000, day: 86_400_000 } as const;

/** `- 5/50 100/15/s 20/200,40/500`: a cell for each subscription, requests a minute unless said. */
export const parsePublishedRates = (row: string): PublishedRates =>
  row.split(/\s+/).map((cell) => (cell === '-' ? [] : cell.split(',').map((rate) => parseRate(rate))));

function parseRate(text: string): Rate {
  const [burst, count, unit] = text.split('/');
  return { burst: Number(burst), count: Number(count), per: unit === 's' || unit === 'd' ? UNITS[unit] : 'minute' };
}

export const getSpanMs = (rate: Rate): number => SPAN_MS[rate.per];

export const computeTokensPerMs = (rate: Rate): number => rate.count / getSpanMs(rate);

export const sortSlowestFirst = (rates: readonly Rate[]): readonly Rate[] =>
  rates.toSorted((a, b) => computeTokensPerMs(a) - computeTokensPerMs(b));
