import type { JsonObject } from '../../model/json/json-value.ts';
import { requireOrganizationId } from '../behaviour/organizations/organization-lifecycle.ts';
import { type ApiCall, getPathParameter, type Route } from '../engine/api-call.ts';
import type { EndpointSet } from '../engine/endpoint-set.ts';
import { getObjects, getString, getStrings, omit, pick, toObject } from '../engine/json-objects.ts';
import { listLinks } from '../engine/paging/list-links.ts';
import { patchObject } from '../engine/patch-object.ts';
import { answerCreated, answerOk, NO_CONTENT } from '../http/http-answer.ts';
import { conflict, notFound } from '../http/refusal.ts';
import { getStoredObject } from '../state/emulated-tenant.ts';
import type { Link } from '../state/link-store.ts';

/** Early access: not in the published OpenAPI description, known from recorded traffic and the reference pages. */
const LINKS = 'organization-clients';
const PATH = '/organizations/{id}/clients';

const showClientLink = (call: ApiCall, link: Link): JsonObject => ({
  client_id: link.right,
  ...link.data,
  client: pick(getStoredObject(call.tenant, 'clients', link.right), [
    'name',
    'is_first_party',
    'grant_types',
    'organization_usage',
  ]),
});

function requireLink(call: ApiCall): Link {
  const link = call.tenant.state.getLinks(LINKS).get(requireOrganizationId(call), getPathParameter(call, 'client_id'));
  if (link === undefined) throw notFound('The organization client does not exist.');
  return link;
}

function add(call: ApiCall) {
  const organization = requireOrganizationId(call);
  const links = call.tenant.state.getLinks(LINKS);
  const items = getObjects(toObject(call.body), 'clients');
  for (const item of items) checkNewClient(call, organization, getString(item, 'client_id'));
  for (const item of items)
    links.put(organization, getString(item, 'client_id'), { use_for_member_access: false, ...omit(item, ['client_id']) });
  return answerCreated(
    items
      .flatMap((item) => links.get(organization, getString(item, 'client_id')) ?? [])
      .map((link) => showClientLink(call, link)),
  );
}

function checkNewClient(call: ApiCall, organization: string, client: string): void {
  if (!call.tenant.state.getCollection('clients').has(client)) throw notFound('The client does not exist', 'inexistent_client');
  if (call.tenant.state.getLinks(LINKS).has(organization, client)) throw conflict('The organization client already exists.');
}

const routes: readonly Route[] = [
  {
    method: 'GET',
    path: PATH,
    scopes: ['read:organization_clients'],
    handle: (call) => {
      const links = call.tenant.state.getLinks(LINKS).listFrom(requireOrganizationId(call));
      return listLinks(call, { key: 'clients', styles: ['checkpoint'] }, links, 'right', (link) => showClientLink(call, link));
    },
  },
  { method: 'POST', path: PATH, scopes: ['create:organization_clients'], handle: add },
  {
    method: 'DELETE',
    path: PATH,
    scopes: ['delete:organization_clients'],
    handle: (call) => {
      const organization = requireOrganizationId(call);
      for (const client of getStrings(toObject(call.body), 'clients'))
        call.tenant.state.getLinks(LINKS).remove(organization, client);
      return NO_CONTENT;
    },
  },
  {
    method: 'GET',
    path: `${PATH}/{client_id}`,
    scopes: ['read:organization_clients'],
    handle: (call) => answerOk(showClientLink(call, requireLink(call))),
  },
  {
    method: 'PATCH',
    path: `${PATH}/{client_id}`,
    scopes: ['update:organization_clients'],
    handle: (call) => {
      const { left, right, data } = requireLink(call);
      call.tenant.state.getLinks(LINKS).put(left, right, patchObject(data, toObject(call.body)));
      return answerOk(showClientLink(call, requireLink(call)));
    },
  },
];

export const organizationClientEndpoints: EndpointSet = { routes };
