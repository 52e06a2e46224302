import { omitUndefined } from '../model/json/omit-undefined.ts';
import { failWith, type Outcome, succeed } from '../model/plan/outcome.ts';
import type { Problem } from '../model/problem/problem.ts';
import { toWaitEvent } from './api-events.ts';
import { createCachedToken } from './auth/cached-token.ts';
import { requestProvidedToken } from './auth/provided-token.ts';
import { requestGrant, type TokenGrantOptions } from './auth/request-token.ts';
import { createStaticToken } from './auth/static-token.ts';
import { isTenantDomain, parseDomain, type TenantSite } from './auth/tenant-domain.ts';
import type { TokenSource } from './auth/token-source.ts';
import { type ClientSettings, type ManagementApiOptions, resolveClientSettings } from './client-options.ts';
import type { ApiFailure, ApiRequest, Identity, LimitedApi } from './management-api.ts';
import { listAll } from './paging/list-all.ts';
import { markExpired } from './paging/mark-expired.ts';
import type { ReservoirLoader } from './rate-limits/bucket-queue.ts';
import { findBucket } from './rate-limits/facts/bucket-facts.ts';
import { createRequestPool } from './rate-limits/pool/request-pool.ts';
import { createLimiter, type Limiter, type LimiterOptions } from './rate-limits/request-limiter.ts';
import { isWrite } from './transport/request-problems.ts';
import type { Session } from './transport/run-attempt.ts';
import { sendApiRequest } from './transport/send-request.ts';

/** Creates a client for one tenant. Sends nothing by itself; if the domain is invalid, every request fails with that problem. */
export function createManagementApi(options: ManagementApiOptions): LimitedApi {
  const site = parseDomain(options.domain);
  return site.ok ? createClient(site.value, resolveClientSettings(options)) : createUnusableClient(site.error);
}

function createClient(site: TenantSite, settings: ClientSettings): LimitedApi {
  const requestCounts = { reads: 0, writes: 0, retries: 0 };
  const tokens = createTokenSource(site, settings);
  const limiter = createClientLimiter(settings, async () => {
    const identity = await readIdentity(tokens, site, settings);
    return identity.ok ? identity.value.tenant : site.host;
  });
  const countSent: Session['onSent'] = (request, number) => {
    requestCounts[number > 1 ? 'retries' : isWrite(request) ? 'writes' : 'reads'] += 1;
  };
  const session: Session = { site, settings, limiter, tokens, headers: createHeaderBuilder(settings), onSent: countSent };
  const stop = () => limiter.close();
  settings.signal?.addEventListener('abort', stop, { once: true });
  const send = (request: ApiRequest) => sendApiRequest(session, request);
  const get: LimitedApi['get'] = (path, query) => send({ method: 'GET', path, ...omitUndefined({ query }) });
  return {
    identity: () => readIdentity(tokens, site, settings),
    get,
    list: async (endpoint, path) => {
      const items = await listAll(get, endpoint, path);
      return items.ok ? succeed(markExpired(items.value, endpoint, settings.clock.now())) : items;
    },
    send,
    spent: () => ({ ...requestCounts }),
    estimateMs: (requests) => estimateMs(limiter, settings, requests),
    close: async () => {
      settings.signal?.removeEventListener('abort', stop);
      stop();
    },
  };
}

function createClientLimiter(
  { clock, headroom, concurrency, maxRate, shared, onEvent }: ClientSettings,
  tenant: () => Promise<string>,
): Limiter {
  const pool = createRequestPool({ width: concurrency, clock, ...omitUndefined({ maxRate }) });
  let loading: Promise<typeof import('./rate-limits/pool/reservoir.ts')> | undefined;
  const loadReservoir: ReservoirLoader = async ({ rate, ...bucket }) => {
    loading ??= import('./rate-limits/pool/reservoir.ts');
    const { createReservoir } = await loading;
    // Without a published rate there is nothing to share: each process measures it and treats the others as foreign clients.
    if (!shared || !rate) return createReservoir(concurrency);
    return createReservoir(concurrency, shared.createTurn({ ...bucket, rate, tenant: await tenant() }));
  };
  const reportWait: LimiterOptions['onWait'] = ({ name }, ms) => onEvent?.(toWaitEvent('limit', name, ms, clock));
  return createLimiter({ clock, headroom, width: concurrency, pool, loadReservoir, onWait: reportWait });
}

/** `maxRate` limits requests even if nothing is known about their buckets. */
function estimateMs(
  limiter: Limiter,
  { maxRate }: ClientSettings,
  requests: Parameters<LimitedApi['estimateMs']>[0],
): number | undefined {
  const byBuckets = limiter.estimateMs(requests.map(findBucket));
  return maxRate === undefined ? byBuckets : Math.max(byBuckets ?? 0, (requests.length * 1000) / maxRate);
}

function createTokenSource(site: TenantSite, settings: ClientSettings): TokenSource {
  const { credentials, clock, transport, timeoutMs, policy } = settings;
  const audience = settings.audience ?? `${site.origin}/api/v2/`;
  if (credentials.kind === 'token') return createStaticToken(credentials.accessToken, clock, site, audience);
  if (credentials.kind === 'provider')
    return createCachedToken(() => requestProvidedToken(credentials.getToken, site, audience), credentials, clock);
  const reportWait: TokenGrantOptions['onWait'] = (why, ms) => settings.onEvent?.(toWaitEvent(why, 'tokens', ms, clock));
  const grant = {
    site,
    audience,
    credentials,
    transport,
    clock,
    timeoutMs,
    retries: policy,
    headers: buildAgentHeaders(settings),
    onWait: reportWait,
  };
  const grantWithSignal = settings.signal ? { ...grant, signal: settings.signal } : grant;
  return createCachedToken(() => requestGrant(grantWithSignal), credentials, clock);
}

async function readIdentity(
  tokens: TokenSource,
  site: TenantSite,
  { credentials }: ClientSettings,
): Promise<Outcome<Identity, ApiFailure>> {
  const token = await tokens.getCurrent();
  if (!token.ok) return token;
  const { scopes, tenant } = token.value;
  const clientId = token.value.clientId ?? ('clientId' in credentials ? credentials.clientId : undefined);
  return succeed({
    tenant: isTenantDomain(site) ? site.host : (tenant ?? site.host),
    ...omitUndefined({ clientId, scopes }),
  });
}

/** The API truncates correlation ids after 64 characters, so the run id is shortened to keep the request number at the end. */
function createHeaderBuilder(settings: ClientSettings): Session['headers'] {
  let count = 0;
  const agent = buildAgentHeaders(settings);
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

/** The tenant's log shows the decoded `Auth0-Client`, which attributes writes to tenon. */
const buildAgentHeaders = ({ toolVersion }: ClientSettings): Readonly<Record<string, string>> => ({
  accept: 'application/json',
  'user-agent': `tenon/${toolVersion}`,
  'auth0-client': Buffer.from(JSON.stringify({ name: 'tenon', version: toolVersion })).toString('base64'),
});

function createUnusableClient(problem: Problem): LimitedApi {
  const refuse = async () => failWith<ApiFailure>({ problem, carriedOut: 'no' });
  const noRequests = { reads: 0, writes: 0, retries: 0 };
  const getSpent = () => noRequests;
  return {
    identity: refuse,
    get: refuse,
    list: refuse,
    send: refuse,
    spent: getSpent,
    estimateMs: () => undefined,
    close: async () => {},
  };
}
