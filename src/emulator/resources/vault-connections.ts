import { getObjectMember, type JsonObject } from '../../model/json/json-value.ts';
import { restamped, stamped } from '../behaviour/timestamps.ts';
import type { Call } from '../engine/call.ts';
import { collectionOf } from '../engine/kinds/collection.ts';
import type { CollectionFacts } from '../engine/kinds/collection-facts.ts';
import { objectOf, pick, textOf, without } from '../engine/objects.ts';
import type { Resource } from '../engine/resource.ts';

const MEMBERS = ['id', 'app_id', 'name', 'ready', 'created_at', 'updated_at', 'refreshed_at', 'fingerprint'];

/** Where a person has to sign in, a connection is not ready by its setup alone. */
const NEEDS_PERSON = 'OAUTH_CODE';

const setUp = (call: Call, connection: JsonObject, body: JsonObject): JsonObject => ({
  ...without(connection, ['setup']),
  ready: Object.hasOwn(body, 'setup') ? isReady(body) : getObjectMember(connection, 'ready') === true,
  refreshed_at: null,
  // Changes with every write, a rename as well (recorded traffic).
  fingerprint: call.tenant.ids.hex(32),
});

const isReady = (body: JsonObject): boolean =>
  Object.keys(objectOf(body, 'setup')).length > 0 && textOf(objectOf(body, 'setup'), 'type') !== NEEDS_PERSON;

const facts: CollectionFacts = {
  name: 'vault-connections',
  path: '/flows/vault/connections',
  idMember: 'id',
  newId: (call) => `ac_${call.tenant.ids.base58(22)}`,
  scopes: {
    list: ['read:flows_vault_connections'],
    read: ['read:flows_vault_connections'],
    create: ['create:flows_vault_connections'],
    update: ['update:flows_vault_connections'],
    delete: ['delete:flows_vault_connections'],
  },
  missing: { message: 'Connection not found' },
  list: { key: 'connections', styles: ['offset'], shape: ['limit', 'start', 'total', 'items'] },
  idempotentDelete: true,
  fill: (call, body) => stamped(call, setUp(call, body, body)),
  refine: (call, after, _before, body) => restamped(call, setUp(call, after, body)),
  // Null in answers to writes, absent from reads (recorded traffic).
  show: (_call, connection, verb) =>
    pick(connection, verb === 'create' || verb === 'update' ? MEMBERS : MEMBERS.filter((name) => name !== 'refreshed_at')),
};

export const vaultConnections: Resource = collectionOf(facts);
