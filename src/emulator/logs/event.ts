import { isObject, type JsonObject, type JsonValue } from '../../model/json/json-value.ts';
import type { Bearer } from '../auth/bearer.ts';
import type { Route } from '../engine/call.ts';
import { textOf } from '../engine/objects.ts';
import type { Answer } from '../http/answer.ts';
import type { Incoming } from '../http/incoming.ts';
import type { Tenant } from '../state/tenant.ts';
import { descriptionOf } from './description.ts';
import { masked } from './masking.ts';

/** One exchange of somebody known with a known endpoint. */
export interface Exchanged {
  readonly tenant: Tenant;
  readonly incoming: Incoming;
  readonly route: Route;
  readonly bearer: Bearer;
  readonly body: JsonValue | undefined;
  readonly answer: Answer;
}

/** The API cuts longer ones (documentation of request correlation). */
const MAX_CORRELATION_ID = 64;

/** Members and their order as in published samples of `sapi` events. */
export function eventOf(type: string, exchanged: Exchanged, more: JsonObject = {}): JsonObject {
  const { tenant, incoming, route, bearer } = exchanged;
  const client = tenant.state.collection('clients').get(bearer.clientId) ?? {};
  const correlationId = header(incoming, 'x-correlation-id').slice(0, MAX_CORRELATION_ID);
  const auth0Client = auth0ClientOf(header(incoming, 'auth0-client'));
  return {
    type,
    description: descriptionOf(route.method, route.path),
    client_id: bearer.clientId,
    client_name: textOf(client, 'name'),
    ip: incoming.ip,
    user_agent: header(incoming, 'user-agent'),
    details: { ...more, request: requestOf(exchanged), response: responseOf(exchanged.answer) },
    user_id: bearer.person?.user_id ?? '',
    ...(auth0Client === undefined ? {} : { auth0_client: auth0Client }),
    ...(correlationId === '' ? {} : { references: { correlation_id: correlationId } }),
    isMobile: false,
    tenant_name: tenant.name,
    environment_name: 'emulator',
  };
}

/** Operations whose whole body is a secret, whatever its members are called. */
const ALL_SECRET = /^\/(?:rules-configs|hooks\/\{[^}]*\}\/secrets)/;

function requestOf({ incoming, route, bearer, body }: Exchanged): JsonObject {
  const { person } = bearer;
  return {
    method: incoming.method.toLowerCase(),
    path: loggedPath(incoming.target.path, person !== undefined),
    query: Object.fromEntries(incoming.target.query),
    body: body === undefined ? {} : masked(body, ALL_SECRET.test(route.path)),
    channel: person === undefined ? 'api' : 'https://manage.auth0.com/',
    ip: incoming.ip,
    userAgent: header(incoming, 'user-agent'),
    auth: {
      user: person === undefined ? {} : { user_id: person.user_id, name: person.name, email: person.email },
      strategy: 'jwt',
      credentials: { jti: bearer.jti },
    },
  };
}

/** Published samples of changes at the dashboard name these endpoints without `/api`. */
const loggedPath = (path: string, byPerson: boolean): string =>
  byPerson && path.startsWith('/api/v2/attack-protection/') ? path.slice('/api'.length) : path;

const responseOf = ({ status, body }: Answer): JsonObject => ({
  statusCode: status,
  body: body === undefined ? {} : masked(body),
});

const header = (incoming: Incoming, name: string): string => {
  const value = incoming.headers[name];
  return Array.isArray(value) ? value.join(', ') : (value ?? '');
};

/** Base64 of JSON, as the official clients send it. */
function auth0ClientOf(text: string): JsonObject | undefined {
  try {
    const value: unknown = JSON.parse(Buffer.from(text, 'base64').toString('utf8'));
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
