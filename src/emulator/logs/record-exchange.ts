import { isArray, isObject, type JsonObject, type JsonValue } from '../../model/json/json-value.ts';
import { getString } from '../engine/json-objects.ts';
import { buildLogEvent, type LoggedExchange } from './build-log-event.ts';

/** What the log says about an exchange, if anything. Ordinary reads leave no trace. */
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
 * `sapi` is a successful write. For a refused one today's catalogue of event types has no code, and whether it is logged at all is
 * unknown; `fapi` is what older tools know.
 */
function getEventType({ route, answer }: LoggedExchange): 'sapi' | 'fapi' | 'api_limit' | undefined {
  if (answer.status === 429) return 'api_limit';
  if (route.method === 'GET') return undefined;
  return answer.status < 400 ? 'sapi' : 'fapi';
}

/** The seeded clock stands still: a read must leave the tenant as it was. */
function recordSecretsRead(exchange: LoggedExchange): void {
  const { tenant, answer } = exchange;
  const secrets = answer.status < 400 ? listReadSecrets(answer.body) : [];
  if (secrets.length === 0) return;
  const shown = { ...exchange, answer: { ...answer, body: pickClientIds(answer.body) } };
  addEvent(exchange, tenant.clock.peek(), buildLogEvent('mgmt_api_read', shown, { accessedSecrets: [...secrets] }));
}

/** Members of clients that the API counts as secrets: reading them is logged (event `mgmt_api_read`). */
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
