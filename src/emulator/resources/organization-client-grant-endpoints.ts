import { getObjectMember, type JsonObject } from '../../model/json/json-value.ts';
import { requireOrganizationId } from '../behaviour/organizations/organization-lifecycle.ts';
import { type ApiCall, getPathParameter, type Route } from '../engine/api-call.ts';
import type { EndpointSet } from '../engine/endpoint-set.ts';
import { getString, omitInternal, toObject } from '../engine/json-objects.ts';
import { listLinks } from '../engine/paging/list-links.ts';
import { answerCreated, NO_CONTENT } from '../http/http-answer.ts';
import { badRequest, conflict, notFound } from '../http/refusal.ts';
import { getStoredObject } from '../state/emulated-tenant.ts';
import type { Link } from '../state/link-store.ts';

const LINKS = 'organization-client-grants';
const PATH = '/organizations/{id}/client-grants';
const LIST = { key: 'client_grants', styles: ['offset'], shape: ['items', 'start', 'limit', 'total'] } as const;

/** Client grants per organization (published entity limit). */
const MAX_PER_ORGANIZATION = 100;

const showGrant = (call: ApiCall, link: Link): JsonObject =>
  omitInternal(getStoredObject(call.tenant, 'client-grants', link.right));

const isRequested = (call: ApiCall, grant: JsonObject): boolean =>
  ['audience', 'client_id'].every((name) => (call.query.getString(name) ?? getString(grant, name)) === getString(grant, name)) &&
  (call.query.getList('grant_ids')?.includes(getString(grant, 'id')) ?? true);

function add(call: ApiCall) {
  const organization = requireOrganizationId(call);
  const id = getString(toObject(call.body), 'grant_id');
  const grant = call.tenant.state.getCollection('client-grants').get(id);
  if (grant === undefined) throw notFound('The grant does not exist.', 'inexistent_client_grant');
  const links = call.tenant.state.getLinks(LINKS);
  if (links.has(organization, id))
    throw conflict('The client grant has already been added to this organization.', 'organization_client_grant_conflict');
  if (links.countFrom(organization) >= MAX_PER_ORGANIZATION) {
    throw conflict('Quota exceeded; cannot add more than 100 client grants to a single organization', 'quota_exceeded');
  }
  refuseWithoutOrganizations(grant);
  links.put(organization, id);
  // The response has the grant's members except its id and subject type (recorded traffic).
  const { id: _id, subject_type: _type, ...rest } = omitInternal(grant);
  return answerCreated({ grant_id: id, ...rest });
}

/** Stricter than the API: the grant must allow organizations. */
function refuseWithoutOrganizations(grant: JsonObject): void {
  const usage = getObjectMember(grant, 'organization_usage');
  if (usage !== 'allow' && usage !== 'require')
    throw badRequest('The client grant does not allow organizations.', 'operation_not_supported');
}

const routes: readonly Route[] = [
  {
    method: 'GET',
    path: PATH,
    scopes: ['read:organization_client_grants'],
    handle: (call) => {
      const links = call.tenant.state
        .getLinks(LINKS)
        .listFrom(requireOrganizationId(call))
        .filter((link) => isRequested(call, showGrant(call, link)));
      return listLinks(call, LIST, links, 'right', (link) => showGrant(call, link));
    },
  },
  { method: 'POST', path: PATH, scopes: ['create:organization_client_grants'], handle: add },
  {
    method: 'DELETE',
    path: `${PATH}/{grant_id}`,
    scopes: ['delete:organization_client_grants'],
    handle: (call) => {
      call.tenant.state.getLinks(LINKS).remove(requireOrganizationId(call), getPathParameter(call, 'grant_id'));
      return NO_CONTENT;
    },
  },
];

export const organizationClientGrantEndpoints: EndpointSet = { routes };
