import fc from 'fast-check';
import { expect, test } from 'vitest';
import { BucketEstimate } from '../../src/management-api/rate-limits/facts/bucket-estimate.ts';
import { GLOBAL_BUCKET } from '../../src/management-api/rate-limits/facts/bucket-facts.ts';
import { computeTokensPerMs, type Rate } from '../../src/management-api/rate-limits/facts/published-rates.ts';
import type { RateReading } from '../../src/management-api/rate-limits/rate-headers.ts';

const buildRatePerSecond = (burst: number, count: number): Rate => ({ burst, count, per: 'second' });
const buildRatePerMinute = (burst: number, count: number): Rate => ({ burst, count, per: 'minute' });
const buildReading = (limit: number, remaining: number, moreInMs = 0): RateReading => ({ limit, remaining, moreInMs });

test('the headroom stays for others, and at least one request is ours', () => {
  expect(new BucketEstimate(buildReading(50, 50), 0, buildRatePerSecond(50, 16), 0.2, 0).countAvailable(0)).toBe(40);
  expect(new BucketEstimate(buildReading(50, 10), 0, buildRatePerSecond(50, 16), 0.2, 0).countAvailable(0)).toBe(0);
  expect(new BucketEstimate(buildReading(2, 2), 0, buildRatePerSecond(2, 2), 0.2, 0).countAvailable(0)).toBe(1);
  expect(new BucketEstimate(buildReading(1, 1), 0, undefined, 0.9, 0).countAvailable(0)).toBe(1);
  expect(new BucketEstimate(buildReading(50, 50), 0, buildRatePerSecond(50, 16), 0, 0).countAvailable(0)).toBe(44);
  expect(new BucketEstimate(buildReading(10, 10), 0, buildRatePerSecond(10, 2), 0, 0).countAvailable(0)).toBe(8);
});

test('what was under way when it began may not be counted in the reading', () => {
  expect(new BucketEstimate(buildReading(50, 50), 9, buildRatePerSecond(50, 16), 0.2, 0).countAvailable(0)).toBe(31);
});

test('a bucket that refills by the millisecond grows at once, and says when the next one may go', () => {
  const estimate = new BucketEstimate(buildReading(10, 2), 0, buildRatePerSecond(10, 2), 0.2, 0);
  expect(estimate.countAvailable(0)).toBe(0);
  expect(estimate.computeWaitMs(0)).toBe(502);
  expect(estimate.countAvailable(502)).toBe(1);
  expect(estimate.countAvailable(60_000)).toBe(8);
});

test('a bucket that may be topped up at once is not counted on before its reset, and then with caution', () => {
  const estimate = new BucketEstimate(buildReading(5, 1, 3000), 0, buildRatePerMinute(5, 60), 0.2, 0);
  expect([estimate.countAvailable(2999), estimate.computeWaitMs(0)]).toEqual([0, 3000]);
  // Three have come back by the rate; somebody else may have spent of them.
  expect(estimate.countAvailable(3000)).toBe(1);
});

test('growth that is held back outlives a request that goes out meanwhile', () => {
  const estimate = new BucketEstimate(buildReading(10, 4, 4000), 0, buildRatePerMinute(10, 60), 0.2, 0);
  estimate.start(3000);
  expect(estimate.countAvailable(4000)).toBe(2);
});

test('an answer brackets the level: what is under way may or may not be counted in it', () => {
  const estimate = new BucketEstimate(buildReading(50, 40), 0, buildRatePerSecond(50, 16), 0.2, 0);
  const [first, second_, third] = [estimate.start(0), estimate.start(0), estimate.start(0)];
  expect(estimate.countAvailable(0)).toBe(27);
  estimate.recordReading(first, buildReading(50, 39), 0, 0);
  expect(estimate.countAvailable(0)).toBe(27);
  estimate.end(first);
  // The last one was counted before the one in the middle.
  estimate.recordReading(third, buildReading(50, 38), 0, 0);
  estimate.end(third);
  expect(estimate.countAvailable(0)).toBe(27);
  estimate.recordReading(second_, buildReading(50, 37), 0, 0);
  expect(estimate.countAvailable(0)).toBe(27);
});

test('others who spend show at once', () => {
  const estimate = new BucketEstimate(buildReading(50, 50), 0, buildRatePerSecond(50, 16), 0.2, 0);
  const number = estimate.start(0);
  estimate.recordReading(number, buildReading(50, 20), 0, 0);
  estimate.end(number);
  expect(estimate.countAvailable(0)).toBe(10);
});

test('a refusal empties it', () => {
  const estimate = new BucketEstimate(buildReading(50, 50), 0, buildRatePerSecond(50, 16), 0.2, 0);
  estimate.drain(0);
  expect(estimate.countAvailable(0)).toBe(0);
  expect(estimate.computeWaitMs(0)).toBe(Math.ceil(2 + 11 / 0.016));
});

