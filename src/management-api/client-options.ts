import type { ApiEvent } from './api-events.ts';
import type { Credentials } from './auth/credentials-from-env.ts';
import { type ClientClock, systemClock } from './client-clock.ts';
import type { SharedLimits } from './coordination/shared-limits.ts';
import { createLazyTransport } from './transport/lazy-transport.ts';
import { DEFAULT_RETRY_POLICY, type RetryPolicy } from './transport/retry-policy.ts';
import type { Transport } from './transport/wire-messages.ts';

export interface ManagementApiOptions {
  readonly domain: string;
  readonly credentials: Credentials;
  /** Default: `https://{domain}/api/v2/`. Set it if `domain` is a custom domain or a proxy. */
  readonly audience?: string;
  /** Prefix of every request's correlation id, which shows in the tenant's log. */
  readonly runId: string;
  readonly toolVersion: string;
  /** The share of every rate-limit bucket that is left to other clients, from 0 to 1. Default: 0.2. */
  readonly headroom?: number;
  /** Maximum requests per second over all buckets. Default: no limit besides the buckets. */
  readonly maxRate?: number;
  /** Maximum number of requests in flight. Default: 10. */
  readonly concurrency?: number;
  /** Rate limits and locks shared with other processes that work on this tenant. */
  readonly shared?: SharedLimits;
  /** Timeout of one attempt, from its start to the last byte of its answer. Default: 30,000. */
  readonly timeoutMs?: number;
  readonly retries?: Partial<RetryPolicy>;
  /** Aborts queued requests and those in flight. */
  readonly signal?: AbortSignal;
  readonly onEvent?: (event: ApiEvent) => void;
  /** Further texts that no message may show; tenon's own credentials are always included. */
  readonly secrets?: () => Iterable<string>;
  readonly clock?: ClientClock;
  /** Sends requests instead of the global `fetch`; proxies are then yours. It must honor `signal` and `redirect: 'manual'`. */
  readonly fetch?: typeof fetch;
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
  transport: options.transport ?? createLazyTransport(options.fetch),
});
