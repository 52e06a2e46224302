import { randomUUID } from 'node:crypto';
import type { JsonObject } from '../model/json/json-value.ts';
import { BearerTokenVerifier } from './auth/bearer-token.ts';
import { grantToken, type TokenEndpoint } from './auth/token-endpoint.ts';
import { makeTokenSigningKeys, type TokenSigningKeys } from './auth/token-signing-keys.ts';
import { ClientAssertionVerifier } from './auth/verify-client-assertion.ts';
import { advanceJobs, stopJobAfter } from './behaviour/jobs/advance-jobs.ts';
import { handleControl } from './controls/control-endpoints.ts';
import { RequestRecorder } from './controls/request-recorder.ts';
import { EMULATED_ENDPOINTS } from './emulated-endpoints.ts';
import type { EmulatorOptions } from './emulator-options.ts';
import { toObject } from './engine/json-objects.ts';
import { REQUEST_SCHEMAS } from './engine/validation/request-schemas.ts';
import { KNOWN_OPERATIONS } from './facts/known-operations.ts';
import { getSubscriptionLimits } from './facts/subscription-rate-limits.ts';
import { FaultInjector } from './faults/fault-injector.ts';
import { type Fault, toFaultPlan } from './faults/fault-rule.ts';
import { injectFault } from './faults/inject-fault.ts';
import { StaleReads } from './faults/stale-reads.ts';
import { dispatchRequest, type EmulatedApi } from './http/dispatch-request.ts';
import { type Answer, answerOk } from './http/http-answer.ts';
import type { IncomingRequest } from './http/incoming-request.ts';
import { Refusal } from './http/refusal.ts';
import type { Reply } from './http/reply.ts';
import { parseFormOrJson, parseJsonIfValid } from './http/request-body.ts';
import { type RouteMatch, RouteTree } from './http/route-tree.ts';
import { RateLimiter } from './limits/rate-limiter.ts';
import { getIssuer, getManagementAudience } from './state/emulated-tenant.ts';
import { TenantKeeper } from './state/tenant-keeper.ts';
import type { TenantState } from './state/tenant-state.ts';

