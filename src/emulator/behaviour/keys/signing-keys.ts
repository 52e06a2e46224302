import { getObjectMember, type JsonObject } from '../../../model/json/json-value.ts';
import { getString } from '../../engine/json-objects.ts';
import { TENANT_CERTIFICATE, TENANT_PKCS7 } from '../../facts/signing-certificate.ts';
import type { EmulatedTenant } from '../../state/emulated-tenant.ts';

const KEYS = 'signing-keys';

/** Lists the signing keys. Creates a current and a next one on first use: placeholders without a private key. */
export function listSigningKeys(tenant: EmulatedTenant): readonly JsonObject[] {
  const store = tenant.state.getCollection(KEYS);
  if (store.size === 0) {
    makeKey(tenant, { current: true, next: false, previous: false, current_since: tenant.clock.stamp() });
    makeKey(tenant, { current: false, next: true, previous: false });
  }
  return [...store.entries()].map(({ value }) => value);
}

function makeKey(tenant: EmulatedTenant, state: JsonObject): JsonObject {
  const { ids } = tenant;
  const thumbprint = ids.makeHex(40).toUpperCase();
  const key = {
    kid: ids.makeBase62(21),
    cert: TENANT_CERTIFICATE,
    pkcs7: TENANT_PKCS7,
    ...state,
    fingerprint: thumbprint.match(/../g)?.join(':') ?? '',
    thumbprint,
    revoked: false,
  };
  tenant.state.getCollection(KEYS).put(key.kid, key);
  return key;
}

const changeKey = (tenant: EmulatedTenant, key: JsonObject, changes: JsonObject): void =>
  tenant.state.getCollection(KEYS).put(getString(key, 'kid'), { ...key, ...changes });

/** Makes the next key the current one and the current key the previous one, and creates a new next key. */
export function rotateSigningKeys(tenant: EmulatedTenant): JsonObject {
  const now = tenant.clock.stamp();
  for (const key of listSigningKeys(tenant)) {
    if (getObjectMember(key, 'current') === true) changeKey(tenant, key, { current: false, previous: true, current_until: now });
    else if (getObjectMember(key, 'next') === true) changeKey(tenant, key, { next: false, current: true, current_since: now });
    else if (getObjectMember(key, 'previous') === true) changeKey(tenant, key, { previous: false });
  }
  makeKey(tenant, { current: false, next: true, previous: false });
  return listSigningKeys(tenant).find((key) => getObjectMember(key, 'current') === true) ?? {};
}

export function revokeSigningKey(tenant: EmulatedTenant, key: JsonObject): JsonObject {
  changeKey(tenant, key, { revoked: true, revoked_at: tenant.clock.stamp() });
  return key;
}
