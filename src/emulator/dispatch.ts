import type { IncomingMessage } from 'node:http';
import type { JsonValue } from '../model/json.ts';
import type { BearerCheck } from './auth/bearer.ts';
import { requireAnyScope } from './auth/scope-check.ts';
import type { Call, Route } from './engine/call.ts';
import type { Schemas } from './engine/schemas.ts';
import { checkBody, readQuery } from './engine/validate.ts';
import { checkPath } from './engine/validate-path.ts';
import type { Answer } from './http/answer.ts';
import { parseJsonBody } from './http/body.ts';
import { Refusal, refusalBody } from './http/refusal.ts';
import type { RequestTarget } from './http/url.ts';
import type { RateLimiter } from './limits.ts';
import type { Match, Router } from './router.ts';
import type { Tenant } from './state/tenant.ts';

export interface Api {
  readonly tenant: Tenant;
  readonly router: Router;
  readonly schemas: Schemas;
  readonly bearers: BearerCheck;
  readonly limiter: RateLimiter | undefined;
  readonly save: () => Promise<void>;
}

/** One request below `/api/v2`, in the API's order: path, token, rate, scope, query, body, then the handler. */
export async function dispatch(api: Api, request: IncomingMessage, target: RequestTarget, bytes: Buffer): Promise<Answer> {
  let headers: Readonly<Record<string, string>> = {};
  try {
    const match = api.router.match(request.method ?? '', target.segments.slice(2));
    const { route, params } = routeOf(match, request.method ?? '');
    const bearer = await api.bearers.check(request.headers.authorization);
    const rate = api.limiter?.take();
    headers = rate?.headers ?? {};
    if (rate?.refusal !== undefined) throw rate.refusal;
    requireAnyScope(bearer.scopes, route.scopes);
    checkPath(api.schemas, route.method, route.path, params);
    const query = readQuery(api.schemas, route.method, route.path, target.query);
    const body = bodyFor(route, request, bytes);
    checkBody(api.schemas, route.method, route.path, body);
    const call: Call = {
      tenant: api.tenant,
      method: route.method,
      params,
      query,
      body,
      scopes: bearer.scopes,
      clientId: bearer.clientId,
    };
    for (const accepted of route.alsoNeeds?.(call) ?? []) requireAnyScope(bearer.scopes, accepted);
    const answer = shuffled(api, route, route.handle(call));
    if (route.method !== 'GET') await api.save();
    return { ...answer, headers: { ...headers, ...answer.headers } };
  } catch (error) {
    return { ...answerFor(error), headers };
  }
}

function shuffled(api: Api, route: Route, answer: Answer): Answer {
  const { shuffler } = api.tenant;
  if (shuffler === undefined || route.method !== 'GET' || answer.body === undefined) return answer;
  return { ...answer, body: shuffler.sets(answer.body) };
}

export const answerFor = (error: unknown): Answer => {
  if (error instanceof Refusal) return { status: error.status, body: refusalBody(error) };
  process.emitWarning(`emulator: ${error instanceof Error ? error.stack : String(error)}`);
  return { status: 500, body: refusalBody(new Refusal(500, 'Internal error in the emulator', 'internal_error')) };
};

/** A body that comes with a GET is not looked at. */
const bodyFor = (route: Route, request: IncomingMessage, bytes: Buffer): JsonValue | undefined =>
  route.method === 'GET' ? undefined : parseJsonBody(request, bytes);

function routeOf(match: Match, method: string): Extract<Match, { kind: 'route' }> {
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
