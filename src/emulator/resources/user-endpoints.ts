import type { JsonObject } from '../../model/json/json-value.ts';
import { requireUnambiguousDomain } from '../behaviour/settings/custom-domain-rules.ts';
import { parseUserSearch } from '../behaviour/users/parse-user-search.ts';
import {
  buildUser,
  buildUserNotFound,
  cleanUpUser,
  dropEmptyMetadata,
  listAccountKeys,
  REQUEST_MEMBERS,
} from '../behaviour/users/user-lifecycle.ts';
import { requireFittingUser, requireUserStore } from '../behaviour/users/user-rules.ts';
import { requireUpdatableUser } from '../behaviour/users/user-update-rules.ts';
import type { ApiCall, Route } from '../engine/api-call.ts';
import type { EndpointSet } from '../engine/endpoint-set.ts';
import { getObjects, getString, omit, omitInternal } from '../engine/json-objects.ts';
import { buildCollectionEndpoints } from '../engine/kinds/collection-endpoints.ts';
import type { CollectionFacts } from '../engine/kinds/collection-facts.ts';
import { selectFields } from '../engine/select-fields.ts';
import { answerOk } from '../http/http-answer.ts';
import { conflict } from '../http/refusal.ts';

const facts: CollectionFacts = {
  name: 'users',
  path: '/users',
  idMember: 'user_id',
  makeId: (_call, draft) => getString(draft, 'user_id'),
  scopes: {
    list: ['read:users', 'read:user_idp_tokens'],
    read: ['read:users', 'read:current_user', 'read:user_idp_tokens'],
    create: ['create:users'],
    update: ['update:users', 'update:users_app_metadata', 'update:current_user_metadata'],
    delete: ['delete:users', 'delete:current_user'],
  },
  missing: { message: buildUserNotFound().message, errorCode: 'inexistent_user' },
  indexes: {
    account: listAccountKeys,
    email: (user) => [getString(user, 'email').toLowerCase()],
    connection: (user) => getObjects(user, 'identities').map((identity) => getString(identity, 'connection')),
  },
  unique: [{ index: 'account', message: 'The user already exists.', errorCode: 'auth0_idp_error' }],
  list: { key: 'users', styles: ['offset'], shape: ['start', 'limit', 'length', 'items', 'total'], ceiling: true },
  filter: buildFilter,
  idempotentDelete: true,
  fill: (call, body) => {
    const connection = requireUserStore(call, getString(body, 'connection'));
    requireFittingUser(connection, body);
    return buildUser(call.tenant, connection, body);
  },
  check: (call, user, before, body) => {
    if (before !== undefined) requireUpdatableUser(call, before, body);
    if (before === undefined) requireUnambiguousDomain(call);
    if (before === undefined && call.tenant.state.getCollection('users').has(getString(user, 'user_id')))
      throw conflict('The user already exists.', 'auth0_idp_error');
  },
  // The first level of metadata is merged, null removes a key, `{}` clears all (recorded traffic).
  patch: { user_metadata: 'merge', app_metadata: 'merge' },
  refine: (call, after, before, body) =>
    dropEmptyMetadata({
      ...omit(after, REQUEST_MEMBERS),
      ...resetVerification(before, body),
      ...keepClearedMetadata(body),
      updated_at: call.tenant.clock.stamp(),
    }),
  beforeDelete: (call, user) => cleanUpUser(call, getString(user, 'user_id')),
};

/** Another email address is not verified, unless the request says so (documentation of verified emails). */
const resetVerification = (before: JsonObject, body: JsonObject): JsonObject =>
  typeof body.email === 'string' && body.email !== before.email && body.email_verified === undefined
    ? { email_verified: false }
    : {};

const keepClearedMetadata = (body: JsonObject): JsonObject =>
  Object.fromEntries(
    ['user_metadata', 'app_metadata'].filter((name) => JSON.stringify(body[name]) === '{}').map((name) => [name, {}]),
  );

function buildFilter(call: ApiCall): (user: JsonObject) => boolean {
  const byQuery = parseUserSearch(call.query.getString('q') ?? '');
  const connection = call.query.getString('connection');
  const isIn = (user: JsonObject): boolean =>
    getObjects(user, 'identities').some((identity) => getString(identity, 'connection') === connection);
  return (user) => byQuery(user) && (connection === undefined || isIn(user));
}

const byEmailRoute: Route = {
  method: 'GET',
  path: '/users-by-email',
  scopes: ['read:users'],
  handle: (call) => {
    const found = call.tenant.state.getCollection('users').find('email', (call.query.getString('email') ?? '').toLowerCase());
    return answerOk(found.map(({ value }) => selectFields(call, omitInternal(value))));
  },
};

export const userEndpoints: EndpointSet = buildCollectionEndpoints(facts, [byEmailRoute]);
