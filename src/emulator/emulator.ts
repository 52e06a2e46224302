import { randomUUID } from 'node:crypto';
import type { JsonObject } from '../model/json/json-value.ts';
import { AssertionCheck } from './auth/assertion.ts';
import { BearerCheck } from './auth/bearer.ts';
import { makeSigningKeys, type SigningKeys } from './auth/keys.ts';
import { grantToken, type TokenEndpoint } from './auth/token-endpoint.ts';
import { RESOURCES } from './catalogue.ts';
import { control } from './controls/control.ts';
import { Recorder } from './controls/recorder.ts';
import { Schemas } from './engine/validation/schemas.ts';
import { KNOWN_OPERATIONS } from './facts/known-operations.ts';
import { limitsOf } from './facts/rate-limits.ts';
import { withFault } from './faults/apply.ts';
import { Faults } from './faults/faults.ts';
import { asFaultPlan, type Fault } from './faults/rule.ts';
import { StaleReads } from './faults/stale-reads.ts';
import { type Answer, ok } from './http/answer.ts';
import { jsonIn, parseFormOrJson } from './http/body.ts';
import { type Api, dispatch } from './http/dispatch.ts';
import type { Incoming } from './http/incoming.ts';
import { Refusal } from './http/refusal.ts';
import type { Reply } from './http/reply.ts';
import { type Match, Router } from './http/router.ts';
import { RateLimiter } from './limits/rate-limiter.ts';
import type { EmulatorOptions } from './options.ts';
import { issuerOf, managementAudience } from './state/tenant.ts';
import { TenantKeeper } from './state/tenant-keeper.ts';

