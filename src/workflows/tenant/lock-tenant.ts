import { hostname } from 'node:os';
import { setTimeout as pause } from 'node:timers/promises';
import type { HeldLock, TenantLock } from '../../management-api/coordination/shared-limits.ts';
import { failWith, type Outcome, succeed } from '../../model/plan/outcome.ts';
import type { Problem } from '../../model/problem/problem.ts';
import type { Progress } from '../ports.ts';
import { lockLocally } from './local-lock.ts';
import type { TenantConnection } from './open-tenant.ts';

const POLL_MS = 500;

/** Locks the tenant: across machines if a Redis is configured, otherwise among the processes of this folder. `lockWait`: seconds to wait. */
export async function lockTenant(
  { api, runId, shared }: TenantConnection,
  { lockWait = 0 }: { readonly lockWait?: number },
  progress: Progress,
): Promise<Outcome<TenantLock, Problem>> {
  const identity = await api.identity();
  if (!identity.ok) return failWith(identity.error.problem);
  const until = performance.now() + lockWait * 1000;
  for (;;) {
    const taken = shared
      ? await shared.lock(identity.value.tenant, { run: runId, host: hostname() })
      : lockLocally(identity.value.tenant, runId);
    if (!taken.ok) return taken;
    if (taken.value.kind === 'lock') return succeed(taken.value);
    if (performance.now() >= until) return failWith(createTenantLockedProblem(identity.value.tenant, taken.value));
    progress.show(`waiting for ${describeLockHolder(taken.value)} …`);
    await pause(POLL_MS);
  }
}

const describeLockHolder = ({ by }: HeldLock): string =>
  by ? `the apply ${by.run} on ${by.host}, started at ${by.since}` : 'another apply, of unknown origin';

const createTenantLockedProblem = (tenant: string, held: HeldLock): Problem => ({
  code: 'tenant-locked',
  severity: 'error',
  message: `${tenant} is locked by ${describeLockHolder(held)}: nothing was changed`,
  hint: 'Run tenon again when the other apply has finished, or wait for it with --lock-wait 5m.',
});

export const lockLostProblem: Problem = {
  code: 'lock-lost',
  severity: 'error',
  message: 'the lock on the tenant was lost: operations in progress were finished, and no new ones were started',
  hint: 'Check that no other apply is running and that the Redis of --limiter is reachable. Then run tenon again.',
};
