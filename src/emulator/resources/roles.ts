import { getObjectMember, type JsonObject } from '../../model/json/json-value.ts';
import { forgetRole, NO_ROLE } from '../behaviour/users/roles.ts';
import type { Call } from '../engine/call.ts';
import { collectionOf } from '../engine/kinds/collection.ts';
import type { CollectionFacts } from '../engine/kinds/collection-facts.ts';
import { textOf } from '../engine/objects.ts';
import type { Resource } from '../engine/resource.ts';
import { ok } from '../http/answer.ts';
import { badRequest, notFound } from '../http/refusal.ts';

const facts: CollectionFacts = {
  name: 'roles',
  path: '/roles',
  idMember: 'id',
  newId: (call) => `rol_${call.tenant.ids.base62(16)}`,
  scopes: {
    list: ['read:roles'],
    read: ['read:roles'],
    create: ['create:roles'],
    update: ['update:roles'],
    delete: ['delete:roles'],
  },
  missing: NO_ROLE,
  // Organization roles are unique inside their organization only. Whether case counts is undocumented: it does here.
  indexes: { name: (role) => [`${textOf(role, 'owner_id')}|${textOf(role, 'name')}`] },
  unique: [{ index: 'name', message: 'The role already exists.', errorCode: 'role_conflict' }],
  list: { key: 'roles', styles: ['offset'], shape: ['items', 'start', 'limit', 'total'] },
  filter,
  status: { create: 200 },
  fill: (_call, body) => ({ type: 'tenant', ...body }),
  check: (call, role) => {
    const owner = textOf(role, 'owner_id');
    const needsOwner = textOf(role, 'type') === 'organization';
    if (needsOwner !== (owner !== '')) throw badRequest('owner_id must be set for roles of type organization, and for no other.');
    if (needsOwner && !call.tenant.state.collection('organizations').has(owner))
      throw notFound('No organization found by that id or name');
  },
  // Without a description: null after POST, an empty text ever after (recorded traffic).
  show: (_call, role, verb) => ({
    ...role,
    description: getObjectMember(role, 'description') ?? (verb === 'create' ? null : ''),
  }),
  removing: (call, role) => forgetRole(call, textOf(role, 'id')),
  deleted: () => ok({}),
};

function filter(call: Call): ((role: JsonObject) => boolean) | undefined {
  const name = call.query.text('name_filter')?.toLowerCase() ?? '';
  const type = call.query.text('type');
  const owner = call.query.text('owner_id');
  if (name === '' && type === undefined && owner === undefined) return undefined;
  return (role) =>
    textOf(role, 'name').toLowerCase().includes(name) &&
    (type === undefined || textOf(role, 'type') === type) &&
    (owner === undefined || textOf(role, 'owner_id') === owner);
}

export const roles: Resource = collectionOf(facts);
