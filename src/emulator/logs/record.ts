import { isArray, isObject, type JsonObject, type JsonValue } from '../../model/json/json-value.ts';
import { textOf } from '../engine/objects.ts';
import { type Exchanged, eventOf } from './event.ts';

/** What the log says about an exchange, if anything. Ordinary reads leave no trace. */
export function recordExchange(exchanged: Exchanged): void {
  const { tenant, route } = exchanged;
  const type = typeOf(exchanged);
  if (type !== undefined) add(exchanged, tenant.clock.now(), eventOf(type, exchanged));
  else if (route.path.startsWith('/clients')) recordSecretsRead(exchanged);
}

function add({ tenant, bearer }: Exchanged, date: Date, event: JsonObject): void {
  if (bearer.person === undefined) tenant.logs.scopes.remember(bearer.jti, bearer.scopes);
  tenant.logs.add(date, event);
}

/**
 * `sapi` is a successful write. For a refused one today's catalogue of event types has no code, and whether it is logged at all is
 * unknown; `fapi` is what older tools know.
 */
function typeOf({ route, answer }: Exchanged): 'sapi' | 'fapi' | 'api_limit' | undefined {
  if (answer.status === 429) return 'api_limit';
  if (route.method === 'GET') return undefined;
  return answer.status < 400 ? 'sapi' : 'fapi';
}

/** The seeded clock stands still: a read must leave the tenant as it was. */
function recordSecretsRead(exchanged: Exchanged): void {
  const { tenant, answer } = exchanged;
  const secrets = answer.status < 400 ? secretsIn(answer.body) : [];
  if (secrets.length === 0) return;
  const shown = { ...exchanged, answer: { ...answer, body: idsIn(answer.body) } };
  add(exchanged, tenant.clock.reading(), eventOf('mgmt_api_read', shown, { accessedSecrets: [...secrets] }));
}

/** Members of clients that the API counts as secrets: reading them is logged (event `mgmt_api_read`). */
const CLIENT_SECRETS = ['client_secret', 'encryption_key', 'signing_keys'];

const clientsIn = (body: JsonValue | undefined): readonly JsonValue[] => {
  if (isArray(body)) return body;
  if (!isObject(body)) return [];
  return isArray(body.clients) ? body.clients : [body];
};

function secretsIn(body: JsonValue | undefined): readonly string[] {
  const clients = clientsIn(body);
  return CLIENT_SECRETS.filter((name) => clients.some((client) => isObject(client) && Object.hasOwn(client, name)));
}

function idsIn(body: JsonValue | undefined): JsonValue {
  const ids = clientsIn(body).map((client) => ({ client_id: isObject(client) ? textOf(client, 'client_id') : '' }));
  return isArray(body) ? ids : (ids[0] ?? {});
}
