import { createHash } from 'node:crypto';
import type { JsonObject } from '../../model/json/json-value.ts';
import { stamped } from '../behaviour/timestamps.ts';
import { collectionOf } from '../engine/kinds/collection.ts';
import type { CollectionFacts } from '../engine/kinds/collection-facts.ts';
import { objectOf, objectsOf, pick, textOf } from '../engine/objects.ts';
import type { Resource } from '../engine/resource.ts';
import { badRequest, conflict } from '../http/refusal.ts';

const MEMBERS = ['id', 'name', 'alg', 'fingerprint', 'created_at', 'updated_at'];

/** Published limit. */
const MAX_KEYS = 10;

const secretBytes = (body: JsonObject): Buffer => Buffer.from(textOf(body, 'value'), 'base64');

/** Keys that sign HTTP messages for network lists. Their values never come back; what ids look like is a guess. */
const facts: CollectionFacts = {
  name: 'network-acl-keys',
  path: '/keys/network-acls',
  idMember: 'id',
  newId: (call) => `aclk_${call.tenant.ids.base58(22)}`,
  scopes: {
    list: ['read:network_acl_keys'],
    read: ['read:network_acl_keys'],
    create: ['create:network_acl_keys'],
    delete: ['delete:network_acl_keys'],
  },
  missing: { message: 'Network ACL key not found.' },
  newestFirst: true,
  indexes: { name: (key) => [textOf(key, 'name')] },
  unique: [{ index: 'name', message: 'A network ACL key with this name already exists.' }],
  fill: (call, body) =>
    stamped(call, {
      ...pick(body, ['name', 'alg']),
      fingerprint: createHash('sha256').update(secretBytes(body)).digest('hex'),
    }),
  check: (call, _key, _before, body) => {
    const { length } = secretBytes(body);
    if (length < 32 || length > 512) throw badRequest('The decoded value must have 32 to 512 bytes.');
    if (call.tenant.state.collection(facts.name).size >= MAX_KEYS) throw conflict('No more network ACL keys can be created.');
  },
  show: (_call, key) => pick(key, MEMBERS),
  removing: (call, key) => {
    const acls = [...call.tenant.state.collection('network-acls').entries()].map(({ value }) => objectOf(value, 'rule'));
    const signatures = acls.flatMap((rule) =>
      ['match', 'not_match'].map((side) => objectOf(objectOf(rule, side), 'http_message_signature')),
    );
    const isUsed = signatures.some((one) => objectsOf(one, 'keys').some((used) => textOf(used, 'id') === textOf(key, 'id')));
    if (isUsed) throw conflict('The key is used by a network ACL.');
  },
};

export const networkAclKeys: Resource = collectionOf(facts);
