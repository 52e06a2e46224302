import { hostname } from 'node:os';
import { setTimeout as pause } from 'node:timers/promises';
import type { Held, Lock } from '../management-api/coordination/shared-limits.ts';
import { failure, type Outcome, success } from '../model/plan/outcome.ts';
import type { Problem } from '../model/problem/problem.ts';
import { lockLocally } from './local-lock.ts';
import type { Progress } from './progress.ts';
import type { Tenant } from './tenant.ts';

const LOOK_MS = 500;

/** Takes the lock on the tenant, among all machines by Redis, or else among the processes of this folder; waits as long as is asked for. */
export async function lockTenant(
  { api, runId, shared }: Tenant,
  { lockWait = 0 }: { readonly lockWait?: number },
  progress: Progress,
): Promise<Outcome<Lock, Problem>> {
  const identity = await api.identity();
  if (!identity.ok) return failure(identity.error.problem);
  const until = performance.now() + lockWait * 1000;
  for (;;) {
    const taken = shared
      ? await shared.lock(identity.value.tenant, { run: runId, host: hostname() })
      : lockLocally(identity.value.tenant, runId);
    if (!taken.ok) return taken;
    if (taken.value.kind === 'lock') return success(taken.value);
    if (performance.now() >= until) return failure(locked(identity.value.tenant, taken.value));
    progress.show(`waiting for ${holder(taken.value)} …`);
    await pause(LOOK_MS);
  }
}

const holder = ({ by }: Held): string =>
  by ? `the apply ${by.run} on ${by.host}, which began ${by.since}` : 'another apply, which does not say who it is';

const locked = (tenant: string, held: Held): Problem => ({
  code: 'tenant-locked',
  severity: 'error',
  message: `${tenant} is being changed by ${holder(held)}: nothing was changed`,
  hint: 'Run it again when that one is done, or let it wait: --lock-wait 5m.',
});

export const lockLost: Problem = {
  code: 'lock-lost',
  severity: 'error',
  message: 'the lock on the tenant was lost: what was under way was finished, and nothing new was begun',
  hint: 'See whether another apply runs, and that the Redis of --limiter can be reached. Then run it again.',
};
