import { createHash } from 'node:crypto';
import type { JsonObject } from '../../model/json/json-value.ts';
import { addTimestamps } from '../behaviour/timestamps.ts';
import type { EndpointSet } from '../engine/endpoint-set.ts';
import { getObject, getObjects, getString, pick } from '../engine/json-objects.ts';
import { buildCollectionEndpoints } from '../engine/kinds/collection-endpoints.ts';
import type { CollectionFacts } from '../engine/kinds/collection-facts.ts';
import { badRequest, conflict } from '../http/refusal.ts';

const MEMBERS = ['id', 'name', 'alg', 'fingerprint', 'created_at', 'updated_at'];

/** Keys per tenant (published limit). */
const MAX_KEYS = 10;

const decodeSecret = (body: JsonObject): Buffer => Buffer.from(getString(body, 'value'), 'base64');

/** Keys for HTTP message signatures in network ACLs. Values are never returned. The id format is a guess. */
const facts: CollectionFacts = {
  name: 'network-acl-keys',
  path: '/keys/network-acls',
  idMember: 'id',
  makeId: (call) => `aclk_${call.tenant.ids.makeBase58(22)}`,
  scopes: {
    list: ['read:network_acl_keys'],
    read: ['read:network_acl_keys'],
    create: ['create:network_acl_keys'],
    delete: ['delete:network_acl_keys'],
  },
  missing: { message: 'Network ACL key not found.' },
  newestFirst: true,
  indexes: { name: (key) => [getString(key, 'name')] },
  unique: [{ index: 'name', message: 'A network ACL key with this name already exists.' }],
  fill: (call, body) =>
    addTimestamps(call, {
      ...pick(body, ['name', 'alg']),
      fingerprint: createHash('sha256').update(decodeSecret(body)).digest('hex'),
    }),
  check: (call, _key, _before, body) => {
    const { length } = decodeSecret(body);
    if (length < 32 || length > 512) throw badRequest('The decoded value must have 32 to 512 bytes.');
    if (call.tenant.state.getCollection(facts.name).size >= MAX_KEYS) throw conflict('No more network ACL keys can be created.');
  },
  show: (_call, key) => pick(key, MEMBERS),
  beforeDelete: (call, key) => {
    const acls = [...call.tenant.state.getCollection('network-acls').entries()].map(({ value }) => getObject(value, 'rule'));
    const signatures = acls.flatMap((rule) =>
      ['match', 'not_match'].map((side) => getObject(getObject(rule, side), 'http_message_signature')),
    );
    const isUsed = signatures.some((one) =>
      getObjects(one, 'keys').some((used) => getString(used, 'id') === getString(key, 'id')),
    );
    if (isUsed) throw conflict('The key is used by a network ACL.');
  },
};

export const networkAclKeyEndpoints: EndpointSet = buildCollectionEndpoints(facts);
