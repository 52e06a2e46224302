import { type JsonObject, member } from '../../model/json.ts';
import type { Call, Route } from '../engine/call.ts';
import { asObject, objectOf, textOf, visible } from '../engine/objects.ts';
import type { Resource } from '../engine/resource.ts';
import { TENANT_CERTIFICATE, TENANT_PKCS7 } from '../facts/signing-certificate.ts';
import { type Answer, created, ok } from '../http/answer.ts';
import { badRequest, conflict } from '../http/refusal.ts';
import type { Entry } from '../state/collection.ts';
import { need } from '../state/tenant.ts';
import { connectionId } from './connection-clients.ts';

const PATH = '/connections/{id}/keys';
const STORE = 'connection-keys';

const usesKeys = (connection: JsonObject): boolean =>
  textOf(objectOf(connection, 'options'), 'token_endpoint_auth_method') === 'private_key_jwt';

function makeKey(call: Call, connection: JsonObject, state: JsonObject): JsonObject {
  const { ids } = call.tenant;
  const thumbprint = ids.hex(40).toUpperCase();
  const key = {
    kid: ids.base62(43),
    algorithm: textOf(objectOf(connection, 'options'), 'token_endpoint_auth_signing_alg') || 'RS256',
    key_use: 'signing',
    subject_dn: `/CN=${textOf(connection, 'name')}`,
    cert: TENANT_CERTIFICATE,
    fingerprint: thumbprint.match(/../g)?.join(':') ?? '',
    thumbprint,
    pkcs: TENANT_PKCS7,
    ...state,
    $connection: textOf(connection, 'id'),
  };
  call.tenant.state.collection(STORE).put(key.kid, key);
  return key;
}

const keysOf = (call: Call, id: string): readonly Entry[] => call.tenant.state.collection(STORE).find('parent', id);

/** Keys come into being when they are first looked at. */
function currentKeys(call: Call): readonly JsonObject[] {
  const id = connectionId(call);
  const connection = need(call.tenant, 'connections', id);
  const present = keysOf(call, id);
  if (!usesKeys(connection) && present.length === 0)
    throw badRequest('keys are not available for this connection', 'operation_not_supported');
  if (present.length > 0) return present.map(({ value }) => value);
  return [makeKey(call, connection, { current: true, current_since: call.tenant.clock.stamp() })];
}

function createKeys(call: Call): Answer {
  const id = connectionId(call);
  if (keysOf(call, id).length > 0)
    throw conflict('Keys have already been created for this connection.', 'connection_keys_conflict');
  const connection = need(call.tenant, 'connections', id);
  const algorithm = textOf(asObject(call.body), 'signing_alg');
  const key = makeKey(call, connection, {
    current: true,
    current_since: call.tenant.clock.stamp(),
    ...(algorithm === '' ? {} : { algorithm }),
  });
  return created([visible(key)]);
}

/** The next key becomes the current one, and a new next key is answered. */
function rotate(call: Call): Answer {
  const connection = need(call.tenant, 'connections', connectionId(call));
  if (!usesKeys(connection))
    throw badRequest('Connection is not configured to use JWT Client Authentication', 'operation_not_supported');
  const store = call.tenant.state.collection(STORE);
  for (const key of currentKeys(call)) {
    if (member(key, 'next') !== true) continue;
    for (const old of keysOf(call, textOf(connection, 'id'))) if (member(old.value, 'current') === true) store.delete(old.id);
    store.put(textOf(key, 'kid'), { ...key, next: false, current: true, current_since: call.tenant.clock.stamp() });
  }
  return created(visible(makeKey(call, connection, { next: true, current: false })));
}

const routes: readonly Route[] = [
  { method: 'GET', path: PATH, scopes: ['read:connections_keys'], handle: (call) => ok(currentKeys(call).map(visible)) },
  { method: 'POST', path: PATH, scopes: ['create:connections_keys'], handle: createKeys },
  { method: 'POST', path: `${PATH}/rotate`, scopes: ['create:connections_keys', 'update:connections_keys'], handle: rotate },
];

export const connectionKeys: Resource = { routes, indexes: { [STORE]: { parent: (key) => [textOf(key, '$connection')] } } };
