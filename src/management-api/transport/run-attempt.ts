import type { JsonValue } from '../../model/json/json-value.ts';
import { omitUndefined } from '../../model/json/omit-undefined.ts';
import type { TenantSite } from '../auth/tenant-domain.ts';
import type { TokenSource } from '../auth/token-source.ts';
import type { ClientSettings } from '../client-options.ts';
import type { ApiFailure, ApiRequest } from '../management-api.ts';
import { findBucket } from '../rate-limits/facts/bucket-facts.ts';
import { parseRateReading, parseRetryWait } from '../rate-limits/rate-headers.ts';
import type { AnswerListener, Limiter } from '../rate-limits/request-limiter.ts';
import { encodeBody } from './encode-body.ts';
import { parseAnswerJson } from './parse-json.ts';
import { buildAbortedFailure, readRequestId } from './request-problems.ts';
import { computeBackoff } from './retry-policy.ts';
import type { WireOutcome, WireRequest } from './wire-messages.ts';

/** What all requests of one client share. */
export interface Session {
  readonly site: TenantSite;
  readonly settings: ClientSettings;
  readonly limiter: Limiter;
  readonly tokens: TokenSource;
  /** Builds the headers of one attempt. */
  readonly headers: (token: string) => Readonly<Record<string, string>>;
  /** Called just before an attempt is sent. A request's first attempt has number 1. */
  readonly onSent: (request: ApiRequest, number: number) => void;
}

/** An attempt that was sent. */
export interface CompletedAttempt {
  readonly kind: 'sent';
  readonly outcome: WireOutcome;
  /** The parsed answer; `undefined` without an answer or if it is not JSON. */
  readonly body: { readonly value: JsonValue } | undefined;
  /** The access token that was used. */
  readonly token: string;
  /** How long the bucket is paused after a refusal by the rate limit, in milliseconds; otherwise 0. */
  readonly closedMs: number;
}

export type Attempt = CompletedAttempt | { readonly kind: 'not sent'; readonly failure: ApiFailure };

/** Waits until the rate limit allows it, then sends the request once. */
export async function runAttempt(session: Session, request: ApiRequest, number: number): Promise<Attempt> {
  const completed = await session.limiter.run(
    findBucket(request),
    (onAnswer) => sendAttempt(session, request, number, onAnswer),
    number > 1,
  );
  return completed ?? { kind: 'not sent', failure: buildAbortedFailure(request) };
}

async function sendAttempt(session: Session, request: ApiRequest, number: number, onAnswer: AnswerListener): Promise<Attempt> {
  const { clock, signal, transport } = session.settings;
  // Get the token only now: an earlier one may have expired while the request waited for its turn.
  const token = await session.tokens.getCurrent();
  if (!token.ok) return { kind: 'not sent', failure: token.error };
  if (signal?.aborted) return { kind: 'not sent', failure: buildAbortedFailure(request) };
  session.onSent(request, number);
  const started = clock.now();
  const outcome = await transport(buildWireRequest(session, request, token.value.value));
  reportAttempt(session.settings, request, number, outcome, clock.now() - started);
  reportReading(outcome, onAnswer, started, clock.now());
  // Pause before this attempt gives up its turn, so that the next one in the queue is not sent.
  const closedMs = computeLimitWait(session.settings, outcome, number);
  if (closedMs > 0) session.limiter.pause(findBucket(request), closedMs);
  const body = outcome.kind === 'answer' ? parseAnswerJson(outcome.text) : undefined;
  return { kind: 'sent', outcome, body, token: token.value.value, closedMs };
}

function buildWireRequest({ site, settings, headers }: Session, request: ApiRequest, token: string): WireRequest {
  const query = new URLSearchParams(request.query).toString();
  const body = encodeBody(request);
  return {
    method: request.method,
    url: `${site.origin}/api/v2${request.path}${query === '' ? '' : `?${query}`}`,
    headers: { ...headers(token), ...(body === undefined ? {} : { 'content-type': body.contentType }) },
    timeoutMs: settings.timeoutMs,
    ...omitUndefined({ body: body?.text, signal: settings.signal }),
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
    ...omitUndefined({ status, requestId }),
    ...(outcome.kind === 'fault' ? { fault: outcome.cause } : {}),
    ...omitUndefined({ proxy: outcome.via }),
  });
}

/** Ignores error answers without rate-limit headers: they may come from a proxy and say nothing about the API's buckets. */
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
