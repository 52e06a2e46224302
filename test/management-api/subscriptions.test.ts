import { expect, test } from 'vitest';
import { PLAN_NAMES } from '../../src/emulator/facts/rate-limits.ts';
import { COMPANIES, simulate } from '../support/limit-simulation.ts';

/** So many that the first answers, one after the other, and stamps in whole seconds are little beside all others. */
const REQUESTS = 600;

test.each(PLAN_NAMES.flatMap((plan) => COMPANIES.map((company) => [plan, company] as const)))(
  '%s, %s: nobody is refused, and the time is within a tenth of what the buckets allow',
  async (plan, company) => {
    for (const phase of company === 'beside requests for half' ? [0.1, 0.37, 0.9] : [0.5]) {
      const { refused, theirsRefused, seconds, floor } = await simulate({ plan, company, requests: REQUESTS, phase });
      expect([refused, theirsRefused]).toEqual([0, 0]);
      expect(seconds).toBeLessThan(floor.seconds * 1.1);
    }
  },
);
