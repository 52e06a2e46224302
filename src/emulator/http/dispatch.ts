import type { JsonValue } from '../../model/json/json-value.ts';
import type { Bearer, BearerCheck } from '../auth/bearer.ts';
import { requireAnyScope } from '../auth/scope-check.ts';
import type { Call, Route } from '../engine/call.ts';
import type { Schemas } from '../engine/validation/schemas.ts';
import { checkBody, readQuery } from '../engine/validation/validate.ts';
import { checkPath } from '../engine/validation/validate-path.ts';
import type { RateLimiter } from '../limits/rate-limiter.ts';
import { recordExchange } from '../logs/record.ts';
import type { Tenant } from '../state/tenant.ts';
import type { Answer } from './answer.ts';
import { parseJsonBody } from './body.ts';
import type { Incoming } from './incoming.ts';
import { Refusal, refusalBody } from './refusal.ts';
import type { Match, Router } from './router.ts';

export interface Api {
  readonly tenant: Tenant;
  readonly router: Router;
  readonly schemas: Schemas;
  readonly bearers: BearerCheck;
  readonly limiter: RateLimiter | undefined;
  readonly origin: string;
  readonly save: () => Promise<void>;
}

/** What becomes known of a request on its way; the log tells as much of it as there is. */
interface Known {
  route?: Route;
  bearer?: Bearer;
  body?: JsonValue;
  headers: Readonly<Record<string, string>>;
}

/** One request below `/api/v2`. `trusted` is who sends it where nobody has to show a token. */
export async function dispatch(api: Api, incoming: Incoming, trusted?: Bearer): Promise<Answer> {
  const known: Known = { headers: {} };
  const answer = await answered(() => carryOut(api, incoming, known, trusted));
  const { route, bearer, body, headers } = known;
  if (route !== undefined && bearer !== undefined) recordExchange({ tenant: api.tenant, incoming, route, bearer, body, answer });
  const kept = route?.method === 'GET' || answer.status >= 400 ? answer : await answered(() => saved(api, answer));
  return { ...kept, headers: { ...headers, ...kept.headers } };
}

async function answered(work: () => Promise<Answer>): Promise<Answer> {
  try {
    return await work();
  } catch (error) {
    return answerFor(error);
  }
}

async function saved(api: Api, answer: Answer): Promise<Answer> {
  await api.save();
  return answer;
}

/** In the API's order: path, token, rate, scope, query, body, then the handler. */
async function carryOut(api: Api, incoming: Incoming, known: Known, trusted: Bearer | undefined): Promise<Answer> {
  const match = api.router.match(incoming.method, incoming.target.segments.slice(2));
  const { route, params } = routeOf(match, incoming.method);
  known.route = route;
  const bearer = trusted ?? (await api.bearers.check(incoming.headers.authorization));
  known.bearer = bearer;
  if (trusted === undefined) chargeFor(api, incoming, route, known);
  requireAnyScope(bearer.scopes, route.scopes);
  checkPath(api.schemas, route.method, route.path, params);
  const query = readQuery(api.schemas, route.method, route.path, incoming.target.query);
  const body = bodyFor(route, incoming);
  if (body !== undefined) known.body = body;
  checkBody(api.schemas, route.method, route.path, body);
  const { scopes, clientId } = bearer;
  const call: Call = {
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
  return shuffled(api, route, route.handle(call));
}

function chargeFor(api: Api, { method, target }: Incoming, route: Route, known: Known): void {
  const taken = api.limiter?.take({ method, path: route.path, query: target.query });
  if (taken === undefined) return;
  known.headers = taken.headers;
  if (taken.refusal !== undefined) throw taken.refusal;
}

function shuffled(api: Api, route: Route, answer: Answer): Answer {
  const { shuffler } = api.tenant;
  if (shuffler === undefined || route.method !== 'GET' || answer.body === undefined) return answer;
  return { ...answer, body: shuffler.sets(answer.body) };
}

export const answerFor = (error: unknown): Answer => {
  if (error instanceof Refusal) return { status: error.status, body: refusalBody(error) };
  // What was at hand may be somebody's secret, and the state file may be anybody's.
  const trace = process.env.TENON_DEBUG && error instanceof Error ? error.stack : 'internal error; TENON_DEBUG=1 shows where';
  process.emitWarning(`emulator: ${trace}`);
  return { status: 500, body: refusalBody(new Refusal(500, 'Internal error in the emulator', 'internal_error')) };
};

/** A body that comes with a GET is not looked at. */
const bodyFor = (route: Route, { headers, bytes }: Incoming): JsonValue | undefined =>
  route.method === 'GET' ? undefined : parseJsonBody(headers, bytes);

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
