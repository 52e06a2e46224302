import type { Outcome } from '../../model/plan/outcome.ts';
import type { Problem } from '../../model/problem/problem.ts';
import type { Rate } from '../rate-limits/facts/published-rates.ts';

/** Rate limits and locks that several processes share while they work on one tenant. */
export interface SharedLimits {
  /** Creates the gate of one bucket, which admits requests of all processes together at the bucket's rate. */
  createTurn(bucket: SharedBucket): Turn;
  /** Takes the lock on a tenant. A lock held by somebody else is not an error, because the caller may wait for it. */
  lock(tenant: string, holder: LockHolder): Promise<Outcome<TenantLock | HeldLock, Problem>>;
  /** Releases all locks and closes the connection. */
  close(): Promise<void>;
}

/** Resolves when one more request may be sent. */
export type Turn = () => Promise<void>;

export interface SharedBucket {
  readonly tenant: string;
  readonly name: string;
  /** The bucket's size as the server reports it. */
  readonly limit: number;
  readonly rate: Rate;
  /** Tokens that tenon may use; the others are the headroom for other clients. */
  readonly usable: number;
  /** Tokens available now, which is where counting starts if this process is the first one to use the bucket. */
  readonly available: number;
}

export interface LockHolder {
  readonly run: string;
  readonly host: string;
}

export interface TenantLock {
  readonly kind: 'lock';
  /** Aborts when the lock can no longer be guaranteed. */
  readonly lost: AbortSignal;
}

export interface HeldLock {
  readonly kind: 'held';
  /** `undefined` if the lock expired in the meantime or has an unknown format. */
  readonly by: (LockHolder & { readonly since: string }) | undefined;
}