test.each([
  [0, 'a refusal is the last that is known'],
  [3, 'requests that were under way end without an answer'],
])('of a limit that is not published it is asked once after the reset: %i under way', (underWay) => {
  const estimate = new BucketEstimate(buildReading(2000, 2000, 1000), 0, undefined, 0.2, 0);
  const numbers = Array.from({ length: underWay }, () => estimate.start(0));
  const number = estimate.start(0);
  estimate.recordReading(number, buildReading(2000, 0, 4000), 0, 100);
  estimate.drain(100);
  for (const one of [...numbers, number]) estimate.end(one);
  expect([estimate.countAvailable(4000), estimate.computeWaitMs(200)]).toEqual([0, 3900]);
  expect(estimate.countAvailable(4100)).toBe(1);
  const question = estimate.start(4100);
  expect(estimate.countAvailable(60_000)).toBe(0);
  estimate.recordReading(question, buildReading(2000, 1990), 4100, 4200);
  estimate.end(question);
  expect(estimate.countAvailable(4200)).toBe(1590);
});

test('a rate that nobody publishes is found out from what comes back', () => {
  const estimate = new BucketEstimate(buildReading(37, 8, 1000), 0, undefined, 0.2, 0);
  let now = 0;
  let sent = 0;
  const server = { level: 8, at: 0 };
  while (now < 20_000) {
    const count = estimate.countAvailable(now);
    for (let index = 0; index < count; index += 1) {
      const number = estimate.start(now);
      server.level = Math.min(37, server.level + (now - server.at) * 0.01) - 1;
      server.at = now;
      sent += 1;
      estimate.recordReading(number, buildReading(37, Math.floor(server.level), 1000), now, now);
      estimate.end(number);
    }
    now += estimate.computeWaitMs(now) || 1;
  }
  expect(sent).toBeGreaterThan(180);
});

/** A token bucket as Auth0 describes it, and somebody else who takes from it at random moments. */
class SimulatedServer {
  level: number;
  lowest = Number.POSITIVE_INFINITY;
  #at = 0;
  readonly #rate: Rate;
  constructor(rate: Rate) {
    this.#rate = rate;
    this.level = rate.burst;
  }
  take(now: number): RateReading | undefined {
    this.level = Math.min(this.#rate.burst, this.level + (now - this.#at) * computeTokensPerMs(this.#rate));
    this.#at = now;
    if (this.level < 1) return undefined;
    this.level -= 1;
    const moreInMs = Math.ceil((1 - (this.level % 1)) / computeTokensPerMs(this.#rate) / 1000) * 1000;
    return buildReading(this.#rate.burst, Math.floor(this.level), moreInMs);
  }
}

/** Requests answered `latency` later, in virtual time. */
function simulate(rate: Rate, headroom: number, latencies: readonly number[], requests: number) {
  const server = new SimulatedServer(rate);
  const first = server.take(0) ?? buildReading(1, 0);
  const estimate = new BucketEstimate(first, 0, rate, headroom, 0);
  const answers: { sentAt: number; at: number; number: number; reading: RateReading | undefined }[] = [];
  let [now, sent, refused, lowest] = [0, 1, 0, server.level];
  while (sent < requests) {
    for (const answer of answers.filter(({ at }) => at <= now)) {
      if (answer.reading) estimate.recordReading(answer.number, answer.reading, answer.sentAt, now);
      estimate.end(answer.number);
      answers.splice(answers.indexOf(answer), 1);
    }
    if (estimate.countAvailable(now) > 0 && answers.length < 10) {
      const number = estimate.start(now);
      const got = server.take(now);
      if (!got) refused += 1;
      lowest = Math.min(lowest, server.level);
      answers.push({ sentAt: now, at: now + (latencies[sent % latencies.length] ?? 1), number, reading: got });
      sent += 1;
      continue;
    }
    const next = Math.min(...answers.map(({ at }) => at), now + (estimate.computeWaitMs(now) || 1));
    now = Math.max(next, now + 1);
  }
  const usable = rate.burst - Math.min(Math.ceil(headroom * rate.burst), rate.burst - 1);
  return { refused, lowest, ms: now, floor: Math.max(requests - usable, 0) / computeTokensPerMs(rate) };
}

test('alone on a tenant of any subscription nothing is ever refused, the headroom is kept, and no time is lost', () => {
  const latencies = fc.array(fc.integer({ min: 1, max: 400 }), { minLength: 1, maxLength: 12 });
  fc.assert(
    fc.property(
      fc.constantFrom(...GLOBAL_BUCKET.rates.flat()),
      latencies,
      fc.constantFrom(0.1, 0.2, 0.5),
      (rate, delays, headroom) => {
        const { refused, lowest, ms, floor } = simulate(rate, headroom, delays, 300);
        expect(refused).toBe(0);
        expect(lowest).toBeGreaterThanOrEqual(Math.min(Math.ceil(headroom * rate.burst), rate.burst - 1) - 0.001);
        // Ten under way at a time, each as slow as the network.
        const slowest = (300 / 10 + 10) * Math.max(...delays);
        expect(ms).toBeLessThanOrEqual(Math.max(floor * 1.1, 0) + slowest + 2000);
      },
    ),
  );
});
