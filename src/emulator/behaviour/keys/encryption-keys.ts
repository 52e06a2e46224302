import type { JsonObject } from '../../../model/json/json-value.ts';
import { getString } from '../../engine/json-objects.ts';
import type { EmulatedTenant } from '../../state/emulated-tenant.ts';

const KEYS = 'encryption-keys';

type KeyType = 'customer-provided-root-key' | 'environment-root-key' | 'tenant-master-key' | 'tenant-encryption-key';

const getStore = (tenant: EmulatedTenant) => tenant.state.getCollection(KEYS);

/** Lists the encryption keys, newest first. Creates the environment's root key and a master key on first use. */
export function listEncryptionKeys(tenant: EmulatedTenant): readonly JsonObject[] {
  if (getStore(tenant).size === 0) makeKeyBranch(tenant, 'environment-root-key');
  return [...getStore(tenant).entries()].map(({ value }) => value).toReversed();
}

export function makeEncryptionKey(tenant: EmulatedTenant, type: KeyType, state: string, parent: string | null): JsonObject {
  const stamp = tenant.clock.stamp();
  const key = {
    kid: tenant.ids.makeUuid(),
    type,
    state,
    created_at: stamp,
    updated_at: stamp,
    parent_kid: parent,
    public_key: null,
  };
  getStore(tenant).put(key.kid, key);
  return key;
}

function makeKeyBranch(tenant: EmulatedTenant, root: KeyType): void {
  const key = makeEncryptionKey(tenant, root, 'active', null);
  makeEncryptionKey(tenant, 'tenant-master-key', 'active', getString(key, 'kid'));
}

export const changeEncryptionKey = (tenant: EmulatedTenant, key: JsonObject, changes: JsonObject): JsonObject => {
  const after = { ...key, ...changes, updated_at: tenant.clock.stamp() };
  getStore(tenant).put(getString(key, 'kid'), after);
  return after;
};

const isActive = (type: KeyType) => (key: JsonObject) => getString(key, 'type') === type && getString(key, 'state') === 'active';

const findActiveRoot = (tenant: EmulatedTenant): JsonObject | undefined =>
  listEncryptionKeys(tenant).find((key) => isActive('customer-provided-root-key')(key)) ??
  listEncryptionKeys(tenant).find((key) => isActive('environment-root-key')(key));

/** Creates a new master key below the active root key and destroys the former one (recorded traffic). */
export function rotateMasterKey(tenant: EmulatedTenant): void {
  const former = listEncryptionKeys(tenant).filter(isActive('tenant-master-key'));
  const root = findActiveRoot(tenant);
  makeEncryptionKey(tenant, 'tenant-master-key', 'active', root === undefined ? null : getString(root, 'kid'));
  for (const key of former) changeEncryptionKey(tenant, key, { state: 'destroyed' });
}

/** Makes a customer-provided key the root key and rotates the master key. */
export function activateEncryptionKey(tenant: EmulatedTenant, key: JsonObject): JsonObject {
  for (const root of listEncryptionKeys(tenant).filter(isActive('environment-root-key')))
    changeEncryptionKey(tenant, root, { state: 'deactivated' });
  const active = changeEncryptionKey(tenant, key, { state: 'active' });
  rotateMasterKey(tenant);
  return active;
}

/** Destroys a customer-provided key. The tenant gets new keys of its environment instead (recorded traffic). */
export function destroyEncryptionKey(tenant: EmulatedTenant, key: JsonObject): void {
  const wasActive = getString(key, 'state') === 'active';
  const former = listEncryptionKeys(tenant).filter(isActive('tenant-master-key'));
  if (wasActive) makeKeyBranch(tenant, 'environment-root-key');
  changeEncryptionKey(tenant, key, { state: 'destroyed' });
  if (wasActive) for (const master of former) changeEncryptionKey(tenant, master, { state: 'destroyed' });
}
