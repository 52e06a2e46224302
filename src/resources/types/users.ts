import { getObjectMember, isArray, type JsonObject, type JsonValue, toJsonObject } from '../../model/json/json-value.ts';
import { defineResource } from '../define/define-resource.ts';

const HASH_FIELDS = ['password_hash', 'custom_password_hash'];
const IMPORTED_FIELDS = [
  'email',
  'email_verified',
  'user_id',
  'username',
  'given_name',
  'family_name',
  'name',
  'nickname',
  'picture',
  'blocked',
  'user_metadata',
  'app_metadata',
];

/**
 * Single people: test accounts, administrators, partners. A tenant can have millions, so users are never listed: each declared one is
 * found by a request of its own.
 */
export const users = defineResource({
  type: 'users',
  key: ['connection', 'email', 'username', 'phone_number', 'user_id'],
  idField: 'user_id',
  lookups: {
    listOwners: listConnections,
    // The first form that the identifier has decides. Only the searches by username and phone number lag behind writes (docs).
    ways: [
      { field: 'user_id', form: /\|/, path: '/users/{key}' },
      { field: 'email', form: /@/, path: '/users-by-email', query: { email: '{key}' } },
      { field: 'phone_number', form: /^\+/, ...searchBy('phone_number') },
      { field: 'username', form: /./, ...searchBy('username') },
    ],
  },
  creatableWhere: { field: 'connection', has: 'strategy', values: ['auth0', 'sms', 'email'], otherwise: 'the first sign-in' },
  randomSecret: { field: 'password', where: { field: 'connection', has: 'strategy', values: ['auth0'] } },
  definitionDefaults: { verify_email: false },
  // Documentation of bulk user imports. Existing users are never changed by an import, and nobody gets mail.
  bulkCreate: {
    path: '/jobs/users-imports',
    where: { field: 'connection', has: 'strategy', values: ['auth0'] },
    threshold: 100,
    maxBytes: 500_000,
    parts: { file: 'users', owner: 'connection_id', label: 'external_id' },
    settings: { upsert: 'false', send_completion_email: 'false' },
    fields: [...IMPORTED_FIELDS, ...HASH_FIELDS],
    requiredFields: ['email'],
    onlyFields: HASH_FIELDS,
    impliedFields: { verify_email: false },
    job: { path: '/jobs/{id}', errorsPath: '/jobs/{id}/errors', running: ['pending', 'processing'], completed: 'completed' },
    remark: 'has no password until the user sets one',
  },
  codec: { decode: nameConnection, encode: sendBareId },
  deleteLoses: 'the account with its password and metadata',
  relations: [
    {
      field: 'roles',
      path: '/users/{id}/roles',
      itemField: 'id',
      itemIdField: 'id',
      batchSize: 50,
      // The API takes bare ids here. The size of a batch is unproven.
      add: { encodeItem: ({ id = null }) => id },
      remove: { encodeItem: ({ id = null }) => id },
      alsoWrittenAt: '/roles/{item}/users',
      scopes: { read: ['read:users', ['read:roles', 'read:role_members']] },
    },
    { field: 'permissions', path: '/users/{id}/permissions', batchSize: 100 },
  ],
});

function searchBy(field: string) {
  return { path: '/users', query: { q: `${field}:"{key}"`, search_engine: 'v3', per_page: '100' }, lags: true } as const;
}

/** Lists the connections of the user's accounts: linked accounts can be in several. */
function listConnections(user: JsonObject): readonly string[] {
  const identities = getObjectMember(user, 'identities');
  return (isArray(identities) ? identities : []).flatMap((identity) => {
    const connection = getObjectMember(toJsonObject(identity), 'connection');
    return typeof connection === 'string' ? [connection] : [];
  });
}

/**
 * Answers have the connections only in `identities`; the first one is that of the user itself, the others were linked to it. Also decodes
 * bodies of requests, whose id is not that of the user.
 */
function nameConnection(body: JsonValue): JsonObject {
  const user = toJsonObject(body);
  const [connection] = listConnections(user);
  if (connection !== undefined) return { connection, ...user };
  const { user_id: _, ...sent } = user;
  return sent;
}

/** A create takes the id without the provider, which the API adds (docs). */
function sendBareId({ user_id: id, ...user }: JsonObject): JsonObject {
  return typeof id === 'string' ? { ...user, user_id: id.slice(id.indexOf('|') + 1) } : user;
}
