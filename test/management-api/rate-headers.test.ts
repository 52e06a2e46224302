import { expect, test } from 'vitest';
import { parseRateReading, parseRetryWait } from '../../src/management-api/rate-limits/rate-headers.ts';

const NOW = Date.parse('2026-11-21T12:00:00Z');
const formatSeconds = (offset: number) => String(NOW / 1000 + offset);
const formatDate = (offset: number) => new Date(NOW + offset * 1000).toUTCString();

test('a reading needs limit and remaining', () => {
  const headers = new Headers({ 'x-ratelimit-limit': '50', 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': formatSeconds(3) });
  expect(parseRateReading(headers, NOW)).toEqual({ limit: 50, remaining: 0, moreInMs: 3000 });
  expect(parseRateReading(new Headers({ 'x-ratelimit-limit': '50', 'x-ratelimit-remaining': '7' }), NOW)).toEqual({
    limit: 50,
    remaining: 7,
    moreInMs: 0,
  });
  for (const broken of [
    {},
    { 'x-ratelimit-limit': '50' },
    { 'x-ratelimit-limit': '50', 'x-ratelimit-remaining': '-1' },
    { 'x-ratelimit-limit': 'many', 'x-ratelimit-remaining': '1' },
    // Found by fuzzing (seed 25879): with this one a refused request waited for ever.
    { 'x-ratelimit-limit': '99999999999', 'x-ratelimit-remaining': '99999999999' },
  ]) {
    expect(parseRateReading(new Headers(broken), NOW)).toBeUndefined();
  }
});

test('the span until the reset is told by the clock of the server: ours may be hours off', () => {
  const headers = {
    'x-ratelimit-limit': '5',
    'x-ratelimit-remaining': '0',
    'x-ratelimit-reset': formatSeconds(7200 + 4),
    date: formatDate(7200),
  };
  expect(parseRateReading(new Headers(headers), NOW)?.moreInMs).toBe(4000);
  expect(parseRetryWait(new Headers(headers), NOW)).toBe(4000);
});

test.each([
  [{ 'retry-after': '7' }, 7000],
  [{ 'retry-after': '0' }, 0],
  [{ 'retry-after': formatDate(9) }, 9000],
  [{ 'retry-after': formatDate(3609), date: formatDate(3600) }, 9000],
  [{ 'retry-after': formatDate(-9) }, 0],
  [{ 'retry-after': '7', 'x-ratelimit-reset': formatSeconds(3) }, 7000],
  [{ 'retry-after': 'soon', 'x-ratelimit-reset': formatSeconds(3) }, 3000],
  [{ 'x-ratelimit-reset': formatSeconds(-3) }, 0],
  [{}, undefined],
])('%j', (headers, ms) => {
  expect(parseRetryWait(new Headers(headers), NOW)).toBe(ms);
});
