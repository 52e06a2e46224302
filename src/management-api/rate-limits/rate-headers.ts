/** What an answer says about its bucket. Stamps are turned into spans by the server's own clock: ours may be wrong. */
export interface RateReading {
  readonly limit: number;
  readonly remaining: number;
  /** Milliseconds until more requests are allowed; 0 where it is not said. */
  readonly moreInMs: number;
}

interface HeaderReader {
  get(name: string): string | null;
}

/** Requests that no bucket of any subscription holds: a header that speaks of more is not believed, and could hold a limiter up for ever. */
const MAX_TOKENS = 1_000_000;

export function parseRateReading(headers: HeaderReader, now: number): RateReading | undefined {
  const limit = parseWholeNumber(headers.get('x-ratelimit-limit'));
  const remaining = parseWholeNumber(headers.get('x-ratelimit-remaining'));
  if (limit === undefined || remaining === undefined || limit > MAX_TOKENS || remaining > MAX_TOKENS) return undefined;
  return { limit, remaining, moreInMs: computeResetWait(headers, now) ?? 0 };
}

/** How long a refused request has to wait, in the order in which servers can be trusted; `undefined`: they did not say. */
export function parseRetryWait(headers: HeaderReader, now: number): number | undefined {
  const retryAfter = headers.get('retry-after');
  const seconds = parseWholeNumber(retryAfter);
  if (seconds !== undefined) return seconds * 1000;
  const date = retryAfter === null ? Number.NaN : Date.parse(retryAfter);
  if (!Number.isNaN(date)) return Math.max(date - readServerTime(headers, now), 0);
  return computeResetWait(headers, now);
}

/** Both the stamp and the date have whole seconds: what comes out is at most a second too long, never too short. */
function computeResetWait(headers: HeaderReader, now: number): number | undefined {
  const reset = parseWholeNumber(headers.get('x-ratelimit-reset'));
  if (reset === undefined) return undefined;
  return Math.max(reset * 1000 - readServerTime(headers, now), 0);
}

function readServerTime(headers: HeaderReader, now: number): number {
  const date = Date.parse(headers.get('date') ?? '');
  return Number.isNaN(date) ? now : date;
}

function parseWholeNumber(text: string | null): number | undefined {
  return text !== null && /^\d+$/.test(text.trim()) ? Number(text) : undefined;
}
