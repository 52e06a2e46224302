import { getObjectMember, type JsonObject } from '../../model/json/json-value.ts';
import { forgetOrganization, noOrganization } from '../behaviour/organizations/organization.ts';
import { linkConnection, refuseUnknownConnection } from '../behaviour/organizations/organization-connections.ts';
import { forgetRole } from '../behaviour/users/roles.ts';
import { type Call, param, type Route } from '../engine/call.ts';
import { collectionOf } from '../engine/kinds/collection.ts';
import type { CollectionFacts } from '../engine/kinds/collection-facts.ts';
import { asObject, isEmptyObject, objectsOf, textOf, visible, without } from '../engine/objects.ts';
import type { Resource } from '../engine/resource.ts';
import { ok } from '../http/answer.ts';

const facts: CollectionFacts = {
  name: 'organizations',
  path: '/organizations',
  idMember: 'id',
  newId: (call) => `org_${call.tenant.ids.base62(16)}`,
  scopes: {
    list: ['read:organizations', 'read:organizations_summary'],
    read: ['read:organizations', 'read:organizations_summary'],
    create: ['create:organizations'],
    update: ['update:organizations'],
    delete: ['delete:organizations'],
  },
  missing: { message: noOrganization().message },
  alsoNeeds: (call) =>
    objectsOf(asObject(call.body), 'enabled_connections').length > 0 ? [['create:organization_connections']] : [],
  indexes: { name: (organization) => [textOf(organization, 'name')] },
  unique: [{ index: 'name', message: 'An organization with this name already exists.', errorCode: 'organization_conflict' }],
  list: { key: 'organizations', styles: ['offset', 'checkpoint'], shape: ['items', 'start', 'limit', 'total'], ceiling: true },
  // Recorded traffic; of `branding` and `token_quota` it is not known.
  patch: { metadata: 'replace' },
  // Both members came with the API's organizations of 2026 (recorded traffic).
  fill: (_call, body) =>
    tidy({ third_party_client_access: 'block', is_app_entitlement_active: false, ...without(body, ['enabled_connections']) }),
  refine: (_call, after) => tidy(after),
  check: (call, _organization, before, body) => {
    if (before === undefined)
      for (const item of objectsOf(body, 'enabled_connections')) refuseUnknownConnection(call, textOf(item, 'connection_id'));
  },
  show: (call, organization) => ({ ...organization, ...association(call, textOf(organization, 'id')) }),
  created: (call, organization, body) => {
    for (const item of objectsOf(body, 'enabled_connections')) linkConnection(call, textOf(organization, 'id'), item);
    return organization;
  },
  removing: (call, organization) => {
    const id = textOf(organization, 'id');
    forgetOrganization(call, id);
    for (const { value } of call.tenant.state.collection('roles').entries())
      if (textOf(value, 'owner_id') === id) dropRole(call, value);
  },
};

/** `include_client_association_for` adds how that client is tied to the organization, where it is (recorded traffic). */
function association(call: Call, id: string): JsonObject {
  const client = call.query.text('include_client_association_for');
  const link = client === undefined ? undefined : call.tenant.state.links('organization-clients').get(id, client);
  return link === undefined ? {} : { client: link.data };
}

function dropRole(call: Call, role: JsonObject): void {
  forgetRole(call, textOf(role, 'id'));
  call.tenant.state.collection('roles').delete(textOf(role, 'id'));
}

/** Empty metadata is not kept (recorded traffic). */
const tidy = (organization: JsonObject): JsonObject =>
  isEmptyObject(getObjectMember(organization, 'metadata')) ? without(organization, ['metadata']) : organization;

const byName: Route = {
  method: 'GET',
  path: '/organizations/name/{name}',
  scopes: ['read:organizations'],
  handle: (call) => {
    const found = call.tenant.state.collection('organizations').find('name', param(call, 'name'))[0];
    if (found === undefined) throw noOrganization();
    return ok(visible(found.value));
  },
};

export const organizations: Resource = collectionOf(facts, [byName]);
