import { getObjectMember, type JsonObject } from '../../model/json/json-value.ts';
import {
  linkConnection,
  refuseUnknownConnection,
  showEnabledConnection,
} from '../behaviour/organizations/organization-connections.ts';
import { buildOrganizationNotFound, cleanUpOrganization } from '../behaviour/organizations/organization-lifecycle.ts';
import { cleanUpRole } from '../behaviour/users/role-lifecycle.ts';
import { type ApiCall, getPathParameter, type Route } from '../engine/api-call.ts';
import type { EndpointSet } from '../engine/endpoint-set.ts';
import { getObjects, getString, isEmptyObject, omit, omitInternal, toObject } from '../engine/json-objects.ts';
import { buildCollectionEndpoints } from '../engine/kinds/collection-endpoints.ts';
import type { CollectionFacts } from '../engine/kinds/collection-facts.ts';
import { answerOk } from '../http/http-answer.ts';
import { badRequest } from '../http/refusal.ts';

const facts: CollectionFacts = {
  name: 'organizations',
  path: '/organizations',
  idMember: 'id',
  makeId: (call) => `org_${call.tenant.ids.makeBase62(16)}`,
  scopes: {
    list: ['read:organizations', 'read:organizations_summary'],
    read: ['read:organizations', 'read:organizations_summary'],
    create: ['create:organizations'],
    update: ['update:organizations'],
    delete: ['delete:organizations'],
  },
  missing: { message: buildOrganizationNotFound().message },
  alsoNeeds: (call) =>
    getObjects(toObject(call.body), 'enabled_connections').length > 0 ? [['create:organization_connections']] : [],
  indexes: { name: (organization) => [getString(organization, 'name')] },
  unique: [{ index: 'name', message: 'An organization with this name already exists.', errorCode: 'organization_conflict' }],
  list: { key: 'organizations', styles: ['offset', 'checkpoint'], shape: ['items', 'start', 'limit', 'total'], ceiling: true },
  // Recorded traffic. `branding` and `token_quota` are unproven.
  patch: { metadata: 'replace' },
  // The API has both members since 2026 (recorded traffic).
  fill: (_call, body) =>
    dropEmptyMetadata({
      third_party_client_access: 'block',
      is_app_entitlement_active: false,
      ...omit(body, ['enabled_connections']),
    }),
  refine: (_call, after) => dropEmptyMetadata(after),
  check: (call, _organization, before, body) => {
    if (before === undefined) checkConnections(call, getObjects(body, 'enabled_connections'));
  },
  show: (call, organization) => ({ ...organization, ...getClientAssociation(call, getString(organization, 'id')) }),
  afterCreate: (call, organization, body) => {
    const connections = getObjects(body, 'enabled_connections').map((item) => {
      const id = getString(item, 'connection_id');
      return showEnabledConnection(call, id, linkConnection(call, getString(organization, 'id'), item));
    });
    // The answer repeats them (API reference); later reads of the organization do not.
    return connections.length === 0 ? organization : { ...organization, enabled_connections: connections };
  },
  beforeDelete: (call, organization) => {
    const id = getString(organization, 'id');
    cleanUpOrganization(call, id);
    for (const { value } of call.tenant.state.getCollection('roles').entries())
      if (getString(value, 'owner_id') === id) deleteRole(call, value);
  },
};

/** Connections that a create can enable (API reference). */
const MAX_CONNECTIONS = 10;

function checkConnections(call: ApiCall, items: readonly JsonObject[]): void {
  if (items.length > MAX_CONNECTIONS)
    throw badRequest("Payload validation error: 'Too many items' on property enabled_connections.", 'invalid_body');
  for (const item of items) refuseUnknownConnection(call, getString(item, 'connection_id'));
}

/** Adds the association with the client of `include_client_association_for`, if there is one (recorded traffic). */
function getClientAssociation(call: ApiCall, id: string): JsonObject {
  const client = call.query.getString('include_client_association_for');
  const link = client === undefined ? undefined : call.tenant.state.getLinks('organization-clients').get(id, client);
  return link === undefined ? {} : { client: link.data };
}

function deleteRole(call: ApiCall, role: JsonObject): void {
  cleanUpRole(call, getString(role, 'id'));
  call.tenant.state.getCollection('roles').delete(getString(role, 'id'));
}

/** Removes empty metadata, as the API does (recorded traffic). */
const dropEmptyMetadata = (organization: JsonObject): JsonObject =>
  isEmptyObject(getObjectMember(organization, 'metadata')) ? omit(organization, ['metadata']) : organization;

const byNameRoute: Route = {
  method: 'GET',
  path: '/organizations/name/{name}',
  scopes: ['read:organizations'],
  handle: (call) => {
    const found = call.tenant.state.getCollection('organizations').find('name', getPathParameter(call, 'name'))[0];
    if (found === undefined) throw buildOrganizationNotFound();
    return answerOk(omitInternal(found.value));
  },
};

export const organizationEndpoints: EndpointSet = buildCollectionEndpoints(facts, [byNameRoute]);
