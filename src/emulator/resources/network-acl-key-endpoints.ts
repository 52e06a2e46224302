import { createHash } from 'node:crypto';
import type { JsonObject } from '../../model/json/json-value.ts';
import { addTimestamps } from '../behaviour/timestamps.ts';
import type { ApiCall } from '../engine/api-call.ts';
import type { EndpointSet } from '../engine/endpoint-set.ts';
import { getObject, getObjects, getString, pick } from '../engine/json-objects.ts';
import { buildCollectionEndpoints } from '../engine/kinds/collection-endpoints.ts';
import type { CollectionFacts } from '../engine/kinds/collection-facts.ts';
import { badRequest, conflict } from '../http/refusal.ts';

const MEMBERS = ['name', 'alg', 'fingerprint', 'created_at', 'updated_at', 'id'];

/** Keys per tenant (published limit). */
const MAX_KEYS = 10;

const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

const decodeSecret = (body: JsonObject): Buffer => Buffer.from(getString(body, 'value'), 'base64');

/** Stricter than what is known: whether the API takes Base64 without padding is unproven. */
function checkSecret(body: JsonObject): void {
  const { length } = decodeSecret(body);
  if (!BASE64.test(getString(body, 'value'))) throw badRequest('The value must be Base64.');
  if (length < 32 || length > 512) throw badRequest('The decoded value must have 32 to 512 bytes.');
}

/** Lists the ids of the network ACLs whose rule names a key. */
function listUsers(call: ApiCall, keyId: string): readonly string[] {
  const acls = [...call.tenant.state.getCollection('network-acls').entries()];
  return acls.flatMap(({ id, value }) => {
    const sides = ['match', 'not_match'].map((side) => getObject(getObject(value, 'rule'), side));
    const keys = sides.flatMap((side) => getObjects(getObject(side, 'http_message_signature'), 'keys'));
    return keys.some((used) => getString(used, 'id') === keyId) ? [id] : [];
  });
}

/** Keys for HTTP message signatures in network ACLs. Ids, fingerprints and the answers to writes are those of recorded traffic. */
const facts: CollectionFacts = {
  name: 'network-acl-keys',
  path: '/keys/network-acls',
  idMember: 'id',
  makeId: (call) => `key_${call.tenant.ids.makeBase58(22)}`,
  scopes: {
    list: ['read:network_acl_keys'],
    read: ['read:network_acl_keys'],
    create: ['create:network_acl_keys'],
    delete: ['delete:network_acl_keys'],
  },
  missing: { message: 'Network ACL key not found.' },
  newestFirst: true,
  list: { key: 'keys', styles: ['whole'] },
  indexes: { name: (key) => [getString(key, 'name')] },
  unique: [{ index: 'name', message: 'A network ACL key with this name already exists.' }],
  fill: (call, body) =>
    addTimestamps(call, {
      ...pick(body, ['name', 'alg']),
      fingerprint: createHash('sha256').update(decodeSecret(body)).digest('hex'),
    }),
  check: (call, _key, _before, body) => {
    checkSecret(body);
    if (call.tenant.state.getCollection(facts.name).size >= MAX_KEYS) throw conflict('No more network ACL keys can be created.');
  },
  show: (_call, key) => pick(key, MEMBERS),
  beforeDelete: (call, key) => {
    const users = listUsers(call, getString(key, 'id'));
    if (users.length > 0) throw conflict(`The key is used by network ACLs: ${users.join(', ')}`);
  },
};

export const networkAclKeyEndpoints: EndpointSet = buildCollectionEndpoints(facts);