/** Routes requests to the tenant's Management API, the token endpoint and the emulator's control API. */
export class Emulator {
  readonly keeper: TenantKeeper;
  readonly recorder = new RequestRecorder();
  readonly faults: FaultInjector;
  readonly #options: EmulatorOptions;
  readonly #router = new RouteTree(
    EMULATED_ENDPOINTS.flatMap((resource) => resource.routes),
    KNOWN_OPERATIONS,
  );
  readonly #schemas = REQUEST_SCHEMAS;
  readonly #keys: Promise<TokenSigningKeys>;
  readonly #now: () => Date;
  readonly #staleReads: StaleReads;
  readonly #staleSearches: StaleReads;
  #url = '';
  #api: EmulatedApi;
  #tokenEndpoint: TokenEndpoint;

  constructor(options: EmulatorOptions) {
    this.#options = options;
    this.#now = options.now ?? (() => new Date());
    this.keeper = new TenantKeeper(options);
    this.faults = new FaultInjector(this.keeper.tenant.ids.seed, toFaultPlan(options.faults));
    this.#staleReads = new StaleReads(this.#now);
    this.#staleSearches = new StaleReads(this.#now);
    this.#keys = makeTokenSigningKeys(randomUUID());
    this.#api = this.#makeApi();
    this.#tokenEndpoint = this.#makeTokenEndpoint();
  }

  get api(): EmulatedApi {
    return this.#api;
  }

  /** Sets the URL that counts as the tenant's, besides its domain: in token audiences, client assertions and links. */
  setUrl(url: string): void {
    this.#url = url;
    this.#api = this.#makeApi();
    this.#tokenEndpoint = this.#makeTokenEndpoint();
  }

  #makeApi(): EmulatedApi {
    const { tenant } = this.keeper;
    return {
      tenant,
      router: this.#router,
      schemas: this.#schemas,
      bearers: new BearerTokenVerifier(this.#keys, getManagementAudience(tenant), this.#now),
      limiter: this.#makeLimiter(),
      origin: this.#url,
      save: this.keeper.save,
    };
  }

  #makeLimiter(): RateLimiter | undefined {
    const { limits, plan } = this.#options;
    if (limits !== undefined) return new RateLimiter({ global: limits, groups: [], excludesGroups: false }, this.#now);
    return plan === undefined ? undefined : new RateLimiter(getSubscriptionLimits(plan), this.#now);
  }

  #makeTokenEndpoint(): TokenEndpoint {
    const { tenant } = this.keeper;
    const assertions = new ClientAssertionVerifier(tenant, [getIssuer(tenant), `${this.#url}/`], this.#now);
    return { tenant, keys: this.#keys, assertions, aliasAudience: `${this.#url}/api/v2/`, now: this.#now };
  }

  dump = (): JsonObject => this.keeper.dump();

  logs = (): readonly JsonObject[] => {
    const { logs } = this.keeper.tenant;
    return logs.listEvents().map((event) => logs.scopes.addScopes(event));
  };

  reset = (): void => {
    this.keeper.reset();
    this.#startOver();
  };

  /** Returns a function that restores the tenant as it is now, and starts over like a reset. */
  checkpoint = (): (() => void) => {
    const restoreTenant = this.keeper.checkpoint();
    return () => {
      restoreTenant();
      this.#startOver();
    };
  };

  /** Forgets everything that is not the tenant's. Tokens stay valid, because their signing keys belong to the emulator. */
  #startOver(): void {
    this.recorder.clear();
    this.#staleReads.clear();
    this.#staleSearches.clear();
    this.faults.setPlan(toFaultPlan(this.#options.faults));
    this.#api = this.#makeApi();
    this.#tokenEndpoint = this.#makeTokenEndpoint();
  }

  /** Answers a request. With a custom clock the `Date` header shows its time, as the rate limit headers do. */
  answer = async (incoming: IncomingRequest): Promise<Reply> => {
    const reply = await this.#routeRequest(incoming);
    if (this.#options.now === undefined) return reply;
    return { ...reply, headers: { date: this.#now().toUTCString(), ...reply.headers } };
  };

  async #routeRequest(incoming: IncomingRequest): Promise<Reply> {
    const { method, target } = incoming;
    const [first, second] = target.segments;
    if (first === 'api' && second === 'v2') return this.#answerApiRequest(incoming);
    if (first === '_emulator') return handleControl(this, incoming);
    const operation = `${method} ${target.path}`;
    if (operation === 'POST /oauth/token') return this.#answerTokenRequest(incoming);
    if (operation === 'GET /.well-known/jwks.json') return answerOk({ keys: [toJsonObject((await this.#keys).jwk)] });
    throw new Refusal(404, 'Not Found');
  }

  #answerTokenRequest({ method, target, headers, bytes }: IncomingRequest): Promise<Reply> {
    const requestFault = this.faults.chooseFault({ method, path: target.path, template: undefined });
    return injectFault(requestFault, async () => {
      const outcome = this.#api.limiter?.takeForToken();
      if (outcome?.refusal !== undefined) return buildTooManyTokens(outcome.refusal, outcome.headers);
      const answer = await grantToken(this.#tokenEndpoint, parseFormOrJson(headers, bytes));
      return { ...answer, headers: { ...outcome?.headers, ...answer.headers } };
    });
  }

  async #answerApiRequest(incoming: IncomingRequest): Promise<Reply> {
    const { method, target } = incoming;
    const match = this.#router.match(method, target.segments.slice(2));
    const template = getPathTemplate(match);
    const requestFault = this.faults.chooseFault({ method, path: target.path.slice('/api/v2'.length), template });
    const reply = await injectFault(requestFault, () => this.#dispatchUnderFault(incoming, template, requestFault.fault));
    const { status, fault, carriedOut } = reply;
    this.recorder.add({
      method,
      path: target.path,
      query: target.query.toString(),
      body: parseJsonIfValid(incoming.bytes),
      status,
      at: this.#now().toISOString(),
      ...(fault === undefined ? {} : { fault }),
      ...(carriedOut === undefined ? {} : { carriedOut }),
    });
    return reply;
  }

  async #dispatchUnderFault(incoming: IncomingRequest, template: string | undefined, fault: Fault | undefined): Promise<Answer> {
    const { tenant } = this.#api;
    advanceJobs(tenant);
    if (typeof fault === 'object' && 'staleReadsMs' in fault) this.#staleReads.hideWrite(tenant.state.copy(), fault.staleReadsMs);
    if (typeof fault === 'object' && 'staleSearchMs' in fault)
      this.#staleSearches.hideWrite(tenant.state.copy(), fault.staleSearchMs);
    const state = incoming.method === 'GET' ? this.#findPastState(template) : undefined;
    const answer = await dispatchRequest(
      state === undefined ? this.#api : { ...this.#api, tenant: { ...tenant, state } },
      incoming,
    );
    if (typeof fault === 'object' && 'failJobAfter' in fault) stopJobAfter(tenant, toObject(answer.body), fault.failJobAfter);
    return answer;
  }

  #findPastState(template: string | undefined): TenantState | undefined {
    const past = this.#staleReads.getVisibleState();
    return past ?? (SEARCHES.has(template ?? '') ? this.#staleSearches.getVisibleState() : undefined);
  }
}

/** Lists that are documented as eventually consistent, while single objects are read as they are. */
const SEARCHES: ReadonlySet<string> = new Set(['/users', '/organizations/{id}/members']);

/** Returns the path template, also of endpoints that are not emulated, so that fault rules can match them. */
const getPathTemplate = (match: RouteMatch): string | undefined => {
  if (match.kind === 'route') return match.route.path;
  return match.kind === 'not-emulated' ? match.path : undefined;
};

const toJsonObject = (value: unknown): JsonObject => JSON.parse(JSON.stringify(value));

const buildTooManyTokens = (refusal: Refusal, headers: Readonly<Record<string, string>>): Answer => ({
  status: 429,
  body: { error: 'too_many_requests', error_description: refusal.message },
  headers,
});
