import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { JsonObject, JsonValue } from '../model/json.ts';
import { AssertionCheck } from './auth/assertion.ts';
import { BearerCheck } from './auth/bearer.ts';
import { makeSigningKeys, type SigningKeys } from './auth/keys.ts';
import { grantToken, type TokenEndpoint } from './auth/token-endpoint.ts';
import { RESOURCES } from './catalogue.ts';
import { type Api, dispatch } from './dispatch.ts';
import { Schemas } from './engine/schemas.ts';
import { KNOWN_OPERATIONS } from './facts/known-operations.ts';
import { type Answer, ok } from './http/answer.ts';
import { parseFormOrJson } from './http/body.ts';
import { Refusal } from './http/refusal.ts';
import type { RequestTarget } from './http/url.ts';
import { RateLimiter } from './limits.ts';
import type { EmulatorOptions } from './options.ts';
import { Recorder } from './recorder.ts';
import { Router } from './router.ts';
import { issuerOf, managementAudience } from './state/tenant.ts';
import { TenantKeeper } from './state/tenant-keeper.ts';

/** Everything behind the HTTP server: the tenant, its API, the token endpoint and the emulator's own controls. */
export class Emulator {
  readonly keeper: TenantKeeper;
  readonly recorder = new Recorder();
  readonly #options: EmulatorOptions;
  readonly #router = new Router(
    RESOURCES.flatMap((resource) => resource.routes),
    KNOWN_OPERATIONS,
  );
  readonly #schemas = new Schemas();
  readonly #keys: Promise<SigningKeys>;
  readonly #now: () => Date;
  #url = '';
  #api: Api;
  #tokens: TokenEndpoint;

  constructor(options: EmulatorOptions) {
    this.#options = options;
    this.#now = options.now ?? (() => new Date());
    this.keeper = new TenantKeeper(options);
    this.#keys = makeSigningKeys(randomUUID());
    this.#api = this.#makeApi();
    this.#tokens = this.#makeTokens();
  }

  /** Its own address counts as the tenant's: in audiences of tokens and of client assertions. */
  listensAt(url: string): void {
    this.#url = url;
    this.#tokens = this.#makeTokens();
  }

  #makeApi(): Api {
    const { tenant } = this.keeper;
    const limits = this.#options.limits;
    return {
      tenant,
      router: this.#router,
      schemas: this.#schemas,
      bearers: new BearerCheck(this.#keys, managementAudience(tenant), this.#now),
      limiter: limits === undefined ? undefined : new RateLimiter(limits, this.#now),
      save: this.keeper.save,
    };
  }

  #makeTokens(): TokenEndpoint {
    const { tenant } = this.keeper;
    const assertions = new AssertionCheck(tenant, [issuerOf(tenant), `${this.#url}/`], this.#now);
    return { tenant, keys: this.#keys, assertions, aliasAudience: `${this.#url}/api/v2/`, now: this.#now };
  }

  dump = (): JsonObject => this.keeper.dump();

  /** Tokens stay valid: the keys are the emulator's, not the tenant's. */
  reset = (): void => {
    this.keeper.reset();
    this.recorder.clear();
    this.#api = this.#makeApi();
    this.#tokens = this.#makeTokens();
  };

  answer = async (request: IncomingMessage, target: RequestTarget, bytes: Buffer): Promise<Answer> => {
    const [first, second] = target.segments;
    if (first === 'api' && second === 'v2') return this.#apiAnswer(request, target, bytes);
    const operation = `${request.method} ${target.path}`;
    if (operation === 'POST /oauth/token') return grantToken(this.#tokens, parseFormOrJson(request, bytes));
    if (operation === 'GET /.well-known/jwks.json') return ok({ keys: [jsonOf((await this.#keys).jwk)] });
    if (first === '_emulator') return this.#control(operation);
    throw new Refusal(404, 'Not Found');
  };

  async #apiAnswer(request: IncomingMessage, target: RequestTarget, bytes: Buffer): Promise<Answer> {
    const answer = await dispatch(this.#api, request, target, bytes);
    this.recorder.add({
      method: request.method ?? '',
      path: target.path,
      query: target.query.toString(),
      body: bodyText(bytes),
      status: answer.status,
      at: this.#now().toISOString(),
    });
    return answer;
  }

  async #control(operation: string): Promise<Answer> {
    if (operation === 'GET /_emulator/requests')
      return ok(this.recorder.all().map((request) => ({ ...request, body: request.body ?? null })));
    if (operation === 'GET /_emulator/state') return ok(this.dump());
    if (operation !== 'POST /_emulator/reset') throw new Refusal(404, 'Not Found');
    this.reset();
    await this.keeper.save();
    return { status: 204 };
  }
}

const jsonOf = (value: unknown): JsonObject => JSON.parse(JSON.stringify(value));

function bodyText(bytes: Buffer): JsonValue | undefined {
  if (bytes.length === 0) return undefined;
  try {
    return JSON.parse(bytes.toString('utf8'));
  } catch {
    return undefined;
  }
}
