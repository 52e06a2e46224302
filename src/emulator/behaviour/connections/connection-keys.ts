import { getObjectMember, type JsonObject } from '../../../model/json/json-value.ts';
import type { Call } from '../../engine/call.ts';
import { objectOf, textOf } from '../../engine/objects.ts';
import { TENANT_CERTIFICATE, TENANT_PKCS7 } from '../../facts/signing-certificate.ts';

export const KEYS = 'connection-keys';

export const usesKeys = (connection: JsonObject): boolean =>
  textOf(objectOf(connection, 'options'), 'token_endpoint_auth_method') === 'private_key_jwt';

export const keysOf = (call: Call, id: string): readonly JsonObject[] =>
  call.tenant.state
    .collection(KEYS)
    .find('parent', id)
    .map(({ value }) => value);

/** A connection that signs with keys has two from the start: the current and the next one (recorded traffic). */
export function ensureKeys(call: Call, connection: JsonObject): void {
  if (!usesKeys(connection) || keysOf(call, textOf(connection, 'id')).length > 0) return;
  makeKey(call, connection, { current: true, current_since: call.tenant.clock.stamp() });
  makeKey(call, connection, { next: true });
}

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
  call.tenant.state.collection(KEYS).put(key.kid, key);
  return key;
}

/** The current key becomes the previous one, the next one current; a new next one is given back. */
export function rotateKeys(call: Call, connection: JsonObject): JsonObject {
  const store = call.tenant.state.collection(KEYS);
  const since = call.tenant.clock.stamp();
  for (const key of keysOf(call, textOf(connection, 'id'))) {
    const { current: _current, next: _next, previous: _previous, ...rest } = key;
    if (getObjectMember(key, 'current') === true) store.put(textOf(key, 'kid'), { ...rest, previous: true });
    else if (getObjectMember(key, 'next') === true)
      store.put(textOf(key, 'kid'), { ...rest, current: true, current_since: since });
    else store.delete(textOf(key, 'kid'));
  }
  return makeKey(call, connection, { next: true });
}
