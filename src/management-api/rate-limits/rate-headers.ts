/** The state of a bucket according to the headers of an answer. */
export interface RateReading {
  readonly limit: number;
  readonly remaining: number;
  /** Milliseconds until more requests are allowed; 0 if the answer does not say. */
  readonly moreInMs: number;
}

interface HeaderReader {
  get(name: string): string | null;
}

/** No subscription has a bucket of this size. Larger values are ignored, because they could block the limiter forever. */
const MAX_TOKENS = 1_000_000;

/** Reads the rate-limit headers; `undefined` if they are missing or implausible. `now` is in milliseconds since 1970. */
export function parseRateReading(headers: HeaderReader, now: number): RateReading | undefined {
  const limit = parseWholeNumber(headers.get('x-ratelimit-limit'));
  const remaining = parseWholeNumber(headers.get('x-ratelimit-remaining'));
  if (limit === undefined || remaining === undefined || limit > MAX_TOKENS || remaining > MAX_TOKENS) return undefined;
  return { limit, remaining, moreInMs: computeResetWait(headers, now) ?? 0 };
}

/**
 * Reads how many milliseconds a refused request has to wait: from `Retry-After` if present, otherwise from `X-RateLimit-Reset`.
 * `undefined` if neither header says so.
 */
export function parseRetryWait(headers: HeaderReader, now: number): number | undefined {
  const retryAfter = headers.get('retry-after');
  const seconds = parseWholeNumber(retryAfter);
  if (seconds !== undefined) return seconds * 1000;
  const date = retryAfter === null ? Number.NaN : Date.parse(retryAfter);
  if (!Number.isNaN(date)) return Math.max(date - readServerTime(headers, now), 0);
  return computeResetWait(headers, now);
}

/** Both timestamps have whole seconds, so the result may be up to a second too long, but never too short. */
function computeResetWait(headers: HeaderReader, now: number): number | undefined {
  const reset = parseWholeNumber(headers.get('x-ratelimit-reset'));
  if (reset === undefined) return undefined;
  return Math.max(reset * 1000 - readServerTime(headers, now), 0);
}

/** Timestamps are compared with the server's clock, because the local one may be wrong. */
function readServerTime(headers: HeaderReader, now: number): number {
  const date = Date.parse(headers.get('date') ?? '');
  return Number.isNaN(date) ? now : date;
}

function parseWholeNumber(text: string | null): number | undefined {
  return text !== null && /^\d+$/.test(text.trim()) ? Number(text) : undefined;
}
