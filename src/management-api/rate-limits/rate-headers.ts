/** What an answer says about its bucket. Stamps are turned into spans by the server's own clock: ours may be wrong. */
export interface RateReading {
  readonly limit: number;
  readonly remaining: number;
  /** Milliseconds until more requests are allowed; 0 where it is not said. */
  readonly moreInMs: number;
}

interface Headers {
  get(name: string): string | null;
}

/** Requests that no bucket of any subscription holds: a header that speaks of more is not believed, and could hold a limiter up for ever. */
const MOST = 1_000_000;

export function rateReading(headers: Headers, now: number): RateReading | undefined {
  const limit = numberOf(headers.get('x-ratelimit-limit'));
  const remaining = numberOf(headers.get('x-ratelimit-remaining'));
  if (limit === undefined || remaining === undefined || limit > MOST || remaining > MOST) return undefined;
  return { limit, remaining, moreInMs: untilReset(headers, now) ?? 0 };
}

/** How long a refused request has to wait, in the order in which servers can be trusted; `undefined`: they did not say. */
export function waitOf(headers: Headers, now: number): number | undefined {
  const after = headers.get('retry-after');
  const seconds = numberOf(after);
  if (seconds !== undefined) return seconds * 1000;
  const date = after === null ? Number.NaN : Date.parse(after);
  if (!Number.isNaN(date)) return Math.max(date - serverTime(headers, now), 0);
  return untilReset(headers, now);
}

/** Both the stamp and the date have whole seconds: what comes out is at most a second too long, never too short. */
function untilReset(headers: Headers, now: number): number | undefined {
  const reset = numberOf(headers.get('x-ratelimit-reset'));
  if (reset === undefined) return undefined;
  return Math.max(reset * 1000 - serverTime(headers, now), 0);
}

function serverTime(headers: Headers, now: number): number {
  const date = Date.parse(headers.get('date') ?? '');
  return Number.isNaN(date) ? now : date;
}

function numberOf(text: string | null): number | undefined {
  return text !== null && /^\d+$/.test(text.trim()) ? Number(text) : undefined;
}
