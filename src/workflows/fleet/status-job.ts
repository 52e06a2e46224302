import type { LastRun } from '../../model/fleet-report.ts';
import { omitUndefined } from '../../model/json/omit-undefined.ts';
import { succeed } from '../../model/plan/outcome.ts';
import type { CacheOptions } from '../tenant/read-tenant.ts';
import { findLastRuns } from './last-runs.ts';
import { createDriftJob } from './read-only-jobs.ts';
import { describeFailure } from './row-facts.ts';
import type { TenantJob } from './tenant-job.ts';

/** Says whether a tenant is as its definition says, and when it was last applied from this folder. */
export function createStatusJob(caching: CacheOptions): TenantJob {
  const lastRuns = findLastRuns();
  const compare = createDriftJob(caching);
  return async (prepared, ports) => {
    const compared = await compare(prepared, ports);
    const { shown, ...outcome } = compared.ok ? compared.value : describeFailure(compared.error);
    const domain = shown?.kind === 'drift' ? shown.drift.tenant : (prepared.tenant.target?.domain ?? '');
    const lastRun: LastRun | undefined = lastRuns.get(domain);
    return succeed({ ...outcome, ...omitUndefined({ lastRun }) });
  };
}
