import type { JsonObject } from '../../model/json.ts';
import type { Call } from '../engine/call.ts';
import { textOf } from '../engine/objects.ts';
import { restamped, stamped } from './timestamps.ts';

const KEYS = 'encryption-keys';

type KeyType = 'customer-provided-root-key' | 'environment-root-key' | 'tenant-master-key' | 'tenant-encryption-key';

const storeOf = (call: Call) => call.tenant.state.collection(KEYS);

/** Newest first. A tenant begins with a root key of its environment and a master key below it. */
export function encryptionKeys(call: Call): readonly JsonObject[] {
  if (storeOf(call).size === 0) makeBranch(call, 'environment-root-key');
  return [...storeOf(call).entries()].map(({ value }) => value).toReversed();
}

export function makeEncryptionKey(call: Call, type: KeyType, state: string, parent: string | null): JsonObject {
  const { created_at, updated_at } = stamped(call, {});
  const stamps = { created_at: created_at ?? '', updated_at: updated_at ?? '' };
  const key = { kid: call.tenant.ids.uuid(), type, state, ...stamps, parent_kid: parent, public_key: null };
  storeOf(call).put(key.kid, key);
  return key;
}

function makeBranch(call: Call, root: KeyType): void {
  const key = makeEncryptionKey(call, root, 'active', null);
  makeEncryptionKey(call, 'tenant-master-key', 'active', textOf(key, 'kid'));
}

export const changeEncryptionKey = (call: Call, key: JsonObject, changes: JsonObject): JsonObject => {
  const after = restamped(call, { ...key, ...changes });
  storeOf(call).put(textOf(key, 'kid'), after);
  return after;
};

const isActive = (type: KeyType) => (key: JsonObject) => textOf(key, 'type') === type && textOf(key, 'state') === 'active';

const activeRoot = (call: Call): JsonObject | undefined =>
  encryptionKeys(call).find((key) => isActive('customer-provided-root-key')(key)) ??
  encryptionKeys(call).find((key) => isActive('environment-root-key')(key));

/** A new master key below the active root; the former one is destroyed (recorded traffic). */
export function rekey(call: Call): void {
  const former = encryptionKeys(call).filter(isActive('tenant-master-key'));
  const root = activeRoot(call);
  makeEncryptionKey(call, 'tenant-master-key', 'active', root === undefined ? null : textOf(root, 'kid'));
  for (const key of former) changeEncryptionKey(call, key, { state: 'destroyed' });
}

/** A customer's key takes the place of the environment's root key, and the master key follows. */
export function activate(call: Call, key: JsonObject): JsonObject {
  for (const root of encryptionKeys(call).filter(isActive('environment-root-key')))
    changeEncryptionKey(call, root, { state: 'deactivated' });
  const active = changeEncryptionKey(call, key, { state: 'active' });
  rekey(call);
  return active;
}

/** Without the customer's key the tenant falls back on a new branch of its environment (recorded traffic). */
export function destroy(call: Call, key: JsonObject): void {
  const wasActive = textOf(key, 'state') === 'active';
  const former = encryptionKeys(call).filter(isActive('tenant-master-key'));
  if (wasActive) makeBranch(call, 'environment-root-key');
  changeEncryptionKey(call, key, { state: 'destroyed' });
  if (wasActive) for (const master of former) changeEncryptionKey(call, master, { state: 'destroyed' });
}
