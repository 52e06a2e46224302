import { PLAN_NAMES } from '../src/emulator/facts/rate-limits.ts';
import { simulate } from '../test/support/limit-simulation.ts';

const REQUESTS = 240;

/** Wall time of the real client against the floor, in each published subscription, alone and beside somebody who takes half. */
export async function measureLimits(): Promise<readonly object[]> {
  const rows: object[] = [];
  for (const plan of PLAN_NAMES) {
    for (const others of [0, 0.5]) {
      const { refused, seconds, floor } = await simulate(plan, others, REQUESTS);
      const [took, least] = [seconds.toFixed(1), floor.toFixed(1)];
      rows.push({ plan, others, requests: REQUESTS, refused, seconds: took, floor: least, ratio: (seconds / floor).toFixed(2) });
    }
  }
  return rows;
}
