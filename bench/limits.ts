import { SUBSCRIPTION_NAMES } from '../src/emulator/index.ts';
import { OTHER_LOADS, simulate } from '../test/support/limit-simulation.ts';

const REQUESTS = 600;

/** Wall time of the real client against the floor, in each published subscription: alone, and beside somebody who takes half. */
export async function measureLimits(): Promise<readonly object[]> {
  const rows: object[] = [];
  for (const plan of SUBSCRIPTION_NAMES) {
    for (const company of OTHER_LOADS) {
      const { refused, theirsRefused, seconds, floor } = await simulate({ plan, company, requests: REQUESTS });
      const times = { seconds: seconds.toFixed(1), floor: floor.seconds.toFixed(1), ratio: (seconds / floor.seconds).toFixed(3) };
      rows.push({ plan, company, refused, theirsRefused, ...times, slowest: floor.by });
    }
  }
  return rows;
}
