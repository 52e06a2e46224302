import { expect, test } from 'vitest';
import { createWaitReporter } from '../../src/cli/output/wait-reporter.ts';

const buildWaitingEvent = (ms: number, until: number, bucket = 'all') =>
  ({ kind: 'waiting', why: 'limit', bucket, ms, until }) as const;

test('a long wait is a line that stays, once for all requests that wait for the same moment', () => {
  const shown: string[] = [];
  const told: string[] = [];
  const report = createWaitReporter({ show: (text) => shown.push(text), writeLine: (text) => told.push(text), clear: () => {} });
  report(buildWaitingEvent(10_000, 10_000));
  expect([shown.length, told.length]).toEqual([1, 0]);
  report(buildWaitingEvent(42_000, 42_000));
  report(buildWaitingEvent(41_990, 42_000));
  report(buildWaitingEvent(42_000, 42_000, 'other'));
  report(buildWaitingEvent(30_000, 90_000));
  expect(told).toHaveLength(3);
  expect(told[0]).toContain('00:00:42');
});
