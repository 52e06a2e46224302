import { isObject, type JsonObject, type JsonValue } from '../../model/json/json-value.ts';
import type { BearerToken } from '../auth/bearer-token.ts';
import type { Route } from '../engine/api-call.ts';
import { getString } from '../engine/json-objects.ts';
import type { Answer } from '../http/http-answer.ts';
import type { IncomingRequest } from '../http/incoming-request.ts';
import type { EmulatedTenant } from '../state/emulated-tenant.ts';
import { describeOperation } from './describe-operation.ts';
import { maskLogBody } from './mask-log-body.ts';

/** A request to a known endpoint by an authenticated client or person, and its answer. */
export interface LoggedExchange {
  readonly tenant: EmulatedTenant;
  readonly incoming: IncomingRequest;
  readonly route: Route;
  readonly bearer: BearerToken;
  readonly body: JsonValue | undefined;
  readonly answer: Answer;
}

/** The API truncates longer ids (documentation of request correlation). */
const MAX_CORRELATION_ID = 64;

/** Builds a log event. Members and their order are those of published samples of `sapi` events. */
export function buildLogEvent(type: string, exchange: LoggedExchange, extraDetails: JsonObject = {}): JsonObject {
  const { tenant, incoming, route, bearer } = exchange;
  const client = tenant.state.getCollection('clients').get(bearer.clientId) ?? {};
  const correlationId = getHeader(incoming, 'x-correlation-id').slice(0, MAX_CORRELATION_ID);
  const auth0Client = parseAuth0Client(getHeader(incoming, 'auth0-client'));
  return {
    type,
    description: describeOperation(route.method, route.path),
    client_id: bearer.clientId,
    client_name: getString(client, 'name'),
    ip: incoming.ip,
    user_agent: getHeader(incoming, 'user-agent'),
    details: { ...extraDetails, request: buildLogRequest(exchange), response: buildLogResponse(exchange.answer) },
    user_id: bearer.person?.user_id ?? '',
    ...(auth0Client === undefined ? {} : { auth0_client: auth0Client }),
    ...(correlationId === '' ? {} : { references: { correlation_id: correlationId } }),
    isMobile: false,
    tenant_name: tenant.name,
    environment_name: 'emulator',
  };
}

/** Operations whose whole body is secret, regardless of member names. */
const SECRET_BODY_PATHS = /^\/(?:rules-configs|hooks\/\{[^}]*\}\/secrets)/;

function buildLogRequest({ incoming, route, bearer, body }: LoggedExchange): JsonObject {
  const { person } = bearer;
  return {
    method: incoming.method.toLowerCase(),
    path: toLoggedPath(incoming.target.path, person !== undefined),
    query: Object.fromEntries(incoming.target.query),
    body: body === undefined ? {} : maskLogBody(body, SECRET_BODY_PATHS.test(route.path)),
    channel: person === undefined ? 'api' : 'https://manage.auth0.com/',
    ip: incoming.ip,
    userAgent: getHeader(incoming, 'user-agent'),
    auth: {
      user: person === undefined ? {} : { user_id: person.user_id, name: person.name, email: person.email },
      strategy: 'jwt',
      credentials: { jti: bearer.jti },
    },
  };
}

/** Published samples of dashboard changes show these endpoints without `/api`. */
const toLoggedPath = (path: string, byPerson: boolean): string =>
  byPerson && path.startsWith('/api/v2/attack-protection/') ? path.slice('/api'.length) : path;

const buildLogResponse = ({ status, body }: Answer): JsonObject => ({
  statusCode: status,
  body: body === undefined ? {} : maskLogBody(body),
});

const getHeader = (incoming: IncomingRequest, name: string): string => {
  const value = incoming.headers[name];
  return Array.isArray(value) ? value.join(', ') : (value ?? '');
};

/** Parses the `auth0-client` header: base64-encoded JSON, as the official SDKs send it. */
function parseAuth0Client(text: string): JsonObject | undefined {
  try {
    const value: unknown = JSON.parse(Buffer.from(text, 'base64').toString('utf8'));
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
