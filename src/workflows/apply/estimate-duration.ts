import type { LimitedApi } from '../../management-api/management-api.ts';
import { listChanges, type Plan } from '../../model/plan/plan.ts';
import { formatDuration } from './format-duration.ts';

/** What reads are counted with where nothing more is known of them. */
const SAMPLE_READ = { method: 'GET', path: '/' } as const;
/** Below that nobody looks at the clock. */
const MIN_SHOWN_MS = 1000;

/** What a plan takes by the limits of its tenant, as far as its answers have told them; nothing is said where there are none. */
export function formatEstimatedDuration(plan: Plan, api: LimitedApi): string | undefined {
  const reads = Array.from({ length: plan.cost.reads }, () => SAMPLE_READ);
  const estimatedMs = api.estimateMs([
    ...reads,
    ...listChanges(plan).flatMap(({ requests }) => requests.filter(({ method }) => method !== 'GET')),
  ]);
  return estimatedMs === undefined || estimatedMs < MIN_SHOWN_MS
    ? undefined
    : `about ${formatDuration(estimatedMs)} at this tenant's rate limit`;
}
