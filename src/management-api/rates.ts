/** A token bucket as published: `burst` at once, and `count` come back in every span of time. */
export interface Rate {
  readonly burst: number;
  readonly count: number;
  readonly per: 'second' | 'minute' | 'day';
}

export const perMinute = (...rates: readonly (readonly [burst: number, count: number])[]): readonly Rate[] =>
  rates.map(([burst, count]) => ({ burst, count, per: 'minute' }));

const perSecond = (...rates: readonly (readonly [burst: number, count: number])[]): readonly Rate[] =>
  rates.map(([burst, count]) => ({ burst, count, per: 'second' }));

/** Essentials, Professional and B2B: all endpoints that have no bucket of their own. */
export const TIER_APART: readonly Rate[] = perMinute([10, 150]);

/** Free; Essentials, Professional and B2B; Enterprise for production and not; the private clouds from 20 to 10,000 requests a second. */
export const TIERS_WIDE: readonly Rate[] = [
  ...perSecond([2, 2], [10, 2], [50, 16]),
  ...TIER_APART,
  ...perSecond([20, 20], [50, 50], [250, 250], [750, 750], [1500, 1500], [3000, 3000], [5000, 5000]),
];

const SPAN_MS = { second: 1000, minute: 60_000, day: 86_400_000 } as const;

export const spanOf = (rate: Rate): number => SPAN_MS[rate.per];

export const tokensPerMs = (rate: Rate): number => rate.count / spanOf(rate);

/** The slowest and the fastest of the rates that come with this burst. */
export function rateRange(rates: readonly Rate[], burst: number): readonly [slowest?: Rate, fastest?: Rate] {
  const fitting = rates.filter((rate) => rate.burst === burst).sort((a, b) => tokensPerMs(a) - tokensPerMs(b));
  const [slowest] = fitting;
  const fastest = fitting.at(-1);
  return slowest && fastest ? [slowest, fastest] : [];
}
