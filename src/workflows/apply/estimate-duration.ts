import type { LimitedApi } from '../../management-api/management-api.ts';
import { listChanges, type Plan } from '../../model/plan/plan.ts';
import { formatDuration } from './format-duration.ts';

/** Used for every read, because a plan counts its reads without listing them. */
const SAMPLE_READ = { method: 'GET', path: '/' } as const;
/** Shorter estimates are not worth showing. */
const MIN_SHOWN_MS = 1000;

/** Formats how long applying takes at the tenant's rate limits. Undefined: less than a second, or the limits are not known yet. */
export function formatEstimatedDuration(plan: Plan, api: LimitedApi): string | undefined {
  const reads = Array.from({ length: plan.cost.reads }, () => SAMPLE_READ);
  const estimatedMs = api.estimateMs([
    ...reads,
    ...listChanges(plan).flatMap(({ requests }) => requests.filter(({ method, carried }) => method !== 'GET' && !carried)),
  ]);
  return estimatedMs === undefined || estimatedMs < MIN_SHOWN_MS
    ? undefined
    : `about ${formatDuration(estimatedMs)} at this tenant's rate limit`;
}
