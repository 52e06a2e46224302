import { getObjectMember, type JsonObject } from '../../model/json/json-value.ts';
import { organizationId } from '../behaviour/organizations/organization.ts';
import { type Call, param, type Route } from '../engine/call.ts';
import { asObject, textOf, visible } from '../engine/objects.ts';
import { listLinks } from '../engine/paging/listing.ts';
import type { Resource } from '../engine/resource.ts';
import { created, noContent } from '../http/answer.ts';
import { badRequest, conflict, notFound } from '../http/refusal.ts';
import type { Link } from '../state/links.ts';
import { need } from '../state/tenant.ts';

const LINKS = 'organization-client-grants';
const PATH = '/organizations/{id}/client-grants';
const LIST = { key: 'client_grants', styles: ['offset'], shape: ['items', 'start', 'limit', 'total'] } as const;

/** Entity limit of the API. */
const MAX_PER_ORGANIZATION = 100;

const grantOf = (call: Call, link: Link): JsonObject => visible(need(call.tenant, 'client-grants', link.right));

const isWanted = (call: Call, grant: JsonObject): boolean =>
  ['audience', 'client_id'].every((name) => (call.query.text(name) ?? textOf(grant, name)) === textOf(grant, name)) &&
  (call.query.list('grant_ids')?.includes(textOf(grant, 'id')) ?? true);

function add(call: Call) {
  const organization = organizationId(call);
  const id = textOf(asObject(call.body), 'grant_id');
  const grant = call.tenant.state.collection('client-grants').get(id);
  if (grant === undefined) throw notFound('The grant does not exist.', 'inexistent_client_grant');
  const links = call.tenant.state.links(LINKS);
  if (links.has(organization, id))
    throw conflict('The client grant has already been added to this organization.', 'organization_client_grant_conflict');
  if (links.countOf(organization) >= MAX_PER_ORGANIZATION) {
    throw conflict('Quota exceeded; cannot add more than 100 client grants to a single organization', 'quota_exceeded');
  }
  refuseWithoutOrganizations(grant);
  links.put(organization, id);
  // The answer has the grant's members, but for its id and subject type (recorded traffic).
  const { id: _id, subject_type: _type, ...rest } = visible(grant);
  return created({ grant_id: id, ...rest });
}

/** Strict: a grant has to allow organizations first. */
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
        .links(LINKS)
        .of(organizationId(call))
        .filter((link) => isWanted(call, grantOf(call, link)));
      return listLinks(call, LIST, links, 'right', (link) => grantOf(call, link));
    },
  },
  { method: 'POST', path: PATH, scopes: ['create:organization_client_grants'], handle: add },
  {
    method: 'DELETE',
    path: `${PATH}/{grant_id}`,
    scopes: ['delete:organization_client_grants'],
    handle: (call) => {
      call.tenant.state.links(LINKS).remove(organizationId(call), param(call, 'grant_id'));
      return noContent;
    },
  },
];

export const organizationClientGrants: Resource = { routes };
