import { randomBytes } from 'node:crypto';
import { isObject } from '../../model/json/json-value.ts';
import { systemClock } from '../client-clock.ts';
import type { HeldLock, LockHolder, TenantLock } from './shared-limits.ts';

/** The Redis commands that the lock uses. */
export interface LockStore {
  set(key: string, value: string, unit: 'PX', ms: number, condition: 'NX'): Promise<'OK' | null>;
  get(key: string): Promise<string | null>;
  eval(script: string, keys: number, ...args: readonly (string | number)[]): Promise<unknown>;
}

export interface OwnedLock extends TenantLock {
  release(): Promise<void>;
}

/** After a crash of its owner, a lock expires within this time. */
const TTL_MS = 15_000;
const RENEW_MS = 4000;

const RENEW = "if redis.call('get', KEYS[1]) == ARGV[1] then return redis.call('pexpire', KEYS[1], ARGV[2]) else return 0 end";
const RELEASE = "if redis.call('get', KEYS[1]) == ARGV[1] then return redis.call('del', KEYS[1]) else return 0 end";

/** Takes the lock on a tenant if it is free. The lock is renewed until it is released, and expires if its owner dies. */
export async function takeLock(store: LockStore, tenant: string, { run, host }: LockHolder): Promise<OwnedLock | HeldLock> {
  const key = `tenon:lock:${tenant}`;
  // RENEW and RELEASE compare the whole value; the random token makes sure that only the owner's value matches.
  const value = JSON.stringify({ run, host, since: new Date().toISOString(), token: randomBytes(16).toString('hex') });
  const requestedAt = systemClock.now();
  if ((await store.set(key, value, 'PX', TTL_MS, 'NX')) !== 'OK') return { kind: 'held', by: parseHolder(await store.get(key)) };
  return keepRenewed(store, key, value, requestedAt + TTL_MS);
}

function keepRenewed(store: LockStore, key: string, value: string, until: number): OwnedLock {
  const lossController = new AbortController();
  let validUntil = until;
  const renew = async (): Promise<void> => {
    const requestedAt = systemClock.now();
    const renewed = await store.eval(RENEW, 1, key, value, TTL_MS).catch(() => undefined);
    if (renewed === 1) validUntil = requestedAt + TTL_MS;
    // Without an answer, the lock is still ours until the last confirmed expiry.
    if (renewed === 0 || systemClock.now() + RENEW_MS > validUntil) end();
  };
  const timer = setInterval(() => void renew(), RENEW_MS);
  const end = (): void => {
    clearInterval(timer);
    lossController.abort('the lock on the tenant was lost');
  };
  return {
    kind: 'lock',
    lost: lossController.signal,
    release: async () => {
      clearInterval(timer);
      await store.eval(RELEASE, 1, key, value).catch(() => undefined);
    },
  };
}

function parseHolder(text: string | null): HeldLock['by'] {
  const value = tryParseJson(text);
  if (!isObject(value)) return undefined;
  const { run, host, since } = value;
  return isName(run) && isName(host) && isName(since) ? { run, host, since } : undefined;
}

/** The value is shown on terminals and any Redis client may have written it, so only harmless characters are accepted. */
const isName = (value: unknown): value is string => typeof value === 'string' && /^[\w.:-]{1,253}$/.test(value);

function tryParseJson(text: string | null): unknown {
  try {
    return JSON.parse(text ?? '');
  } catch {
    return undefined;
  }
}
