import { failure, type Outcome, success } from '../model/plan/outcome.ts';
import type { Problem } from '../model/problem/problem.ts';
import { grantedTokens } from './auth/cached-token.ts';
import { type GrantOptions, requestGrant } from './auth/request-token.ts';
import { givenToken } from './auth/static-token.ts';
import { isTenantDomain, parseDomain, type Site } from './auth/tenant-domain.ts';
import type { TokenSource } from './auth/token-source.ts';
import { toWaitEvent } from './events.ts';
import { type ManagementApiOptions, type Settings, settingsOf } from './options.ts';
import { listAll } from './paging/list-all.ts';
import type { ReservoirSource } from './rate-limits/bucket.ts';
import { bucketOf } from './rate-limits/facts/bucket-facts.ts';
import { createLimiter, type Limiter, type LimiterOptions } from './rate-limits/limiter.ts';
import { createPool } from './rate-limits/pool/request-pool.ts';
import type { Line } from './transport/attempt.ts';
import { isWrite } from './transport/request-problems.ts';
import { exchange } from './transport/send-request.ts';
import type { ApiFailure, ApiRequest, Identity, LimitedApi } from './types.ts';

/** A client of one tenant. Nothing is sent before the first request; a domain that is none shows at the first one. */
export function createManagementApi(options: ManagementApiOptions): LimitedApi {
  const site = parseDomain(options.domain);
  return site.ok ? clientOf(site.value, settingsOf(options)) : unusable(site.error);
}

function clientOf(site: Site, settings: Settings): LimitedApi {
  const spent = { reads: 0, writes: 0, retries: 0 };
  const tokens = tokensOf(site, settings);
  const limiter = limiterOf(settings, async () => {
    const identity = await identityOf(tokens, site, settings);
    return identity.ok ? identity.value.tenant : site.host;
  });
  const onSent: Line['onSent'] = (request, number) => {
    spent[number > 1 ? 'retries' : isWrite(request) ? 'writes' : 'reads'] += 1;
  };
  const line: Line = { site, settings, limiter, tokens, headers: headersOf(settings), onSent };
  const stop = () => limiter.close();
  settings.signal?.addEventListener('abort', stop, { once: true });
  const send = (request: ApiRequest) => exchange(line, request);
  const get: LimitedApi['get'] = (path, query) => send({ method: 'GET', path, ...(query ? { query } : {}) });
  return {
    identity: () => identityOf(tokens, site, settings),
    get,
    list: (endpoint, path) => listAll(get, endpoint, path),
    send,
    spent: () => ({ ...spent }),
    expectedMs: (requests) => expectedMs(limiter, settings, requests),
    close: async () => {
      settings.signal?.removeEventListener('abort', stop);
      stop();
    },
  };
}

function limiterOf({ clock, headroom, concurrency, maxRate, shared, onEvent }: Settings, tenant: () => Promise<string>): Limiter {
  const pool = createPool({ width: concurrency, clock, ...(maxRate === undefined ? {} : { maxRate }) });
  let loading: Promise<typeof import('./rate-limits/pool/reservoir.ts')> | undefined;
  const reservoir: ReservoirSource = async ({ rate, ...bucket }) => {
    loading ??= import('./rate-limits/pool/reservoir.ts');
    const { createReservoir } = await loading;
    // Where the rate is not known, each process finds it out for itself, and takes the others for strangers.
    if (!shared || !rate) return createReservoir(concurrency);
    return createReservoir(concurrency, shared.turns({ ...bucket, rate, tenant: await tenant() }));
  };
  const onWait: LimiterOptions['onWait'] = ({ name }, ms) => onEvent?.(toWaitEvent('limit', name, ms, clock));
  return createLimiter({ clock, headroom, width: concurrency, pool, reservoir, onWait });
}

/** A rate of our own holds where the tenant has none as well. */
function expectedMs(
  limiter: Limiter,
  { maxRate }: Settings,
  requests: Parameters<LimitedApi['expectedMs']>[0],
): number | undefined {
  const byBuckets = limiter.expectedMs(requests.map(bucketOf));
  return maxRate === undefined ? byBuckets : Math.max(byBuckets ?? 0, (requests.length * 1000) / maxRate);
}

function tokensOf(site: Site, settings: Settings): TokenSource {
  const { credentials, clock, transport, timeoutMs, policy } = settings;
  const audience = settings.audience ?? `${site.origin}/api/v2/`;
  if (credentials.kind === 'token') return givenToken(credentials.accessToken, clock, site, audience);
  const onWait: GrantOptions['onWait'] = (why, ms) => settings.onEvent?.(toWaitEvent(why, 'tokens', ms, clock));
  const grant = { site, audience, credentials, transport, clock, timeoutMs, retries: policy, headers: agentOf(settings), onWait };
  const signalled = settings.signal ? { ...grant, signal: settings.signal } : grant;
  return grantedTokens(() => requestGrant(signalled), credentials, clock);
}

async function identityOf(tokens: TokenSource, site: Site, { credentials }: Settings): Promise<Outcome<Identity, ApiFailure>> {
  const token = await tokens.current();
  if (!token.ok) return token;
  const { scopes, tenant } = token.value;
  const clientId = token.value.clientId ?? (credentials.kind === 'token' ? undefined : credentials.clientId);
  return success({
    tenant: isTenantDomain(site) ? site.host : (tenant ?? site.host),
    ...(clientId === undefined ? {} : { clientId }),
    ...(scopes === undefined ? {} : { scopes }),
  });
}

/** The API cuts a correlation id after 64 characters: the number at its end must survive. */
function headersOf(settings: Settings): Line['headers'] {
  let count = 0;
  const agent = agentOf(settings);
  return (token) => {
    count += 1;
    const number = `.${count}`;
    return {
      ...agent,
      authorization: `Bearer ${token}`,
      'x-correlation-id': settings.runId.slice(0, 64 - number.length) + number,
    };
  };
}

/** The tenant's log shows `Auth0-Client` decoded. */
const agentOf = ({ toolVersion }: Settings): Readonly<Record<string, string>> => ({
  accept: 'application/json',
  'user-agent': `tenon/${toolVersion}`,
  'auth0-client': Buffer.from(JSON.stringify({ name: 'tenon', version: toolVersion })).toString('base64'),
});

function unusable(problem: Problem): LimitedApi {
  const refuse = async () => failure<ApiFailure>({ problem, carriedOut: 'no' });
  const nothing = { reads: 0, writes: 0, retries: 0 };
  const spent = () => nothing;
  return { identity: refuse, get: refuse, list: refuse, send: refuse, spent, expectedMs: () => undefined, close: async () => {} };
}
