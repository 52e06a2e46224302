import type { Credentials } from './auth/credentials.ts';
import { type Clock, systemClock } from './clock.ts';
import type { Shared } from './coordination/shared-limits.ts';
import type { ApiEvent } from './events.ts';
import { kyTransport } from './transport/lazy-transport.ts';
import { DEFAULT_RETRIES, type RetryPolicy } from './transport/retry-policy.ts';
import type { Transport } from './transport/wire.ts';

export interface ManagementApiOptions {
  readonly domain: string;
  readonly credentials: Credentials;
  /** Where it is not `https://{domain}/api/v2/`: behind a custom domain, or a proxy. */
  readonly audience?: string;
  /** Begins the correlation id of every request, which the tenant's log repeats. */
  readonly runId: string;
  readonly toolVersion: string;
  /** The share of every bucket that is left to others; 0.2 if not given. */
  readonly headroom?: number;
  /** Requests a second at most, all buckets together. */
  readonly maxRate?: number;
  /** Requests under way at most; 10 if not given. */
  readonly concurrency?: number;
  /** What other processes that work on this tenant take part in. */
  readonly shared?: Shared;
  /** For each attempt, from its start to the last byte of its answer. */
  readonly timeoutMs?: number;
  readonly retries?: Partial<RetryPolicy>;
  /** Ends what waits and what is under way. */
  readonly signal?: AbortSignal;
  readonly onEvent?: (event: ApiEvent) => void;
  /** Texts that no message may show, besides our own credentials. */
  readonly secrets?: () => Iterable<string>;
  readonly clock?: Clock;
  readonly transport?: Transport;
}

export interface Settings extends ManagementApiOptions {
  readonly headroom: number;
  readonly concurrency: number;
  readonly timeoutMs: number;
  readonly policy: RetryPolicy;
  readonly clock: Clock;
  readonly transport: Transport;
}

export const settingsOf = (options: ManagementApiOptions): Settings => ({
  ...options,
  headroom: options.headroom ?? 0.2,
  concurrency: options.concurrency ?? 10,
  timeoutMs: options.timeoutMs ?? 30_000,
  policy: { ...DEFAULT_RETRIES, ...options.retries },
  clock: options.clock ?? systemClock,
  transport: options.transport ?? kyTransport,
});
