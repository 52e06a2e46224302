import { getObjectMember, type JsonObject } from '../../model/json/json-value.ts';
import { addTimestamps, updateTimestamp } from '../behaviour/timestamps.ts';
import type { ApiCall } from '../engine/api-call.ts';
import type { EndpointSet } from '../engine/endpoint-set.ts';
import { getObject, getString, omit, pick } from '../engine/json-objects.ts';
import { buildCollectionEndpoints } from '../engine/kinds/collection-endpoints.ts';
import type { CollectionFacts } from '../engine/kinds/collection-facts.ts';

const MEMBERS = ['id', 'app_id', 'name', 'ready', 'created_at', 'updated_at', 'refreshed_at', 'fingerprint'];

/** With this setup a person has to sign in before the connection is ready. */
const PERSONAL_SETUP_TYPE = 'OAUTH_CODE';

const completeConnection = (call: ApiCall, connection: JsonObject, body: JsonObject): JsonObject => ({
  ...omit(connection, ['setup']),
  ready: Object.hasOwn(body, 'setup') ? isReady(body) : getObjectMember(connection, 'ready') === true,
  refreshed_at: null,
  // Changes with every write, even a rename (recorded traffic).
  fingerprint: call.tenant.ids.makeHex(32),
});

const isReady = (body: JsonObject): boolean =>
  Object.keys(getObject(body, 'setup')).length > 0 && getString(getObject(body, 'setup'), 'type') !== PERSONAL_SETUP_TYPE;

const facts: CollectionFacts = {
  name: 'vault-connections',
  path: '/flows/vault/connections',
  idMember: 'id',
  makeId: (call) => `ac_${call.tenant.ids.makeBase58(22)}`,
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
  fill: (call, body) => addTimestamps(call, completeConnection(call, body, body)),
  refine: (call, after, _before, body) => updateTimestamp(call, completeConnection(call, after, body)),
  // `refreshed_at` is null in responses to writes and absent from reads (recorded traffic).
  show: (_call, connection, verb) =>
    pick(connection, verb === 'create' || verb === 'update' ? MEMBERS : MEMBERS.filter((name) => name !== 'refreshed_at')),
};

export const vaultConnectionEndpoints: EndpointSet = buildCollectionEndpoints(facts);
