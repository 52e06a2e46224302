import { isIP } from 'node:net';
import Bottleneck from 'bottleneck';
import type { Redis, RedisOptions } from 'ioredis';
import { failure, type Outcome, success } from '../../model/plan/outcome.ts';
import type { Problem } from '../../model/problem/problem.ts';
import { type OwnedLock, takeLock } from './redis-lock.ts';
import type { RedisPlace } from './redis-url.ts';
import type { Shared } from './shared-limits.ts';
import { sharedTurns } from './shared-turns.ts';

/** A server that does not answer is as good as none: its client would wait for ever. */
const PATIENCE_MS = 5000;

const optionsFor = ({ host, port, db, username, password, tls }: RedisPlace): RedisOptions => ({
  host,
  port,
  db,
  ...(username === undefined ? {} : { username }),
  ...(password === undefined ? {} : { password }),
  ...(tls ? { tls: isIP(host) ? {} : { servername: host } } : {}),
  connectionName: 'tenon',
  connectTimeout: PATIENCE_MS,
  commandTimeout: PATIENCE_MS,
  maxRetriesPerRequest: 1,
});

/** Buckets and locks in a Redis. `onLost` is told, once, when it can no longer be reached: then everybody counts for himself. */
export async function openRedis(place: RedisPlace, onLost: (problem: Problem) => void): Promise<Outcome<Shared, Problem>> {
  const loaded = await import('ioredis').catch(() => undefined);
  if (!loaded) return failure(missing);
  const client = new loaded.Redis(optionsFor(place));
  const problem = await whyNot(client, place);
  if (problem) {
    client.disconnect();
    return failure(problem);
  }
  // Left alone, it would look for the client library by itself, and not find it in a bundle.
  const connection = new Bottleneck.IORedisConnection({ client, Redis: loaded.Redis });
  return success(sharedOver(client, connection, () => onLost(lost(place))));
}

/** Ready, or what is the matter: the first error counts, for a client goes on trying. */
function whyNot(client: Redis, place: RedisPlace): Promise<Problem | undefined> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve(unusable(place, 'does not answer')), PATIENCE_MS);
    const end = (problem?: Problem): void => {
      clearTimeout(timer);
      resolve(problem);
    };
    client.on('error', (error: unknown) => end(unusable(place, reason(error))));
    client.once('ready', () => end());
  });
}

function sharedOver(client: Redis, connection: Bottleneck.IORedisConnection, onLost: () => void): Shared {
  const locks: OwnedLock[] = [];
  let leave = (): void => undefined;
  const gone = new Promise<void>((resolve) => {
    leave = resolve;
  });
  let reachable = true;
  const lose = (): void => {
    if (reachable) onLost();
    reachable = false;
    leave();
  };
  connection.on('error', lose);
  return {
    turns: (bucket) => {
      const turn = sharedTurns(bucket, connection, lose);
      return () => (reachable ? Promise.race([turn().catch(lose), gone]) : gone);
    },
    lock: async (tenant, holder) => {
      try {
        const taken = await takeLock(client, tenant, holder);
        if (taken.kind === 'lock') locks.push(taken);
        return success(taken);
      } catch (error) {
        return failure(unusable(undefined, reason(error)));
      }
    },
    close: async () => {
      const answers = reachable;
      reachable = false;
      leave();
      await Promise.all(locks.map((lock) => lock.release()));
      await connection.disconnect(answers).catch(() => undefined);
    },
  };
}

/** Never the error's own text, which may repeat what was sent. */
function reason(error: unknown): string {
  const message = error instanceof Error ? error.message : '';
  if (/NOAUTH|WRONGPASS|AUTH|invalid password|NOPERM/i.test(message)) return 'refused the credentials, or allows them too little';
  const code = typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : undefined;
  return code === undefined ? 'cannot be used' : `cannot be reached (${code})`;
}

const HINT = 'Check the address, and credentials in TENON_LIMITER. Without it tenon counts for itself, and takes no lock.';

const unusable = (place: RedisPlace | undefined, what: string): Problem => ({
  code: 'limiter-unusable',
  severity: 'error',
  message: `${place ? `the Redis at ${place.shown}` : 'the Redis of --limiter'} ${what}`,
  hint: HINT,
});

const missing: Problem = {
  code: 'limiter-unusable',
  severity: 'error',
  message: '--limiter needs the package ioredis, which is not installed',
  hint: 'npm install ioredis@5, beside tenon.',
};

const lost = (place: RedisPlace): Problem => ({
  code: 'limiter-lost',
  severity: 'warning',
  message: `the Redis at ${place.shown} cannot be reached any more`,
  hint: 'From here on this run counts for itself, and leaves the usual headroom to others.',
});
