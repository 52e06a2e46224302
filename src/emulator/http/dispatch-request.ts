import type { JsonValue } from '../../model/json/json-value.ts';
import type { BearerToken, BearerTokenVerifier } from '../auth/bearer-token.ts';
import { requireAnyScope } from '../auth/require-any-scope.ts';
import type { ApiCall, Route } from '../engine/api-call.ts';
import type { RequestSchemas } from '../engine/validation/request-schemas.ts';
import { checkPath } from '../engine/validation/validate-path.ts';
import { checkBody, parseQuery } from '../engine/validation/validate-request.ts';
import type { RateLimiter } from '../limits/rate-limiter.ts';
import { recordExchange } from '../logs/record-exchange.ts';
import type { EmulatedTenant } from '../state/emulated-tenant.ts';
import type { Answer } from './http-answer.ts';
import type { IncomingRequest } from './incoming-request.ts';
import { parseMultipartBody } from './multipart-body.ts';
import { Refusal, toErrorBody } from './refusal.ts';
import { parseJsonBody } from './request-body.ts';
import type { RouteMatch, RouteTree } from './route-tree.ts';

export interface EmulatedApi {
  readonly tenant: EmulatedTenant;
  readonly router: RouteTree;
  readonly schemas: RequestSchemas;
  readonly bearers: BearerTokenVerifier;
  readonly limiter: RateLimiter | undefined;
  readonly origin: string;
  readonly save: () => Promise<void>;
}

/** What is known about a request so far. A refused request is logged with the parts that were known by then. */
interface RequestContext {
  route?: Route;
  bearer?: BearerToken;
  body?: JsonValue;
  headers: Readonly<Record<string, string>>;
}

/** Answers a request below `/api/v2`. `trusted` identifies the sender of a request without a token (the dashboard). */
export async function dispatchRequest(api: EmulatedApi, incoming: IncomingRequest, trusted?: BearerToken): Promise<Answer> {
  const context: RequestContext = { headers: {} };
  const answer = await answerErrors(() => handleRequest(api, incoming, context, trusted));
  const { route, bearer, body, headers } = context;
  if (route !== undefined && bearer !== undefined) recordExchange({ tenant: api.tenant, incoming, route, bearer, body, answer });
  const finalAnswer =
    route?.method === 'GET' || answer.status >= 400 ? answer : await answerErrors(() => saveThenAnswer(api, answer));
  return { ...finalAnswer, headers: { ...headers, ...finalAnswer.headers } };
}

async function answerErrors(handle: () => Promise<Answer>): Promise<Answer> {
  try {
    return await handle();
  } catch (error) {
    return toErrorAnswer(error);
  }
}

async function saveThenAnswer(api: EmulatedApi, answer: Answer): Promise<Answer> {
  await api.save();
  return answer;
}

/** Checks in the API's order: path, token, rate limit, scopes, query, body. Then calls the handler. */
async function handleRequest(
  api: EmulatedApi,
  incoming: IncomingRequest,
  context: RequestContext,
  trusted: BearerToken | undefined,
): Promise<Answer> {
  const match = api.router.match(incoming.method, incoming.target.segments.slice(2));
  const { route, params } = requireRoute(match, incoming.method);
  context.route = route;
  const bearer = trusted ?? (await api.bearers.check(incoming.headers.authorization));
  context.bearer = bearer;
  if (trusted === undefined) chargeRateLimit(api, incoming, route, context);
  requireAnyScope(bearer.scopes, route.scopes);
  checkPath(api.schemas, route.method, route.path, params);
  const query = parseQuery(api.schemas, route.method, route.path, incoming.target.query);
  const body = await parseBody(route, incoming);
  if (body !== undefined) context.body = body;
  checkBody(api.schemas, route.method, route.path, body);
  const { scopes, clientId } = bearer;
  const call: ApiCall = {
    tenant: api.tenant,
    method: route.method,
    params,
    query,
    body,
    scopes,
    clientId,
    origin: api.origin,
    customDomain: incoming.headers['auth0-custom-domain']?.toString(),
  };
  for (const accepted of route.alsoNeeds?.(call) ?? []) requireAnyScope(scopes, accepted);
  return shuffleAnswer(api, route, route.handle(call));
}

function chargeRateLimit(api: EmulatedApi, { method, target }: IncomingRequest, route: Route, context: RequestContext): void {
  const outcome = api.limiter?.take({ method, path: route.path, query: target.query });
  if (outcome === undefined) return;
  context.headers = outcome.headers;
  if (outcome.refusal !== undefined) throw outcome.refusal;
}

function shuffleAnswer(api: EmulatedApi, route: Route, answer: Answer): Answer {
  const { shuffler } = api.tenant;
  if (shuffler === undefined || route.method !== 'GET' || answer.body === undefined) return answer;
  return { ...answer, body: shuffler.shuffleSets(answer.body) };
}

export const toErrorAnswer = (error: unknown): Answer => {
  if (error instanceof Refusal) return { status: error.status, body: toErrorBody(error) };
  // The stack trace may contain secrets, for instance those of a state file, so it is printed on request only.
  const trace =
    process.env.TENON_DEBUG && error instanceof Error ? error.stack : 'internal error. Set TENON_DEBUG=1 to see the stack trace.';
  process.emitWarning(`emulator: ${trace}`);
  return { status: 500, body: toErrorBody(new Refusal(500, 'Internal error in the emulator', 'internal_error')) };
};

/** Parses the body. The body of a GET is ignored. */
async function parseBody(route: Route, { headers, bytes }: IncomingRequest): Promise<JsonValue | undefined> {
  if (route.method === 'GET') return undefined;
  return route.multipart === true ? parseMultipartBody(headers, bytes) : parseJsonBody(headers, bytes);
}

function requireRoute(match: RouteMatch, method: string): Extract<RouteMatch, { kind: 'route' }> {
  switch (match.kind) {
    case 'route':
      return match;
    case 'not-emulated':
      throw new Refusal(501, `${method} ${match.path} is not emulated`, 'not_emulated');
    case 'wrong-method':
      throw new Refusal(405, `${method} is not allowed here. Allowed: ${match.allowed.join(', ')}`, 'method_not_allowed');
    case 'unknown':
      throw new Refusal(404, 'Not Found');
  }
}
