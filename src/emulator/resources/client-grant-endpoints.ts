import { getObjectMember, isArray, type JsonObject } from '../../model/json/json-value.ts';
import { type ApiCall, getPathParameter, type Route } from '../engine/api-call.ts';
import type { EndpointSet } from '../engine/endpoint-set.ts';
import { getString, getStrings, omit, omitInternal } from '../engine/json-objects.ts';
import { buildCollectionEndpoints } from '../engine/kinds/collection-endpoints.ts';
import type { CollectionFacts } from '../engine/kinds/collection-facts.ts';
import { listLinks } from '../engine/paging/list-links.ts';
import { badRequest, notFound } from '../http/refusal.ts';
import { getStoredObject } from '../state/emulated-tenant.ts';

/** Builds the unique key of a grant: client, audience and subject type. */
const buildGrantKey = (grant: JsonObject): string =>
  `${getString(grant, 'client_id') || getString(grant, 'default_for')}|${getString(grant, 'audience')}|${getString(grant, 'subject_type')}`;

const facts: CollectionFacts = {
  name: 'client-grants',
  path: '/client-grants',
  idMember: 'id',
  makeId: (call) => `cgr_${call.tenant.ids.makeBase62(16)}`,
  scopes: {
    list: ['read:client_grants'],
    read: ['read:client_grants'],
    create: ['create:client_grants'],
    update: ['update:client_grants'],
    delete: ['delete:client_grants'],
  },
  missing: { message: 'The client grant does not exist.', errorCode: 'inexistent_client_grant' },
  indexes: {
    key: (grant) => [buildGrantKey(grant)],
    audience: (grant) => [getString(grant, 'audience')],
    client: (grant) => [getString(grant, 'client_id')],
  },
  unique: [
    { index: 'key', message: 'A client grant for this client and audience already exists.', errorCode: 'client_grant_conflict' },
  ],
  list: { key: 'client_grants', styles: ['offset', 'checkpoint'], shape: ['total', 'start', 'limit', 'items'] },
  filter: buildFilter,
  idempotentDelete: true,
  fill: (_call, body) =>
    normalizeScope({
      subject_type: 'client',
      ...(isArray(body.scope) || body.allow_all_scopes === true ? {} : { scope: [] }),
      ...body,
    }),
  refine: (_call, after) => normalizeScope(after),
  check: checkGrant,
  beforeDelete: (call, grant) => {
    if (getObjectMember(grant, 'is_system') === true)
      throw badRequest('System client grants cannot be deleted.', 'operation_not_supported');
    call.tenant.state.getLinks('organization-client-grants').removeTo(getString(grant, 'id'));
  },
};

function buildFilter(call: ApiCall): (grant: JsonObject) => boolean {
  const criteria = ['audience', 'client_id', 'subject_type', 'default_for'].flatMap((name) => {
    const value = call.query.getString(name);
    return value === undefined ? [] : [[name, value] as const];
  });
  const anyOrganization = call.query.getBoolean('allow_any_organization') === true;
  return (grant) =>
    criteria.every(([name, value]) => getString(grant, name) === value) &&
    (!anyOrganization || getObjectMember(grant, 'allow_any_organization') === true);
}

/** Removes `scope` while `allow_all_scopes` is true. A false `allow_all_scopes` stays in responses (recorded traffic). */
function normalizeScope(grant: JsonObject): JsonObject {
  if (getObjectMember(grant, 'allow_all_scopes') === true) return omit(grant, ['scope']);
  return isArray(getObjectMember(grant, 'scope')) ? grant : { ...grant, scope: [] };
}

/** Refuses an invalid grant. Scopes that the resource server does not define are accepted (recorded traffic). */
function checkGrant(call: ApiCall, grant: JsonObject, before: JsonObject | undefined, body: JsonObject): void {
  if (body.allow_all_scopes === true && getStrings(body, 'scope').length > 0)
    throw badRequest('scope cannot be set when allow_all_scopes is true.');
  if (before !== undefined) return;
  const { state } = call.tenant;
  const hasClient = getString(grant, 'client_id') !== '';
  if (hasClient === (getString(grant, 'default_for') !== ''))
    throw badRequest('Exactly one of client_id and default_for must be set.');
  if (hasClient && !state.getCollection('clients').has(getString(grant, 'client_id')))
    throw notFound('Client not found', 'inexistent_client');
  const api = state.getCollection('resource-servers').find('identifier', getString(grant, 'audience'))[0];
  if (api === undefined) throw notFound('Resource server not found', 'inexistent_resource_server');
  checkThirdParty(call, grant, api.value);
}

/** Refuses grants of system APIs to third-party clients in strict mode (documentation of third-party applications). */
function checkThirdParty(call: ApiCall, grant: JsonObject, api: JsonObject): void {
  const client = call.tenant.state.getCollection('clients').get(getString(grant, 'client_id'));
  const isStrict = client !== undefined && getString(client, 'third_party_security_mode') === 'strict';
  if (isStrict && getObjectMember(api, 'is_system') === true) {
    throw badRequest('Client grants for this API cannot be created for third-party clients.', 'operation_not_supported');
  }
}

const organizationsRoute: Route = {
  method: 'GET',
  path: '/client-grants/{id}/organizations',
  scopes: ['read:organization_client_grants'],
  handle: (call) => {
    const id = getPathParameter(call, 'id');
    if (!call.tenant.state.getCollection('client-grants').has(id))
      throw notFound('The grant does not exist.', 'inexistent_client_grant');
    const links = call.tenant.state.getLinks('organization-client-grants').listTo(id);
    const list = { key: 'organizations', styles: ['offset', 'checkpoint'] } as const;
    return listLinks(call, list, links, 'left', (link) => omitInternal(getStoredObject(call.tenant, 'organizations', link.left)));
  },
};

export const clientGrantEndpoints: EndpointSet = buildCollectionEndpoints(facts, [organizationsRoute]);
