import { randomBytes } from 'node:crypto';
import { isObject } from '../../model/json/json-value.ts';
import { systemClock } from '../client-clock.ts';
import type { HeldLock, LockHolder, TenantLock } from './shared-limits.ts';

/** What a lock needs of Redis. */
export interface LockStore {
  set(key: string, value: string, unit: 'PX', ms: number, condition: 'NX'): Promise<'OK' | null>;
  get(key: string): Promise<string | null>;
  eval(script: string, keys: number, ...args: readonly (string | number)[]): Promise<unknown>;
}

export interface OwnedLock extends TenantLock {
  release(): Promise<void>;
}

/** So long nobody gets in after a crash. */
const TTL_MS = 15_000;
const RENEW_MS = 4000;

const RENEW = "if redis.call('get', KEYS[1]) == ARGV[1] then return redis.call('pexpire', KEYS[1], ARGV[2]) else return 0 end";
const RELEASE = "if redis.call('get', KEYS[1]) == ARGV[1] then return redis.call('del', KEYS[1]) else return 0 end";

/** Takes the lock on a tenant, if nobody has it. It is renewed until it is released, and ends by itself when its owner does. */
export async function takeLock(store: LockStore, tenant: string, { run, host }: LockHolder): Promise<OwnedLock | HeldLock> {
  const key = `tenon:lock:${tenant}`;
  // Whole and with a random part, so that nobody renews or deletes what is another's by now.
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
    // No answer is no loss yet: the lock is ours until the time that was promised last.
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

/** It is shown on terminals, and anybody may have written it. */
const isName = (value: unknown): value is string => typeof value === 'string' && /^[\w.:-]{1,253}$/.test(value);

function tryParseJson(text: string | null): unknown {
  try {
    return JSON.parse(text ?? '');
  } catch {
    return undefined;
  }
}
