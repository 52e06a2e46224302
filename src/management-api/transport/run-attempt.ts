import type { JsonValue } from '../../model/json/json-value.ts';
import type { TenantSite } from '../auth/tenant-domain.ts';
import type { TokenSource } from '../auth/token-source.ts';
import type { ClientSettings } from '../client-options.ts';
import type { ApiFailure, ApiRequest } from '../management-api.ts';
import { findBucket } from '../rate-limits/facts/bucket-facts.ts';
import { parseRateReading, parseRetryWait } from '../rate-limits/rate-headers.ts';
import type { AnswerListener, Limiter } from '../rate-limits/request-limiter.ts';
import { parseAnswerJson } from './parse-json.ts';
import { buildAbortedFailure, readRequestId } from './request-problems.ts';
import { computeBackoff } from './retry-policy.ts';
import type { WireOutcome, WireRequest } from './wire-messages.ts';

/** What every request of one client shares. */
export interface Session {
  readonly site: TenantSite;
  readonly settings: ClientSettings;
  readonly limiter: Limiter;
  readonly tokens: TokenSource;
  /** Headers of one attempt. */
  readonly headers: (token: string) => Readonly<Record<string, string>>;
  /** An attempt goes out; the first is number 1. */
  readonly onSent: (request: ApiRequest, number: number) => void;
}

/** An attempt that came back from the wire. `body` is its JSON, if it is any. */
export interface CompletedAttempt {
  readonly kind: 'made';
  readonly outcome: WireOutcome;
  readonly body: { readonly value: JsonValue } | undefined;
  readonly token: string;
  /** How long its bucket is closed, after a refusal by the limit. */
  readonly closedMs: number;
}

export type Attempt = CompletedAttempt | { readonly kind: 'not made'; readonly failure: ApiFailure };

/** Waits for its turn, then sends once. */
export async function runAttempt(session: Session, request: ApiRequest, number: number): Promise<Attempt> {
  const completed = await session.limiter.run(
    findBucket(request),
    (onAnswer) => sendAttempt(session, request, number, onAnswer),
    number > 1,
  );
  return completed ?? { kind: 'not made', failure: buildAbortedFailure(request) };
}

async function sendAttempt(session: Session, request: ApiRequest, number: number, onAnswer: AnswerListener): Promise<Attempt> {
  const { clock, signal, transport } = session.settings;
  // Asked for only now: it may have ended while the request waited for its turn.
  const token = await session.tokens.getCurrent();
  if (!token.ok) return { kind: 'not made', failure: token.error };
  if (signal?.aborted) return { kind: 'not made', failure: buildAbortedFailure(request) };
  session.onSent(request, number);
  const started = clock.now();
  const outcome = await transport(buildWireRequest(session, request, token.value.value));
  reportAttempt(session.settings, request, number, outcome, clock.now() - started);
  reportReading(outcome, onAnswer, started, clock.now());
  // At once, while this attempt still has its turn: the next in the queue must not slip out.
  const closedMs = computeLimitWait(session.settings, outcome, number);
  if (closedMs > 0) session.limiter.pause(findBucket(request), closedMs);
  const body = outcome.kind === 'answer' ? parseAnswerJson(outcome.text) : undefined;
  return { kind: 'made', outcome, body, token: token.value.value, closedMs };
}

function buildWireRequest({ site, settings, headers }: Session, request: ApiRequest, token: string): WireRequest {
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

function reportAttempt(
  { onEvent }: ClientSettings,
  request: ApiRequest,
  attempt: number,
  outcome: WireOutcome,
  ms: number,
): void {
  const { method, path } = request;
  const { status } = outcome;
  const requestId = outcome.kind === 'answer' ? readRequestId(outcome.headers) : undefined;
  onEvent?.({
    kind: 'request',
    method,
    path,
    bucket: findBucket(request).name,
    attempt,
    ms,
    ...(status === undefined ? {} : { status }),
    ...(requestId === undefined ? {} : { requestId }),
    ...(outcome.kind === 'fault' ? { fault: outcome.cause } : {}),
    ...(outcome.via === undefined ? {} : { proxy: outcome.via }),
  });
}

/** An error page of something before the API says nothing about the API's buckets. */
function reportReading(outcome: WireOutcome, onAnswer: AnswerListener, sentAt: number, now: number): void {
  if (outcome.kind === 'fault') return;
  const reading = parseRateReading(outcome.headers, now);
  if (reading || (outcome.status < 500 && outcome.status !== 429)) onAnswer(reading, sentAt);
}

function computeLimitWait({ policy, clock }: ClientSettings, outcome: WireOutcome, number: number): number {
  if (outcome.kind === 'fault' || outcome.status !== 429) return 0;
  const statedWait = parseRetryWait(outcome.headers, clock.now());
  return Math.max(statedWait ?? computeBackoff(policy, Math.min(number, 6), Math.random()), policy.baseMs);
}
