import type { LimitedApi } from '../management-api/types.ts';
import { changesOf, type Plan } from '../model/plan/plan.ts';
import { duration } from './duration.ts';

/** What reads are counted with where nothing more is known of them. */
const READ = { method: 'GET', path: '/' } as const;
/** Below that nobody looks at the clock. */
const WORTH_TELLING_MS = 1000;

/** What a plan takes by the limits of its tenant, as far as its answers have told them; nothing is said where there are none. */
export function expectedText(plan: Plan, api: LimitedApi): string | undefined {
  const reads = Array.from({ length: plan.cost.reads }, () => READ);
  const expected = api.expectedMs([
    ...reads,
    ...changesOf(plan).flatMap(({ requests }) => requests.filter(({ method }) => method !== 'GET')),
  ]);
  return expected === undefined || expected < WORTH_TELLING_MS
    ? undefined
    : `about ${duration(expected)} at this tenant's rate limit`;
}
