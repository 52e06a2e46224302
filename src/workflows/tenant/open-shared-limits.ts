import type { SharedLimits } from '../../management-api/coordination/shared-limits.ts';
import { failWith, type Outcome, succeed } from '../../model/plan/outcome.ts';
import type { Problem } from '../../model/problem/problem.ts';
import type { Environment } from '../ports.ts';

/** Connects to the Redis of `--limiter` or TENON_LIMITER. Undefined: none is configured. */
export async function openSharedLimits(
  flag: string | undefined,
  env: Environment,
  onLost: (problem: Problem) => void,
): Promise<Outcome<SharedLimits | undefined, Problem>> {
  const address = flag ?? env.TENON_LIMITER;
  if (!address) return succeed(undefined);
  const { parseRedisUrl } = await import('../../management-api/coordination/redis-url.ts');
  const place = parseRedisUrl(address);
  if (!place.ok) return place;
  if (flag !== undefined && place.value.password !== undefined) return failWith(passwordInFlag);
  const { openRedis } = await import('../../management-api/coordination/open-redis.ts');
  return openRedis(place.value, onLost);
}

const passwordInFlag: Problem = {
  code: 'limiter-invalid',
  severity: 'error',
  message: '--limiter contains a password, which everyone on this machine can see',
  hint: 'Set TENON_LIMITER to the whole URL instead of using the flag.',
};
