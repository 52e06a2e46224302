import { isIP } from 'node:net';
import Bottleneck from 'bottleneck';
import type { Redis, RedisOptions } from 'ioredis';
import { omitUndefined } from '../../model/json/omit-undefined.ts';
import { failWith, type Outcome, succeed } from '../../model/plan/outcome.ts';
import type { Problem } from '../../model/problem/problem.ts';
import { type OwnedLock, takeLock } from './redis-lock.ts';
import type { RedisAddress } from './redis-url.ts';
import type { SharedLimits } from './shared-limits.ts';
import { createSharedTurn } from './shared-turns.ts';

/** Treat Redis as unreachable after this time; by default, ioredis waits indefinitely. */
const ANSWER_TIMEOUT_MS = 5000;

const buildRedisOptions = ({ host, port, db, username, password, tls }: RedisAddress): RedisOptions => ({
  host,
  port,
  db,
  ...omitUndefined({ username, password }),
  ...(tls ? { tls: isIP(host) ? {} : { servername: host } } : {}),
  connectionName: 'tenon',
  connectTimeout: ANSWER_TIMEOUT_MS,
  commandTimeout: ANSWER_TIMEOUT_MS,
  maxRetriesPerRequest: 1,
});

/**
 * Connects to Redis for shared rate limits and locks.
 *
 * @param onLost called once if the connection is lost; from then on this process counts on its own
 */
export async function openRedis(
  address: RedisAddress,
  onLost: (problem: Problem) => void,
): Promise<Outcome<SharedLimits, Problem>> {
  const loaded = await import('ioredis').catch(() => undefined);
  if (!loaded) return failWith(missingPackageProblem);
  const client = new loaded.Redis(buildRedisOptions(address));
  const problem = await findConnectionProblem(client, address);
  if (problem) {
    client.disconnect();
    return failWith(problem);
  }
  // Bottleneck gets the ioredis module explicitly, because its own lookup fails in a bundle.
  const connection = new Bottleneck.IORedisConnection({ client, Redis: loaded.Redis });
  return succeed(createSharedLimits(client, connection, () => onLost(buildLostProblem(address))));
}

/** Waits until the client is ready or reports its first error; the client itself would keep reconnecting. */
function findConnectionProblem(client: Redis, address: RedisAddress): Promise<Problem | undefined> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve(buildUnusableProblem(address, 'does not answer')), ANSWER_TIMEOUT_MS);
    const end = (problem?: Problem): void => {
      clearTimeout(timer);
      resolve(problem);
    };
    client.on('error', (error: unknown) => end(buildUnusableProblem(address, explainRedisError(error))));
    client.once('ready', () => end());
  });
}

function createSharedLimits(client: Redis, connection: Bottleneck.IORedisConnection, onLost: () => void): SharedLimits {
  const locks: OwnedLock[] = [];
  let endWaits = (): void => undefined;
  const unreachable = new Promise<void>((resolve) => {
    endWaits = resolve;
  });
  let isReachable = true;
  const markLost = (): void => {
    if (isReachable) onLost();
    isReachable = false;
    endWaits();
  };
  connection.on('error', markLost);
  return {
    createTurn: (bucket) => {
      const turn = createSharedTurn(bucket, connection, markLost);
      return () => (isReachable ? Promise.race([turn().catch(markLost), unreachable]) : unreachable);
    },
    lock: async (tenant, holder) => {
      try {
        const taken = await takeLock(client, tenant, holder);
        if (taken.kind === 'lock') locks.push(taken);
        return succeed(taken);
      } catch (error) {
        return failWith(buildUnusableProblem(undefined, explainRedisError(error)));
      }
    },
    close: async () => {
      const wasReachable = isReachable;
      isReachable = false;
      endWaits();
      await Promise.all(locks.map((lock) => lock.release()));
      await connection.disconnect(wasReachable).catch(() => undefined);
    },
  };
}

/** Explains an error without quoting its message, which may repeat what was sent, such as a password. */
function explainRedisError(error: unknown): string {
  const message = error instanceof Error ? error.message : '';
  if (/NOAUTH|WRONGPASS|AUTH|invalid password|NOPERM/i.test(message)) return 'refused the credentials or denied a permission';
  const code = typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : undefined;
  return code === undefined ? 'cannot be used' : `cannot be reached (${code})`;
}

const UNUSABLE_HINT =
  'Check the address, and the credentials in TENON_LIMITER. Without a limiter, tenon counts only its own requests and takes no lock.';

const buildUnusableProblem = (address: RedisAddress | undefined, what: string): Problem => ({
  code: 'limiter-unusable',
  severity: 'error',
  message: `${address ? `the Redis at ${address.shown}` : 'the Redis of --limiter'} ${what}`,
  hint: UNUSABLE_HINT,
});

const missingPackageProblem: Problem = {
  code: 'limiter-unusable',
  severity: 'error',
  message: '--limiter requires the package ioredis, which is not installed',
  hint: 'Run `npm install ioredis@5` in the project where tenon is installed.',
};

const buildLostProblem = (address: RedisAddress): Problem => ({
  code: 'limiter-lost',
  severity: 'warning',
  message: `lost the connection to the Redis at ${address.shown}`,
  hint: 'From now on, this run counts only its own requests and leaves the usual headroom to others.',
});
