import type { JsonValue } from '../../model/json/json.ts';
import type { Site } from '../auth/tenant-domain.ts';
import type { TokenSource } from '../auth/token-source.ts';
import type { Settings } from '../options.ts';
import { bucketOf } from '../rate-limits/facts/bucket-facts.ts';
import type { Answered, Limiter } from '../rate-limits/limiter.ts';
import { rateReading, waitOf } from '../rate-limits/rate-headers.ts';
import type { ApiFailure, ApiRequest } from '../types.ts';
import { readJson } from './parse-json.ts';
import { abortedFailure, requestIdOf } from './request-problems.ts';
import { backoff } from './retry-policy.ts';
import type { WireOutcome, WireRequest } from './wire.ts';

/** What every request of one client shares. */
export interface Line {
  readonly site: Site;
  readonly settings: Settings;
  readonly limiter: Limiter;
  readonly tokens: TokenSource;
  /** Headers of one attempt. */
  readonly headers: (token: string) => Readonly<Record<string, string>>;
  /** An attempt goes out; the first is number 1. */
  readonly onSent: (request: ApiRequest, number: number) => void;
}

/** An attempt that came back from the wire. `body` is its JSON, if it is any. */
export interface Made {
  readonly kind: 'made';
  readonly outcome: WireOutcome;
  readonly body: { readonly value: JsonValue } | undefined;
  readonly token: string;
  /** How long its bucket is closed, after a refusal by the limit. */
  readonly closedMs: number;
}

export type Attempt = Made | { readonly kind: 'not made'; readonly failure: ApiFailure };

/** Waits for its turn, then sends once. */
export async function attempt(line: Line, request: ApiRequest, number: number): Promise<Attempt> {
  const made = await line.limiter.run(bucketOf(request), (answered) => onWire(line, request, number, answered), number > 1);
  return made ?? { kind: 'not made', failure: abortedFailure(request) };
}

async function onWire(line: Line, request: ApiRequest, number: number, answered: Answered): Promise<Attempt> {
  const { clock, signal, transport } = line.settings;
  // Asked for only now: it may have ended while the request waited for its turn.
  const token = await line.tokens.current();
  if (!token.ok) return { kind: 'not made', failure: token.error };
  if (signal?.aborted) return { kind: 'not made', failure: abortedFailure(request) };
  line.onSent(request, number);
  const started = clock.now();
  const outcome = await transport(wireRequest(line, request, token.value.value));
  tell(line.settings, request, number, outcome, clock.now() - started);
  learn(outcome, answered, started, clock.now());
  // At once, while this attempt still has its turn: the next in the queue must not slip out.
  const closedMs = limitWait(line.settings, outcome, number);
  if (closedMs > 0) line.limiter.pause(bucketOf(request), closedMs);
  const body = outcome.kind === 'answer' ? readJson(outcome.text) : undefined;
  return { kind: 'made', outcome, body, token: token.value.value, closedMs };
}

function wireRequest({ site, settings, headers }: Line, request: ApiRequest, token: string): WireRequest {
  const query = new URLSearchParams(request.query).toString();
  const body = request.body === undefined ? undefined : JSON.stringify(request.body);
  return {
    method: request.method,
    url: `${site.origin}/api/v2${request.path}${query === '' ? '' : `?${query}`}`,
    headers: { ...headers(token), ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
    timeoutMs: settings.timeoutMs,
    ...(body === undefined ? {} : { body }),
    ...(settings.signal ? { signal: settings.signal } : {}),
  };
}

function tell({ onEvent }: Settings, request: ApiRequest, attempt: number, outcome: WireOutcome, ms: number): void {
  const { method, path } = request;
  const { status } = outcome;
  const requestId = outcome.kind === 'answer' ? requestIdOf(outcome.headers) : undefined;
  onEvent?.({
    kind: 'request',
    method,
    path,
    bucket: bucketOf(request).name,
    attempt,
    ms,
    ...(status === undefined ? {} : { status }),
    ...(requestId === undefined ? {} : { requestId }),
    ...(outcome.kind === 'fault' ? { fault: outcome.cause } : {}),
    ...(outcome.via === undefined ? {} : { proxy: outcome.via }),
  });
}

/** An error page of something before the API says nothing about the API's buckets. */
function learn(outcome: WireOutcome, answered: Answered, sentAt: number, now: number): void {
  if (outcome.kind === 'fault') return;
  const reading = rateReading(outcome.headers, now);
  if (reading || (outcome.status < 500 && outcome.status !== 429)) answered(reading, sentAt);
}

function limitWait({ policy, clock }: Settings, outcome: WireOutcome, number: number): number {
  if (outcome.kind === 'fault' || outcome.status !== 429) return 0;
  const told = waitOf(outcome.headers, clock.now());
  return Math.max(told ?? backoff(policy, Math.min(number, 6), Math.random()), policy.baseMs);
}
