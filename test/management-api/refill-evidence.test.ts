import fc from 'fast-check';
import { expect, test } from 'vitest';
import { GLOBAL_BUCKET, PUBLISHED_BUCKETS } from '../../src/management-api/rate-limits/facts/bucket-facts.ts';
import { findRatesWithLimit, PossibleSubscriptions } from '../../src/management-api/rate-limits/facts/possible-subscriptions.ts';
import { computeTokensPerMs, type Rate } from '../../src/management-api/rate-limits/facts/published-rates.ts';
import { RefillEvidence } from '../../src/management-api/rate-limits/refill-evidence.ts';

/** Limits that are published with several rates. */
const AMBIGUOUS = [GLOBAL_BUCKET, ...PUBLISHED_BUCKETS].flatMap((facts) => {
  const limits = new Set(facts.rates.flat().map(({ burst }) => burst));
  return [...limits]
    .map((limit) => findRatesWithLimit(facts, limit))
    .filter((rates) => new Set(rates.map(computeTokensPerMs)).size > 1);
});

/** Requests one after the other to a bucket of a true rate; others take a share of what comes back. */
function observe(evidence: RefillEvidence, truth: Rate, candidates: readonly Rate[], pauses: readonly number[], share: number) {
  let [level, now] = [truth.burst, 0];
  for (const pause of pauses) {
    const sentAt = now + pause;
    level = Math.min(truth.burst, level + (pause + 20) * computeTokensPerMs(truth) * (1 - share));
    now = sentAt + 20;
    if (level < 1) continue;
    level -= 1;
    evidence.observe({ limit: truth.burst, remaining: Math.floor(level), moreInMs: 0 }, sentAt, now, candidates);
  }
}

test('there are limits that are published with several rates', () => {
  expect(AMBIGUOUS.length).toBeGreaterThan(3);
});

test('no rate faster than the true one is ever believed', () => {
  const pauses = fc.array(fc.integer({ min: 1, max: 5000 }), { minLength: 20, maxLength: 120 });
  const share = fc.constantFrom(0, 0.5);
  fc.assert(
    fc.property(fc.constantFrom(...AMBIGUOUS), fc.nat(), pauses, share, (candidates, pick, steps, taken) => {
      const truth = candidates[pick % candidates.length];
      if (!truth) return;
      const evidence = new RefillEvidence();
      observe(evidence, truth, candidates, steps, taken);
      expect(computeTokensPerMs(evidence.findSlowest(candidates) ?? truth)).toBeLessThanOrEqual(computeTokensPerMs(truth));
    }),
  );
});

test('the true rate is found where the bucket is in use, and doubted again after a refusal', () => {
  // Of large buckets it takes more requests than a test should make.
  for (const candidates of AMBIGUOUS.filter(([rate]) => rate && rate.burst <= 50)) {
    const truth = candidates.at(-1);
    if (!truth) continue;
    const evidence = new RefillEvidence();
    observe(
      evidence,
      truth,
      candidates,
      Array.from({ length: 400 }, () => 1.02 / computeTokensPerMs(truth)),
      0,
    );
    expect(evidence.findSlowest(candidates)).toEqual(truth);
    evidence.forget();
    expect(evidence.findSlowest(candidates)).toEqual(candidates[0]);
  }
});

test('what a subscription excludes raises no rate', () => {
  const before = findRatesWithLimit(GLOBAL_BUCKET, 50);
  const subscriptions = new PossibleSubscriptions();
  for (const facts of PUBLISHED_BUCKETS) for (const limit of [5, 10, 50]) subscriptions.recordLimit(facts, limit);
  expect(findRatesWithLimit(GLOBAL_BUCKET, 50)).toEqual(before);
  expect(before[0]).toMatchObject({ count: 16 });
});
