import { expect, test } from 'vitest';
import { formatDuration, formatTimeLeft } from '../../src/workflows/apply/format-duration.ts';

test.each([
  [1, '1 s'],
  [99_000, '99 s'],
  [99_001, '2 min'],
  [16.5 * 60_000, '17 min'],
  [130 * 60_000, '2 h 10 min'],
])('%d ms: %s', (ms, text) => {
  expect(formatDuration(ms)).toBe(text);
});

test('the rest is told when the pace is known, and there is a rest', () => {
  expect([formatTimeLeft(5000, 9, 2000), formatTimeLeft(5000, 10, 10)]).toEqual(['', '']);
  expect(formatTimeLeft(5000, 10, 2000)).toContain('17 min');
});
