import { getObjectMember, type JsonObject } from '../../../model/json/json-value.ts';
import { textOf } from '../../engine/objects.ts';
import { TENANT_CERTIFICATE, TENANT_PKCS7 } from '../../facts/signing-certificate.ts';
import type { Tenant } from '../../state/tenant.ts';

const KEYS = 'signing-keys';

/** A tenant has a current and a next key from the start; the right shape, no key behind it. */
export function signingKeys(tenant: Tenant): readonly JsonObject[] {
  const store = tenant.state.collection(KEYS);
  if (store.size === 0) {
    makeKey(tenant, { current: true, next: false, previous: false, current_since: tenant.clock.stamp() });
    makeKey(tenant, { current: false, next: true, previous: false });
  }
  return [...store.entries()].map(({ value }) => value);
}

function makeKey(tenant: Tenant, state: JsonObject): JsonObject {
  const { ids } = tenant;
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
  tenant.state.collection(KEYS).put(key.kid, key);
  return key;
}

const change = (tenant: Tenant, key: JsonObject, changes: JsonObject): void =>
  tenant.state.collection(KEYS).put(textOf(key, 'kid'), { ...key, ...changes });

/** The next key becomes the current one, the current one the previous, and a new next one is made. */
export function rotateSigningKeys(tenant: Tenant): JsonObject {
  const now = tenant.clock.stamp();
  for (const key of signingKeys(tenant)) {
    if (getObjectMember(key, 'current') === true) change(tenant, key, { current: false, previous: true, current_until: now });
    else if (getObjectMember(key, 'next') === true) change(tenant, key, { next: false, current: true, current_since: now });
    else if (getObjectMember(key, 'previous') === true) change(tenant, key, { previous: false });
  }
  makeKey(tenant, { current: false, next: true, previous: false });
  return signingKeys(tenant).find((key) => getObjectMember(key, 'current') === true) ?? {};
}

export function revokeSigningKey(tenant: Tenant, key: JsonObject): JsonObject {
  change(tenant, key, { revoked: true, revoked_at: tenant.clock.stamp() });
  return key;
}
