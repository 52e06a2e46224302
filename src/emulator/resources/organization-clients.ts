import type { JsonObject } from '../../model/json/json-value.ts';
import { organizationId } from '../behaviour/organizations/organization.ts';
import { type Call, param, type Route } from '../engine/call.ts';
import { asObject, objectsOf, pick, textOf, textsOf, without } from '../engine/objects.ts';
import { listLinks } from '../engine/paging/listing.ts';
import { patched } from '../engine/patch.ts';
import type { Resource } from '../engine/resource.ts';
import { created, noContent, ok } from '../http/answer.ts';
import { conflict, notFound } from '../http/refusal.ts';
import type { Link } from '../state/links.ts';
import { need } from '../state/tenant.ts';

/** Early access, not in the published description of the API: known from recorded traffic and the reference pages. */
const LINKS = 'organization-clients';
const PATH = '/organizations/{id}/clients';

const shown = (call: Call, link: Link): JsonObject => ({
  client_id: link.right,
  ...link.data,
  client: pick(need(call.tenant, 'clients', link.right), ['name', 'is_first_party', 'grant_types', 'organization_usage']),
});

function linkOf(call: Call): Link {
  const link = call.tenant.state.links(LINKS).get(organizationId(call), param(call, 'client_id'));
  if (link === undefined) throw notFound('The organization client does not exist.');
  return link;
}

function add(call: Call) {
  const organization = organizationId(call);
  const links = call.tenant.state.links(LINKS);
  const items = objectsOf(asObject(call.body), 'clients');
  for (const item of items) refuseItem(call, organization, textOf(item, 'client_id'));
  for (const item of items)
    links.put(organization, textOf(item, 'client_id'), { use_for_member_access: false, ...without(item, ['client_id']) });
  return created(
    items.flatMap((item) => links.get(organization, textOf(item, 'client_id')) ?? []).map((link) => shown(call, link)),
  );
}

function refuseItem(call: Call, organization: string, client: string): void {
  if (!call.tenant.state.collection('clients').has(client)) throw notFound('The client does not exist', 'inexistent_client');
  if (call.tenant.state.links(LINKS).has(organization, client)) throw conflict('The organization client already exists.');
}

const routes: readonly Route[] = [
  {
    method: 'GET',
    path: PATH,
    scopes: ['read:organization_clients'],
    handle: (call) => {
      const links = call.tenant.state.links(LINKS).of(organizationId(call));
      return listLinks(call, { key: 'clients', styles: ['checkpoint'] }, links, 'right', (link) => shown(call, link));
    },
  },
  { method: 'POST', path: PATH, scopes: ['create:organization_clients'], handle: add },
  {
    method: 'DELETE',
    path: PATH,
    scopes: ['delete:organization_clients'],
    handle: (call) => {
      const organization = organizationId(call);
      for (const client of textsOf(asObject(call.body), 'clients')) call.tenant.state.links(LINKS).remove(organization, client);
      return noContent;
    },
  },
  {
    method: 'GET',
    path: `${PATH}/{client_id}`,
    scopes: ['read:organization_clients'],
    handle: (call) => ok(shown(call, linkOf(call))),
  },
  {
    method: 'PATCH',
    path: `${PATH}/{client_id}`,
    scopes: ['update:organization_clients'],
    handle: (call) => {
      const { left, right, data } = linkOf(call);
      call.tenant.state.links(LINKS).put(left, right, patched(data, asObject(call.body)));
      return ok(shown(call, linkOf(call)));
    },
  },
];

export const organizationClients: Resource = { routes };
