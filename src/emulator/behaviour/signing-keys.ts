import { type JsonObject, member } from '../../model/json.ts';
import type { Call } from '../engine/call.ts';
import { textOf } from '../engine/objects.ts';
import { TENANT_CERTIFICATE, TENANT_PKCS7 } from '../facts/signing-certificate.ts';

const KEYS = 'signing-keys';

/** A tenant has a current and a next key from the start; the right shape, no key behind it. */
export function signingKeys(call: Call): readonly JsonObject[] {
  const store = call.tenant.state.collection(KEYS);
  if (store.size === 0) {
    makeKey(call, { current: true, next: false, previous: false, current_since: call.tenant.clock.stamp() });
    makeKey(call, { current: false, next: true, previous: false });
  }
  return [...store.entries()].map(({ value }) => value);
}

function makeKey(call: Call, state: JsonObject): JsonObject {
  const { ids } = call.tenant;
  const thumbprint = ids.hex(40).toUpperCase();
  const key = {
    kid: ids.base62(21),
    cert: TENANT_CERTIFICATE,
    pkcs7: TENANT_PKCS7,
    ...state,
    fingerprint: thumbprint.match(/../g)?.join(':') ?? '',
    thumbprint,
    revoked: false,
  };
  call.tenant.state.collection(KEYS).put(key.kid, key);
  return key;
}

const change = (call: Call, key: JsonObject, changes: JsonObject): void =>
  call.tenant.state.collection(KEYS).put(textOf(key, 'kid'), { ...key, ...changes });

/** The next key becomes the current one, the current one the previous, and a new next one is made. */
export function rotateSigningKeys(call: Call): JsonObject {
  const now = call.tenant.clock.stamp();
  for (const key of signingKeys(call)) {
    if (member(key, 'current') === true) change(call, key, { current: false, previous: true, current_until: now });
    else if (member(key, 'next') === true) change(call, key, { next: false, current: true, current_since: now });
    else if (member(key, 'previous') === true) change(call, key, { previous: false });
  }
  makeKey(call, { current: false, next: true, previous: false });
  return signingKeys(call).find((key) => member(key, 'current') === true) ?? {};
}

export function revokeSigningKey(call: Call, key: JsonObject): JsonObject {
  change(call, key, { revoked: true, revoked_at: call.tenant.clock.stamp() });
  return key;
}
