import { getObjectMember, isObject } from '../../model/json/json-value.ts';
import { omitUndefined } from '../../model/json/omit-undefined.ts';
import { failWith, type Outcome, succeed } from '../../model/plan/outcome.ts';
import type { ClientClock } from '../client-clock.ts';
import type { ApiFailure } from '../management-api.ts';
import { parseRetryWait } from '../rate-limits/rate-headers.ts';
import { toRefusal } from '../transport/api-refusal.ts';
import { parseAnswerJson } from '../transport/parse-json.ts';
import {
  buildFaultFailure,
  buildRequestPlace,
  buildRequestProblem,
  buildUnreadableFailure,
} from '../transport/request-problems.ts';
import { computeBackoff, type RetryPolicy } from '../transport/retry-policy.ts';
import type { Transport, WireOutcome } from '../transport/wire-messages.ts';
import type { ClientCredentials } from './credentials-from-env.ts';
import type { TenantSite } from './tenant-domain.ts';
import { isHeaderSafe } from './token-source.ts';

/** A successful answer of the token endpoint. */
export interface TokenGrant {
  readonly accessToken: string;
  readonly expiresInMs?: number;
  readonly scope?: string;
}

export interface TokenGrantOptions {
  readonly site: TenantSite;
  readonly audience: string;
  readonly credentials: ClientCredentials;
  readonly transport: Transport;
  readonly clock: ClientClock;
  readonly retries: RetryPolicy;
  readonly timeoutMs: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
  /** Called before a wait of `ms` milliseconds that precedes the next attempt. */
  readonly onWait?: (why: 'limit' | 'fault', ms: number) => void;
}

export const TOKEN_REQUEST = { method: 'POST', path: '/oauth/token' } as const;

/** Requests a token from the token endpoint. A second token does no harm, so failed attempts are repeated like reads. */
export async function requestGrant(options: TokenGrantOptions): Promise<Outcome<TokenGrant, ApiFailure>> {
  for (let attempt = 1; ; attempt += 1) {
    const proof = await buildProof(options);
    if (!proof) return failWith(unusableKeyFailure);
    const outcome = await options.transport(buildGrantRequest(options, proof));
    const wait = computeRetryWait(options, outcome, attempt);
    if (wait === undefined || options.signal?.aborted) return toGrantOutcome(options, outcome, Object.values(proof));
    options.onWait?.(outcome.kind === 'answer' && outcome.status === 429 ? 'limit' : 'fault', wait);
    await options.clock.sleep(wait, options.signal);
  }
}

/** Returns the milliseconds to wait before the next attempt; `undefined` if there must be none. */
function computeRetryWait(options: TokenGrantOptions, outcome: WireOutcome, attempt: number): number | undefined {
  const { retries, clock } = options;
  if (attempt >= retries.attempts) return undefined;
  const pause = computeBackoff(retries, attempt, Math.random());
  if (outcome.kind === 'fault') return outcome.fault === 'aborted' || outcome.fault === 'tls' ? undefined : pause;
  if (outcome.status !== 429 && outcome.status < 500) return undefined;
  const wait = Math.max(parseRetryWait(outcome.headers, clock.now()) ?? 0, pause);
  return wait > retries.budgetMs ? undefined : wait;
}

async function buildProof({
  credentials,
  site,
  clock,
}: TokenGrantOptions): Promise<Readonly<Record<string, string>> | undefined> {
  if (credentials.kind === 'secret') return { client_secret: credentials.clientSecret };
  try {
    const { signAssertion } = await import('./client-assertion.ts');
    return {
      client_assertion: await signAssertion(credentials, `${site.origin}/`, clock.now()),
      client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
    };
  } catch {
    return undefined;
  }
}

const buildGrantRequest = (options: TokenGrantOptions, proof: Readonly<Record<string, string>>) => ({
  method: 'POST',
  url: `${options.site.origin}/oauth/token`,
  headers: { ...options.headers, 'content-type': 'application/json' },
  body: JSON.stringify({
    grant_type: 'client_credentials',
    client_id: options.credentials.clientId,
    audience: options.audience,
    ...proof,
  }),
  timeoutMs: options.timeoutMs,
  ...omitUndefined({ signal: options.signal }),
});

function toGrantOutcome(
  { site }: TokenGrantOptions,
  outcome: WireOutcome,
  secrets: readonly string[],
): Outcome<TokenGrant, ApiFailure> {
  if (outcome.kind === 'fault') return failWith({ ...buildFaultFailure(TOKEN_REQUEST, site.host, outcome), carriedOut: 'no' });
  if (outcome.status < 300) {
    const grant = parseGrant(parseAnswerJson(outcome.text)?.value);
    if (grant) return succeed(grant);
  }
  if (outcome.status < 300)
    return failWith({ ...buildUnreadableFailure(TOKEN_REQUEST, outcome.status, 'has no valid access token'), carriedOut: 'no' });
  if (outcome.status === 404) return failWith(buildNoTenantFailure(site));
  return failWith(toCredentialsRefusal(toRefusal(TOKEN_REQUEST, outcome, secrets)));
}

/** Reports 4xx answers of the token endpoint as refused credentials: they concern the credentials or what these may request. */
function toCredentialsRefusal(answer: ApiFailure): ApiFailure {
  const { problem } = answer;
  const status = answer.status ?? 0;
  if (status < 400 || status >= 500 || status === 429 || status === 408) return { ...answer, carriedOut: 'no' };
  const hint =
    'Check the client ID and the secret or key, and make sure that the application is authorized for the Auth0 Management API.';
  return { ...answer, problem: { ...problem, code: 'credentials-refused', hint } };
}

/** Every subdomain of auth0.com resolves, so a tenant that does not exist shows as a 404. */
const buildNoTenantFailure = (site: TenantSite): ApiFailure => ({
  problem: buildRequestProblem(
    'domain-invalid',
    buildRequestPlace(TOKEN_REQUEST, 404),
    `${site.host} is not an Auth0 tenant`,
    'Check AUTH0_DOMAIN.',
  ),
  status: 404,
  carriedOut: 'no',
});

const unusableKeyFailure: ApiFailure = {
  problem: buildRequestProblem(
    'credentials-refused',
    buildRequestPlace(TOKEN_REQUEST),
    'the signing key cannot be used to sign',
    'Use an RSA private key in PEM format.',
  ),
  carriedOut: 'no',
};

/** Parses an answer of the token endpoint; `undefined` if it has no valid access token. */
function parseGrant(body: unknown): TokenGrant | undefined {
  if (!isObject(body)) return undefined;
  const accessToken = getObjectMember(body, 'access_token');
  const seconds = getObjectMember(body, 'expires_in');
  const scope = getObjectMember(body, 'scope');
  if (typeof accessToken !== 'string' || !isHeaderSafe(accessToken)) return undefined;
  return {
    accessToken,
    ...(typeof seconds === 'number' ? { expiresInMs: seconds * 1000 } : {}),
    ...(typeof scope === 'string' ? { scope } : {}),
  };
}
