/** A token bucket as Auth0 publishes it. */
export interface Rate {
  /** Size of the bucket. */
  readonly burst: number;
  /** Tokens refilled per second, minute or day. */
  readonly count: number;
  readonly per: 'second' | 'minute' | 'day';
}

/**
 * The rates of one bucket, by subscription. No rate: the subscription does not list the bucket. Two rates: Auth0's pages differ, and either
 * may apply.
 */
export type PublishedRates = readonly (readonly Rate[])[];

const UNITS = { s: 'second', d: 'day' } as const;
const SPAN_MS = { second: 1000, minute: 60_000, day: 86_400_000 } as const;

/** Parses a row like `- 5/50 100/15/s 20/200,40/500`: one cell per subscription, burst/count, per minute unless `/s` or `/d`. */
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
