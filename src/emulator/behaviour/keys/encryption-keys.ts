import type { JsonObject } from '../../../model/json/json-value.ts';
import { textOf } from '../../engine/objects.ts';
import type { Tenant } from '../../state/tenant.ts';

const KEYS = 'encryption-keys';

type KeyType = 'customer-provided-root-key' | 'environment-root-key' | 'tenant-master-key' | 'tenant-encryption-key';

const storeOf = (tenant: Tenant) => tenant.state.collection(KEYS);

/** Newest first. A tenant begins with a root key of its environment and a master key below it. */
export function encryptionKeys(tenant: Tenant): readonly JsonObject[] {
  if (storeOf(tenant).size === 0) makeBranch(tenant, 'environment-root-key');
  return [...storeOf(tenant).entries()].map(({ value }) => value).toReversed();
}

export function makeEncryptionKey(tenant: Tenant, type: KeyType, state: string, parent: string | null): JsonObject {
  const stamp = tenant.clock.stamp();
  const key = { kid: tenant.ids.uuid(), type, state, created_at: stamp, updated_at: stamp, parent_kid: parent, public_key: null };
  storeOf(tenant).put(key.kid, key);
  return key;
}

function makeBranch(tenant: Tenant, root: KeyType): void {
  const key = makeEncryptionKey(tenant, root, 'active', null);
  makeEncryptionKey(tenant, 'tenant-master-key', 'active', textOf(key, 'kid'));
}

export const changeEncryptionKey = (tenant: Tenant, key: JsonObject, changes: JsonObject): JsonObject => {
  const after = { ...key, ...changes, updated_at: tenant.clock.stamp() };
  storeOf(tenant).put(textOf(key, 'kid'), after);
  return after;
};

const isActive = (type: KeyType) => (key: JsonObject) => textOf(key, 'type') === type && textOf(key, 'state') === 'active';

const activeRoot = (tenant: Tenant): JsonObject | undefined =>
  encryptionKeys(tenant).find((key) => isActive('customer-provided-root-key')(key)) ??
  encryptionKeys(tenant).find((key) => isActive('environment-root-key')(key));

/** A new master key below the active root; the former one is destroyed (recorded traffic). */
export function rekey(tenant: Tenant): void {
  const former = encryptionKeys(tenant).filter(isActive('tenant-master-key'));
  const root = activeRoot(tenant);
  makeEncryptionKey(tenant, 'tenant-master-key', 'active', root === undefined ? null : textOf(root, 'kid'));
  for (const key of former) changeEncryptionKey(tenant, key, { state: 'destroyed' });
}

/** A customer's key takes the place of the environment's root key, and the master key follows. */
export function activate(tenant: Tenant, key: JsonObject): JsonObject {
  for (const root of encryptionKeys(tenant).filter(isActive('environment-root-key')))
    changeEncryptionKey(tenant, root, { state: 'deactivated' });
  const active = changeEncryptionKey(tenant, key, { state: 'active' });
  rekey(tenant);
  return active;
}

/** Without the customer's key the tenant falls back on a new branch of its environment (recorded traffic). */
export function destroy(tenant: Tenant, key: JsonObject): void {
  const wasActive = textOf(key, 'state') === 'active';
  const former = encryptionKeys(tenant).filter(isActive('tenant-master-key'));
  if (wasActive) makeBranch(tenant, 'environment-root-key');
  changeEncryptionKey(tenant, key, { state: 'destroyed' });
  if (wasActive) for (const master of former) changeEncryptionKey(tenant, master, { state: 'destroyed' });
}
