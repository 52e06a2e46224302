import { expect, test } from 'vitest';
import { SUBSCRIPTION_NAMES, type SubscriptionName } from '../../src/emulator/index.ts';
import { OTHER_LOADS, simulate } from '../support/limit-simulation.ts';
import { pickSample } from '../support/run-size.ts';

/** So many that the first answers, one after the other, and stamps in whole seconds are little beside all others. */
const REQUESTS = 600;
/** 600 take twenty seconds there, of which the beginning and the last reset are a tenth. */
const MORE: Partial<Record<SubscriptionName, number>> = { 'private-100': 1200 };
/** The beginning and the last reset, where the whole run takes few seconds. */
const EDGES_SECONDS = 3;
/** Two requests at once: a way that takes longer now and then costs a whole one, and there is nothing between all and nothing to leave. */
const TWO_AT_ONCE: { readonly plan: SubscriptionName; readonly slack: number; readonly refused: number } = {
  plan: 'free',
  slack: 1.45,
  refused: 7,
};

const CASES = SUBSCRIPTION_NAMES.flatMap((plan) =>
  OTHER_LOADS.flatMap((company) =>
    [0, 0.2].flatMap((headroom) => [false, true].map((rough) => [plan, company, headroom, rough] as const)),
  ),
);

test.each(pickSample(CASES, 5, 'subscriptions'))(
  '%s, %s, headroom %d, slow ways and unsure buckets %s: no refusal, no time lost',
  async (plan, company, headroom, rough) => {
    const scenario = { plan, company, requests: MORE[plan] ?? REQUESTS, headroom, jitter: rough ? 1 : 0, unsure: rough };
    const { refused, theirsRefused, seconds, floor } = await simulate(scenario);
    const isSmallest = plan === TWO_AT_ONCE.plan && rough;
    expect(refused).toBeLessThanOrEqual(isSmallest ? TWO_AT_ONCE.refused : 0);
    // Without headroom the other is left nothing.
    if (headroom > 0) expect(theirsRefused).toBeLessThanOrEqual(isSmallest ? 2 : 0);
    const slack = isSmallest ? TWO_AT_ONCE.slack : 1.05;
    expect(seconds).toBeLessThanOrEqual(Math.max(floor.seconds * slack, floor.seconds + EDGES_SECONDS));
  },
);

test.each([0.1, 0.37, 0.9])('whenever the other asks (%d of a pause later), nobody is refused', async (phase) => {
  for (const plan of pickSample(SUBSCRIPTION_NAMES, 2, `phase ${phase}`)) {
    const { refused, theirsRefused } = await simulate({ plan, company: 'beside requests for half', requests: 240, phase });
    expect([plan, refused, theirsRefused]).toEqual([plan, 0, 0]);
  }
});
