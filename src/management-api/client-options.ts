import type { ApiEvent } from './api-events.ts';
import type { Credentials } from './auth/credentials-from-env.ts';
import { type ClientClock, systemClock } from './client-clock.ts';
import type { SharedLimits } from './coordination/shared-limits.ts';
import { loadKyAndSend } from './transport/lazy-transport.ts';
import { DEFAULT_RETRY_POLICY, type RetryPolicy } from './transport/retry-policy.ts';
import type { Transport } from './transport/wire-messages.ts';

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
  readonly shared?: SharedLimits;
  /** For each attempt, from its start to the last byte of its answer. */
  readonly timeoutMs?: number;
  readonly retries?: Partial<RetryPolicy>;
  /** Ends what waits and what is under way. */
  readonly signal?: AbortSignal;
  readonly onEvent?: (event: ApiEvent) => void;
  /** Texts that no message may show, besides our own credentials. */
  readonly secrets?: () => Iterable<string>;
  readonly clock?: ClientClock;
  readonly transport?: Transport;
}

export interface ClientSettings extends ManagementApiOptions {
  readonly headroom: number;
  readonly concurrency: number;
  readonly timeoutMs: number;
  readonly policy: RetryPolicy;
  readonly clock: ClientClock;
  readonly transport: Transport;
}

export const resolveClientSettings = (options: ManagementApiOptions): ClientSettings => ({
  ...options,
  headroom: options.headroom ?? 0.2,
  concurrency: options.concurrency ?? 10,
  timeoutMs: options.timeoutMs ?? 30_000,
  policy: { ...DEFAULT_RETRY_POLICY, ...options.retries },
  clock: options.clock ?? systemClock,
  transport: options.transport ?? loadKyAndSend,
});
