import type { JsonObject } from '../../model/json/json-value.ts';
import { requireOneDomain } from '../behaviour/settings/custom-domains.ts';
import { userQuery } from '../behaviour/users/user-search.ts';
import { forgetUser, newUser, noUser, withoutEmptyMetadata } from '../behaviour/users/users.ts';
import type { Call, Route } from '../engine/call.ts';
import { selected } from '../engine/fields.ts';
import { collectionOf } from '../engine/kinds/collection.ts';
import type { CollectionFacts } from '../engine/kinds/collection-facts.ts';
import { objectsOf, textOf, visible, without } from '../engine/objects.ts';
import type { Resource } from '../engine/resource.ts';
import { ok } from '../http/answer.ts';
import { conflict } from '../http/refusal.ts';

/** Names under which nobody else may be in the same connection. */
const accounts = (user: JsonObject): readonly string[] =>
  objectsOf(user, 'identities').flatMap((identity) =>
    ['email', 'username', 'phone_number']
      .filter((name) => textOf(user, name) !== '')
      .map((name) => `${textOf(identity, 'connection')}|${name}|${textOf(user, name).toLowerCase()}`),
  );

const facts: CollectionFacts = {
  name: 'users',
  path: '/users',
  idMember: 'user_id',
  newId: (_call, draft) => textOf(draft, 'user_id'),
  scopes: {
    list: ['read:users', 'read:user_idp_tokens'],
    read: ['read:users', 'read:current_user', 'read:user_idp_tokens'],
    create: ['create:users'],
    update: ['update:users', 'update:users_app_metadata', 'update:current_user_metadata'],
    delete: ['delete:users', 'delete:current_user'],
  },
  missing: { message: noUser().message, errorCode: 'inexistent_user' },
  indexes: {
    account: accounts,
    email: (user) => [textOf(user, 'email').toLowerCase()],
    connection: (user) => objectsOf(user, 'identities').map((identity) => textOf(identity, 'connection')),
  },
  unique: [{ index: 'account', message: 'The user already exists.', errorCode: 'auth0_idp_error' }],
  list: { key: 'users', styles: ['offset'], shape: ['start', 'limit', 'length', 'items', 'total'], ceiling: true },
  filter,
  idempotentDelete: true,
  fill: newUser,
  check: (call, user, before) => {
    if (before === undefined) requireOneDomain(call);
    if (before === undefined && call.tenant.state.collection('users').has(textOf(user, 'user_id')))
      throw conflict('The user already exists.', 'auth0_idp_error');
  },
  // First level of metadata merges, null removes a key, `{}` clears all (recorded traffic).
  patch: { user_metadata: 'merge', app_metadata: 'merge' },
  refine: (call, after, _before, body) =>
    withoutEmptyMetadata({
      ...without(after, ['connection', 'client_id', 'password', 'verify_email', 'verify_phone_number', 'verify_password']),
      ...cleared(body),
      updated_at: call.tenant.clock.stamp(),
    }),
  removing: (call, user) => forgetUser(call, textOf(user, 'user_id')),
};

const cleared = (body: JsonObject): JsonObject =>
  Object.fromEntries(
    ['user_metadata', 'app_metadata'].filter((name) => JSON.stringify(body[name]) === '{}').map((name) => [name, {}]),
  );

function filter(call: Call): (user: JsonObject) => boolean {
  const byQuery = userQuery(call.query.text('q') ?? '');
  const connection = call.query.text('connection');
  const isIn = (user: JsonObject): boolean =>
    objectsOf(user, 'identities').some((identity) => textOf(identity, 'connection') === connection);
  return (user) => byQuery(user) && (connection === undefined || isIn(user));
}

const byEmail: Route = {
  method: 'GET',
  path: '/users-by-email',
  scopes: ['read:users'],
  handle: (call) => {
    const found = call.tenant.state.collection('users').find('email', (call.query.text('email') ?? '').toLowerCase());
    return ok(found.map(({ value }) => selected(call, visible(value))));
  },
};

export const users: Resource = collectionOf(facts, [byEmail]);