/** Everything behind the HTTP server: the tenant, its API, the token endpoint and the emulator's own controls. */
export class Emulator {
  readonly keeper: TenantKeeper;
  readonly recorder = new Recorder();
  readonly faults: Faults;
  readonly #options: EmulatorOptions;
  readonly #router = new Router(
    RESOURCES.flatMap((resource) => resource.routes),
    KNOWN_OPERATIONS,
  );
  readonly #schemas = new Schemas();
  readonly #keys: Promise<SigningKeys>;
  readonly #now: () => Date;
  readonly #stale: StaleReads;
  #url = '';
  #api: Api;
  #tokens: TokenEndpoint;

  constructor(options: EmulatorOptions) {
    this.#options = options;
    this.#now = options.now ?? (() => new Date());
    this.keeper = new TenantKeeper(options);
    this.faults = new Faults(this.keeper.tenant.ids.seed, asFaultPlan(options.faults));
    this.#stale = new StaleReads(this.#now);
    this.#keys = makeSigningKeys(randomUUID());
    this.#api = this.#makeApi();
    this.#tokens = this.#makeTokens();
  }

  /** What a request works on. */
  get api(): Api {
    return this.#api;
  }

  /** Its own address counts as the tenant's: in audiences of tokens, in client assertions, in links. */
  listensAt(url: string): void {
    this.#url = url;
    this.#api = this.#makeApi();
    this.#tokens = this.#makeTokens();
  }

  #makeApi(): Api {
    const { tenant } = this.keeper;
    return {
      tenant,
      router: this.#router,
      schemas: this.#schemas,
      bearers: new BearerCheck(this.#keys, managementAudience(tenant), this.#now),
      limiter: this.#makeLimiter(),
      origin: this.#url,
      save: this.keeper.save,
    };
  }

  #makeLimiter(): RateLimiter | undefined {
    const { limits, plan } = this.#options;
    if (limits !== undefined) return new RateLimiter({ wide: limits, groups: [], apart: false }, this.#now);
    return plan === undefined ? undefined : new RateLimiter(limitsOf(plan), this.#now);
  }

  #makeTokens(): TokenEndpoint {
    const { tenant } = this.keeper;
    const assertions = new AssertionCheck(tenant, [issuerOf(tenant), `${this.#url}/`], this.#now);
    return { tenant, keys: this.#keys, assertions, aliasAudience: `${this.#url}/api/v2/`, now: this.#now };
  }

  dump = (): JsonObject => this.keeper.dump();

  logs = (): readonly JsonObject[] => {
    const { logs } = this.keeper.tenant;
    return logs.events().map((event) => logs.scopes.shown(event));
  };

  /** Tokens stay valid: the keys are the emulator's, not the tenant's. */
  reset = (): void => {
    this.keeper.reset();
    this.recorder.clear();
    this.#stale.clear();
    this.faults.set(asFaultPlan(this.#options.faults));
    this.#api = this.#makeApi();
    this.#tokens = this.#makeTokens();
  };

  /** The `Date` of an answer is that of the clock which its rate limits refer to. */
  answer = async (incoming: Incoming): Promise<Reply> => {
    const reply = await this.#reply(incoming);
    if (this.#options.now === undefined) return reply;
    return { ...reply, headers: { date: this.#now().toUTCString(), ...reply.headers } };
  };

  async #reply(incoming: Incoming): Promise<Reply> {
    const { method, target } = incoming;
    const [first, second] = target.segments;
    if (first === 'api' && second === 'v2') return this.#apiReply(incoming);
    if (first === '_emulator') return control(this, incoming);
    const operation = `${method} ${target.path}`;
    if (operation === 'POST /oauth/token') return this.#tokenReply(incoming);
    if (operation === 'GET /.well-known/jwks.json') return ok({ keys: [jsonOf((await this.#keys).jwk)] });
    throw new Refusal(404, 'Not Found');
  }

  #tokenReply({ method, target, headers, bytes }: Incoming): Promise<Reply> {
    const misfortune = this.faults.of({ method, path: target.path, template: undefined });
    return withFault(misfortune, async () => {
      const taken = this.#api.limiter?.takeForToken();
      if (taken?.refusal !== undefined) return tooManyTokens(taken.refusal, taken.headers);
      const answer = await grantToken(this.#tokens, parseFormOrJson(headers, bytes));
      return { ...answer, headers: { ...taken?.headers, ...answer.headers } };
    });
  }

  async #apiReply(incoming: Incoming): Promise<Reply> {
    const { method, target } = incoming;
    const match = this.#router.match(method, target.segments.slice(2));
    const template = templateOf(match);
    const misfortune = this.faults.of({ method, path: target.path.slice('/api/v2'.length), template });
    const reply = await withFault(misfortune, () => this.#carriedOut(incoming, misfortune.fault));
    const { status, fault, carriedOut } = reply;
    this.recorder.add({
      method,
      path: target.path,
      query: target.query.toString(),
      body: jsonIn(incoming.bytes),
      status,
      at: this.#now().toISOString(),
      ...(fault === undefined ? {} : { fault }),
      ...(carriedOut === undefined ? {} : { carriedOut }),
    });
    return reply;
  }

  #carriedOut(incoming: Incoming, fault: Fault | undefined): Promise<Answer> {
    const { tenant } = this.#api;
    if (typeof fault === 'object' && 'staleReadsMs' in fault) this.#stale.hideWrite(tenant.state.copy(), fault.staleReadsMs);
    const state = incoming.method === 'GET' ? this.#stale.seen() : undefined;
    return dispatch(state === undefined ? this.#api : { ...this.#api, tenant: { ...tenant, state } }, incoming);
  }
}

/** Also of what the API has and the emulator has not, so that faults can stand for it. */
const templateOf = (match: Match): string | undefined => {
  if (match.kind === 'route') return match.route.path;
  return match.kind === 'not-emulated' ? match.path : undefined;
};

const jsonOf = (value: unknown): JsonObject => JSON.parse(JSON.stringify(value));

const tooManyTokens = (refusal: Refusal, headers: Readonly<Record<string, string>>): Answer => ({
  status: 429,
  body: { error: 'too_many_requests', error_description: refusal.message },
  headers,
});
