import { isObject, member } from '../../model/json/json.ts';
import { failure, type Outcome, success } from '../../model/plan/outcome.ts';
import type { Clock } from '../clock.ts';
import { waitOf } from '../rate-limits/rate-headers.ts';
import { readJson } from '../transport/parse-json.ts';
import { refusalOf } from '../transport/refusals.ts';
import { faultFailure, placeOf, problemAt, unreadableFailure } from '../transport/request-problems.ts';
import { backoff, type RetryPolicy } from '../transport/retry-policy.ts';
import type { Transport, WireOutcome } from '../transport/wire.ts';
import type { ApiFailure } from '../types.ts';
import type { Credentials } from './credentials.ts';
import type { Site } from './tenant-domain.ts';
import { isToken } from './token-source.ts';

/** What the token endpoint gave. */
export interface Grant {
  readonly accessToken: string;
  readonly expiresInMs?: number;
  readonly scope?: string;
}

export interface GrantOptions {
  readonly site: Site;
  readonly audience: string;
  readonly credentials: Exclude<Credentials, { kind: 'token' }>;
  readonly transport: Transport;
  readonly clock: Clock;
  readonly retries: RetryPolicy;
  readonly timeoutMs: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
  /** The next attempt follows after so many milliseconds. */
  readonly onWait?: (why: 'limit' | 'fault', ms: number) => void;
}

const asked = { method: 'POST', path: '/oauth/token' } as const;

/** Asks the token endpoint. Asking twice does no harm, so this is repeated as a read is. */
export async function requestGrant(options: GrantOptions): Promise<Outcome<Grant, ApiFailure>> {
  for (let attempt = 1; ; attempt += 1) {
    const proof = await proofOf(options);
    if (!proof) return failure(keyUnusable);
    const outcome = await options.transport(wireRequest(options, proof));
    const wait = waitBefore(options, outcome, attempt);
    if (wait === undefined || options.signal?.aborted) return resultOf(options, outcome, Object.values(proof));
    options.onWait?.(outcome.kind === 'answer' && outcome.status === 429 ? 'limit' : 'fault', wait);
    await options.clock.sleep(wait, options.signal);
  }
}

/** `undefined`: another attempt would not help, or is not allowed. */
function waitBefore(options: GrantOptions, outcome: WireOutcome, attempt: number): number | undefined {
  const { retries, clock } = options;
  if (attempt >= retries.attempts) return undefined;
  const pause = backoff(retries, attempt, Math.random());
  if (outcome.kind === 'fault') return outcome.fault === 'aborted' || outcome.fault === 'tls' ? undefined : pause;
  if (outcome.status !== 429 && outcome.status < 500) return undefined;
  const wait = Math.max(waitOf(outcome.headers, clock.now()) ?? 0, pause);
  return wait > retries.budgetMs ? undefined : wait;
}

async function proofOf({ credentials, site, clock }: GrantOptions): Promise<Readonly<Record<string, string>> | undefined> {
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

const wireRequest = (options: GrantOptions, proof: Readonly<Record<string, string>>) => ({
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
  ...(options.signal ? { signal: options.signal } : {}),
});

function resultOf({ site }: GrantOptions, outcome: WireOutcome, secrets: readonly string[]): Outcome<Grant, ApiFailure> {
  if (outcome.kind === 'fault') return failure({ ...faultFailure(asked, site.host, outcome), carriedOut: 'no' });
  if (outcome.status < 300) {
    const grant = grantOf(readJson(outcome.text)?.value);
    if (grant) return success(grant);
  }
  if (outcome.status < 300) return failure({ ...unreadableFailure(asked, outcome.status, 'holds no token'), carriedOut: 'no' });
  if (outcome.status === 404) return failure(noTenant(site));
  return failure(refused(refusalOf(asked, outcome, secrets)));
}

/** Whatever 4xx the token endpoint gives, it is about the credentials, or about what they may ask for. */
function refused(answer: ApiFailure): ApiFailure {
  const { problem } = answer;
  const status = answer.status ?? 0;
  if (status < 400 || status >= 500 || status === 429 || status === 408) return { ...answer, carriedOut: 'no' };
  const hint = 'Check the client id, the secret or key, and that the application is authorized for the Auth0 Management API.';
  return { ...answer, problem: { ...problem, code: 'credentials-refused', hint } };
}

/** Every name below auth0.com has an address: a tenant that does not exist answers 404. */
const noTenant = (site: Site): ApiFailure => ({
  problem: problemAt('domain-invalid', placeOf(asked, 404), `${site.host} is no Auth0 tenant`, 'Check AUTH0_DOMAIN.'),
  status: 404,
  carriedOut: 'no',
});

const keyUnusable: ApiFailure = {
  problem: problemAt(
    'credentials-refused',
    placeOf(asked),
    'the signing key cannot sign',
    'Give an RSA private key in PEM form.',
  ),
  carriedOut: 'no',
};

/** The answer of the token endpoint; `undefined` where it is no grant. */
function grantOf(body: unknown): Grant | undefined {
  if (!isObject(body)) return undefined;
  const accessToken = member(body, 'access_token');
  const seconds = member(body, 'expires_in');
  const scope = member(body, 'scope');
  if (typeof accessToken !== 'string' || !isToken(accessToken)) return undefined;
  return {
    accessToken,
    ...(typeof seconds === 'number' ? { expiresInMs: seconds * 1000 } : {}),
    ...(typeof scope === 'string' ? { scope } : {}),
  };
}
