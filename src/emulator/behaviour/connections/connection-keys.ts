import { getObjectMember, type JsonObject } from '../../../model/json/json-value.ts';
import type { ApiCall } from '../../engine/api-call.ts';
import { getObject, getString } from '../../engine/json-objects.ts';
import { TENANT_CERTIFICATE, TENANT_PKCS7 } from '../../facts/signing-certificate.ts';

export const CONNECTION_KEYS = 'connection-keys';

export const hasSigningKeys = (connection: JsonObject): boolean =>
  getString(getObject(connection, 'options'), 'token_endpoint_auth_method') === 'private_key_jwt';

export const listConnectionKeys = (call: ApiCall, id: string): readonly JsonObject[] =>
  call.tenant.state
    .getCollection(CONNECTION_KEYS)
    .find('parent', id)
    .map(({ value }) => value);

/** Creates the current and the next key of a connection that authenticates with `private_key_jwt` (recorded traffic). */
export function ensureConnectionKeys(call: ApiCall, connection: JsonObject): void {
  if (!hasSigningKeys(connection) || listConnectionKeys(call, getString(connection, 'id')).length > 0) return;
  makeKey(call, connection, { current: true, current_since: call.tenant.clock.stamp() });
  makeKey(call, connection, { next: true });
}

function makeKey(call: ApiCall, connection: JsonObject, state: JsonObject): JsonObject {
  const { ids } = call.tenant;
  const thumbprint = ids.makeHex(40).toUpperCase();
  const key = {
    kid: ids.makeBase62(43),
    algorithm: getString(getObject(connection, 'options'), 'token_endpoint_auth_signing_alg') || 'RS256',
    key_use: 'signing',
    subject_dn: `/CN=${getString(connection, 'name')}`,
    cert: TENANT_CERTIFICATE,
    fingerprint: thumbprint.match(/../g)?.join(':') ?? '',
    thumbprint,
    pkcs: TENANT_PKCS7,
    ...state,
    $connection: getString(connection, 'id'),
  };
  call.tenant.state.getCollection(CONNECTION_KEYS).put(key.kid, key);
  return key;
}

/** Makes the current key the previous one and the next key the current one. Returns the new next key. */
export function rotateConnectionKeys(call: ApiCall, connection: JsonObject): JsonObject {
  const store = call.tenant.state.getCollection(CONNECTION_KEYS);
  const since = call.tenant.clock.stamp();
  for (const key of listConnectionKeys(call, getString(connection, 'id'))) {
    const { current: _current, next: _next, previous: _previous, ...rest } = key;
    if (getObjectMember(key, 'current') === true) store.put(getString(key, 'kid'), { ...rest, previous: true });
    else if (getObjectMember(key, 'next') === true)
      store.put(getString(key, 'kid'), { ...rest, current: true, current_since: since });
    else store.delete(getString(key, 'kid'));
  }
  return makeKey(call, connection, { next: true });
}
