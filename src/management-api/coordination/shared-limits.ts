import type { Outcome } from '../../model/plan/outcome.ts';
import type { Problem } from '../../model/problem/problem.ts';
import type { Rate } from '../rate-limits/facts/published-rates.ts';

/** What several processes that work on one tenant have in common. */
export interface SharedLimits {
  /** Resolves when one more request may go out, all processes together. */
  createTurn(bucket: SharedBucket): Turn;
  /** Who else holds it is a value, no problem: one may wait for him. */
  lock(tenant: string, holder: LockHolder): Promise<Outcome<TenantLock | HeldLock, Problem>>;
  /** Lets go of what it holds. */
  close(): Promise<void>;
}

export type Turn = () => Promise<void>;

export interface SharedBucket {
  readonly tenant: string;
  readonly name: string;
  /** As the server names it: another limit is another subscription. */
  readonly limit: number;
  readonly rate: Rate;
  /** What of it is not left to others. */
  readonly usable: number;
  /** What it holds as far as is known, should nobody have counted before. */
  readonly available: number;
}

export interface LockHolder {
  readonly run: string;
  readonly host: string;
}

export interface TenantLock {
  readonly kind: 'lock';
  /** Aborted when it may be somebody else's. */
  readonly lost: AbortSignal;
}

export interface HeldLock {
  readonly kind: 'held';
  /** Unknown where it ended while we asked, or was not written by us. */
  readonly by: (LockHolder & { readonly since: string }) | undefined;
}
