import { getObjectMember, isArray, type JsonObject } from '../../model/json/json-value.ts';
import { type Call, param, type Route } from '../engine/call.ts';
import { collectionOf } from '../engine/kinds/collection.ts';
import type { CollectionFacts } from '../engine/kinds/collection-facts.ts';
import { textOf, textsOf, visible, without } from '../engine/objects.ts';
import { listLinks } from '../engine/paging/listing.ts';
import type { Resource } from '../engine/resource.ts';
import { badRequest, notFound } from '../http/refusal.ts';
import { need } from '../state/tenant.ts';

/** Who the grant is for, for which API, and whether the token's subject is a client or a user. */
const grantKey = (grant: JsonObject): string =>
  `${textOf(grant, 'client_id') || textOf(grant, 'default_for')}|${textOf(grant, 'audience')}|${textOf(grant, 'subject_type')}`;

const facts: CollectionFacts = {
  name: 'client-grants',
  path: '/client-grants',
  idMember: 'id',
  newId: (call) => `cgr_${call.tenant.ids.base62(16)}`,
  scopes: {
    list: ['read:client_grants'],
    read: ['read:client_grants'],
    create: ['create:client_grants'],
    update: ['update:client_grants'],
    delete: ['delete:client_grants'],
  },
  missing: { message: 'The client grant does not exist.', errorCode: 'inexistent_client_grant' },
  indexes: {
    key: (grant) => [grantKey(grant)],
    audience: (grant) => [textOf(grant, 'audience')],
    client: (grant) => [textOf(grant, 'client_id')],
  },
  unique: [
    { index: 'key', message: 'A client grant for this client and audience already exists.', errorCode: 'client_grant_conflict' },
  ],
  list: { key: 'client_grants', styles: ['offset', 'checkpoint'], shape: ['total', 'start', 'limit', 'items'] },
  filter,
  idempotentDelete: true,
  fill: (_call, body) =>
    withoutScopeIfAll({
      subject_type: 'client',
      ...(isArray(body.scope) || body.allow_all_scopes === true ? {} : { scope: [] }),
      ...body,
    }),
  refine: (_call, after) => withoutScopeIfAll(after),
  check: checkGrant,
  removing: (call, grant) => {
    if (getObjectMember(grant, 'is_system') === true)
      throw badRequest('System client grants cannot be deleted.', 'operation_not_supported');
    call.tenant.state.links('organization-client-grants').removeTo(textOf(grant, 'id'));
  },
};

function filter(call: Call): (grant: JsonObject) => boolean {
  const wanted = ['audience', 'client_id', 'subject_type', 'default_for'].flatMap((name) => {
    const value = call.query.text(name);
    return value === undefined ? [] : [[name, value] as const];
  });
  const anyOrganization = call.query.flag('allow_any_organization') === true;
  return (grant) =>
    wanted.every(([name, value]) => textOf(grant, name) === value) &&
    (!anyOrganization || getObjectMember(grant, 'allow_any_organization') === true);
}

/** While `allow_all_scopes` is true there is no `scope`; set to false again it stays in the answer (recorded traffic). */
function withoutScopeIfAll(grant: JsonObject): JsonObject {
  if (getObjectMember(grant, 'allow_all_scopes') === true) return without(grant, ['scope']);
  return isArray(getObjectMember(grant, 'scope')) ? grant : { ...grant, scope: [] };
}

/** Scopes that the API does not define are accepted (recorded traffic). */
function checkGrant(call: Call, grant: JsonObject, before: JsonObject | undefined, body: JsonObject): void {
  if (body.allow_all_scopes === true && textsOf(body, 'scope').length > 0)
    throw badRequest('scope cannot be set when allow_all_scopes is true.');
  if (before !== undefined) return;
  const { state } = call.tenant;
  const hasClient = textOf(grant, 'client_id') !== '';
  if (hasClient === (textOf(grant, 'default_for') !== ''))
    throw badRequest('Exactly one of client_id and default_for must be set.');
  if (hasClient && !state.collection('clients').has(textOf(grant, 'client_id')))
    throw notFound('Client not found', 'inexistent_client');
  const api = state.collection('resource-servers').find('identifier', textOf(grant, 'audience'))[0];
  if (api === undefined) throw notFound('Resource server not found', 'inexistent_resource_server');
  checkThirdParty(call, grant, api.value);
}

/** Third-party clients in strict mode may not be granted system APIs (third-party application documentation). */
function checkThirdParty(call: Call, grant: JsonObject, api: JsonObject): void {
  const client = call.tenant.state.collection('clients').get(textOf(grant, 'client_id'));
  const isStrict = client !== undefined && textOf(client, 'third_party_security_mode') === 'strict';
  if (isStrict && getObjectMember(api, 'is_system') === true) {
    throw badRequest('Client grants for this API cannot be created for third-party clients.', 'operation_not_supported');
  }
}

const organizations: Route = {
  method: 'GET',
  path: '/client-grants/{id}/organizations',
  scopes: ['read:organization_client_grants'],
  handle: (call) => {
    const id = param(call, 'id');
    if (!call.tenant.state.collection('client-grants').has(id))
      throw notFound('The grant does not exist.', 'inexistent_client_grant');
    const links = call.tenant.state.links('organization-client-grants').to(id);
    const list = { key: 'organizations', styles: ['offset', 'checkpoint'] } as const;
    return listLinks(call, list, links, 'left', (link) => visible(need(call.tenant, 'organizations', link.left)));
  },
};

export const clientGrants: Resource = collectionOf(facts, [organizations]);
