import { getObjectMember, type JsonObject } from '../../model/json/json-value.ts';
import { cleanUpRole, ROLE_NOT_FOUND } from '../behaviour/users/role-lifecycle.ts';
import type { ApiCall } from '../engine/api-call.ts';
import type { EndpointSet } from '../engine/endpoint-set.ts';
import { getString } from '../engine/json-objects.ts';
import { buildCollectionEndpoints } from '../engine/kinds/collection-endpoints.ts';
import type { CollectionFacts } from '../engine/kinds/collection-facts.ts';
import { answerOk } from '../http/http-answer.ts';
import { badRequest, notFound } from '../http/refusal.ts';

const facts: CollectionFacts = {
  name: 'roles',
  path: '/roles',
  idMember: 'id',
  makeId: (call) => `rol_${call.tenant.ids.makeBase62(16)}`,
  scopes: {
    list: ['read:roles'],
    read: ['read:roles'],
    create: ['create:roles'],
    update: ['update:roles'],
    delete: ['delete:roles'],
  },
  missing: ROLE_NOT_FOUND,
  // Organization roles are unique within their organization. Case-sensitivity is undocumented and assumed.
  indexes: {
    name: (role) => [`${getString(role, 'owner_id')}|${getString(role, 'name')}`],
    owner: (role) => [getString(role, 'owner_id')],
  },
  unique: [{ index: 'name', message: 'The role already exists.', errorCode: 'role_conflict' }],
  list: { key: 'roles', styles: ['offset'], shape: ['items', 'start', 'limit', 'total'] },
  filter: buildFilter,
  status: { create: 200 },
  fill: (_call, body) => ({ type: 'tenant', ...body }),
  check: (call, role, before) => {
    if (before === undefined) checkOwner(call, role);
  },
  // An unset description is null in the response to POST and an empty string later (recorded traffic).
  show: (_call, role, verb) => ({
    ...role,
    description: getObjectMember(role, 'description') ?? (verb === 'create' ? null : ''),
  }),
  beforeDelete: (call, role) => cleanUpRole(call, getString(role, 'id')),
  answerDelete: () => answerOk({}),
};

/** Roles per organization (documentation). The text of the refusal is not recorded. */
const MAX_PER_ORGANIZATION = 350;

function checkOwner(call: ApiCall, role: JsonObject): void {
  const owner = getString(role, 'owner_id');
  const needsOwner = getString(role, 'type') === 'organization';
  if (needsOwner !== (owner !== '')) throw badRequest('owner_id must be set for roles of type organization, and for no other.');
  if (!needsOwner) return;
  if (!call.tenant.state.getCollection('organizations').has(owner)) throw notFound('No organization found by that id or name');
  if (call.tenant.state.getCollection('roles').find('owner', owner).length >= MAX_PER_ORGANIZATION)
    throw badRequest('An organization cannot own more than 350 roles.', 'quota_exceeded');
}

function buildFilter(call: ApiCall): ((role: JsonObject) => boolean) | undefined {
  const name = call.query.getString('name_filter')?.toLowerCase() ?? '';
  const type = call.query.getString('type');
  const owner = call.query.getString('owner_id');
  if (name === '' && type === undefined && owner === undefined) return undefined;
  return (role) =>
    getString(role, 'name').toLowerCase().includes(name) &&
    (type === undefined || getString(role, 'type') === type) &&
    (owner === undefined || getString(role, 'owner_id') === owner);
}

export const roleEndpoints: EndpointSet = buildCollectionEndpoints(facts);
