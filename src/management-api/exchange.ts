import type { JsonValue } from '../model/json.ts';
import { failure, type Outcome, success } from '../model/outcome.ts';
import { bucketOf } from './buckets.ts';
import type { Site } from './domain.ts';
import type { Answered, Limiter } from './limiter.ts';
import type { Settings } from './options.ts';
import { abortedFailure, faultFailure, unreadableFailure } from './problems.ts';
import { rateReading, waitOf } from './rate-headers.ts';
import { readJson } from './read-json.ts';
import { refusalOf } from './refusals.ts';
import { backoff, verdictOf } from './retry.ts';
import { sensitiveTexts } from './scrub.ts';
import type { TokenSource } from './token.ts';
import type { ApiAnswer, ApiFailure, ApiRequest } from './types.ts';
import type { WireOutcome } from './wire.ts';

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

export type Exchanged = Outcome<ApiAnswer, ApiFailure>;

/** An attempt that came back from the wire, or why none was made. */
type Attempt =
  | {
      readonly kind: 'made';
      readonly outcome: WireOutcome;
      readonly body: { readonly value: JsonValue } | undefined;
      readonly token: string;
    }
  | { readonly kind: 'not made'; readonly failure: ApiFailure };

/** How often and how long this request has been put off already. */
interface Patience {
  attempts: number;
  faults: number;
  limits: number;
  waitedMs: number;
  renewed: boolean;
}

/** One request, with as many attempts as its kind and the policy allow. */
export async function exchange(line: Line, request: ApiRequest): Promise<Exchanged> {
  const patience: Patience = { attempts: 0, faults: 0, limits: 0, waitedMs: 0, renewed: false };
  for (;;) {
    patience.attempts += 1;
    const made = await attempt(line, request, patience.attempts);
    if (made.kind === 'not made') return failure(made.failure);
    const { outcome, body } = made;
    const refusal = await putOff(line, request, made, patience);
    if (refusal === 'go on') continue;
    return refusal === 'final' ? resultOf(line, request, outcome, body) : failure(refusal);
  }
}

async function attempt(line: Line, request: ApiRequest, number: number): Promise<Attempt> {
  const made = await line.limiter.run(bucketOf(request), (answered) => onWire(line, request, number, answered), number > 1);
  return made ?? { kind: 'not made', failure: abortedFailure(request) };
}

async function onWire(line: Line, request: ApiRequest, number: number, answered: Answered): Promise<Attempt> {
  const { settings } = line;
  const token = await line.tokens.current();
  if (!token.ok) return { kind: 'not made', failure: token.error };
  if (settings.signal?.aborted) return { kind: 'not made', failure: abortedFailure(request) };
  line.onSent(request, number);
  const started = settings.clock.now();
  const outcome = await settings.transport(wireRequest(line, request, token.value.value));
  const ms = settings.clock.now() - started;
  const { method, path } = request;
  settings.onEvent?.({
    kind: 'request',
    method,
    path,
    attempt: number,
    ms,
    ...(outcome.status === undefined ? {} : { status: outcome.status }),
  });
  if (outcome.kind === 'answer') answered(rateReading(outcome.headers, settings.clock.now()));
  const body = outcome.kind === 'answer' ? readJson(outcome.text) : undefined;
  return { kind: 'made', outcome, body, token: token.value.value };
}

function wireRequest({ site, settings, headers }: Line, request: ApiRequest, token: string) {
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

type Made = Extract<Attempt, { kind: 'made' }>;

/** Waits for the next attempt, or says that there is none. */
async function putOff(line: Line, request: ApiRequest, made: Made, patience: Patience): Promise<'go on' | 'final' | ApiFailure> {
  const { outcome } = made;
  const broken = outcome.kind === 'answer' && outcome.status < 300 && outcome.text !== '' && made.body === undefined;
  switch (verdictOf(request, outcome, broken)) {
    case 'final':
      return 'final';
    case 'renew':
      return renew(line, made, patience);
    case 'limited':
      return waitForBucket(line, request, outcome, patience);
    case 'repeat':
      return waitForFault(line, request, outcome, patience);
  }
}

async function renew(line: Line, made: Made, patience: Patience): Promise<'go on' | 'final' | ApiFailure> {
  if (patience.renewed) return 'final';
  patience.renewed = true;
  const token = await line.tokens.renewed(made.token);
  return token.ok ? 'go on' : token.error;
}

async function waitForBucket(
  line: Line,
  request: ApiRequest,
  outcome: WireOutcome,
  patience: Patience,
): Promise<'go on' | 'final'> {
  const { settings, limiter } = line;
  patience.limits += 1;
  const told = outcome.kind === 'answer' ? waitOf(outcome.headers, settings.clock.now()) : undefined;
  const pause = backoff(settings.policy, Math.min(patience.limits, 6), Math.random());
  const ms = Math.max(told ?? pause, settings.policy.baseMs);
  if (patience.limits >= settings.policy.limitAttempts || patience.waitedMs + ms > settings.policy.budgetMs) return 'final';
  patience.waitedMs += ms;
  limiter.pause(bucketOf(request), ms);
  settings.onEvent?.({ kind: 'waiting', why: 'limit', bucket: bucketOf(request).name, ms });
  return 'go on';
}

async function waitForFault(
  { settings }: Line,
  request: ApiRequest,
  outcome: WireOutcome,
  patience: Patience,
): Promise<'go on' | 'final'> {
  const { policy, clock, signal } = settings;
  patience.faults += 1;
  if (patience.faults >= policy.attempts) return 'final';
  const told = outcome.kind === 'answer' ? waitOf(outcome.headers, clock.now()) : undefined;
  const ms =
    outcome.kind === 'answer' && outcome.headers.get('retry-after') !== null
      ? (told ?? 0)
      : backoff(policy, patience.faults, Math.random());
  if (patience.waitedMs + ms > policy.budgetMs || signal?.aborted) return 'final';
  patience.waitedMs += ms;
  settings.onEvent?.({ kind: 'waiting', why: 'fault', bucket: bucketOf(request).name, ms });
  await clock.sleep(ms, signal);
  return 'go on';
}

function resultOf(
  line: Line,
  request: ApiRequest,
  outcome: WireOutcome,
  body: { readonly value: JsonValue } | undefined,
): Exchanged {
  if (outcome.kind === 'fault') return failure(faultFailure(request, line.site.host, outcome));
  const { status, text } = outcome;
  if (status >= 300) return failure(refusalOf(request, outcome, secretsOf(line, request)));
  if (text === '') return success({ status });
  return body ? success({ status, body: body.value }) : failure(unreadableFailure(request, status, 'is no JSON'));
}

const secretsOf = ({ tokens, settings }: Line, request: ApiRequest): readonly string[] => [
  ...tokens.secrets(),
  ...(settings.secrets?.() ?? []),
  ...sensitiveTexts(request.body),
];
