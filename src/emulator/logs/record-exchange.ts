import { isArray, isObject, type JsonObject, type JsonValue } from '../../model/json/json-value.ts';
import { getString } from '../engine/json-objects.ts';
import { buildLogEvent, type LoggedExchange } from './build-log-event.ts';

/** Adds a log event for a request if the API logs it: writes, reads of client secrets, and exceeded rate limits. */
export function recordExchange(exchange: LoggedExchange): void {
  const { tenant, route } = exchange;
  const type = getEventType(exchange);
  if (type !== undefined) addEvent(exchange, tenant.clock.now(), buildLogEvent(type, exchange));
  else if (route.path.startsWith('/clients')) recordSecretsRead(exchange);
}

function addEvent({ tenant, bearer }: LoggedExchange, date: Date, event: JsonObject): void {
  if (bearer.person === undefined) tenant.logs.scopes.remember(bearer.jti, bearer.scopes);
  tenant.logs.add(date, event);
}

/**
 * `sapi` is a successful write. Whether the API logs refused writes is unknown: the current catalog of event types has no code
 * for them. `fapi` is the code that older tools use.
 */
function getEventType({ route, answer }: LoggedExchange): 'sapi' | 'fapi' | 'api_limit' | undefined {
  if (answer.status === 429) return 'api_limit';
  if (route.method === 'GET') return undefined;
  return answer.status < 400 ? 'sapi' : 'fapi';
}

/** Logs a read of client secrets. Does not advance the seeded clock, because a read must not change the tenant's state. */
function recordSecretsRead(exchange: LoggedExchange): void {
  const { tenant, answer } = exchange;
  const secrets = answer.status < 400 ? listReadSecrets(answer.body) : [];
  if (secrets.length === 0) return;
  const shown = { ...exchange, answer: { ...answer, body: pickClientIds(answer.body) } };
  addEvent(exchange, tenant.clock.peek(), buildLogEvent('mgmt_api_read', shown, { accessedSecrets: [...secrets] }));
}

/** Secret members of clients. The API logs reading them (event `mgmt_api_read`). */
const CLIENT_SECRETS = ['client_secret', 'encryption_key', 'signing_keys'];

const listClients = (body: JsonValue | undefined): readonly JsonValue[] => {
  if (isArray(body)) return body;
  if (!isObject(body)) return [];
  return isArray(body.clients) ? body.clients : [body];
};

function listReadSecrets(body: JsonValue | undefined): readonly string[] {
  const clients = listClients(body);
  return CLIENT_SECRETS.filter((name) => clients.some((client) => isObject(client) && Object.hasOwn(client, name)));
}

function pickClientIds(body: JsonValue | undefined): JsonValue {
  const ids = listClients(body).map((client) => ({ client_id: isObject(client) ? getString(client, 'client_id') : '' }));
  return isArray(body) ? ids : (ids[0] ?? {});
}
