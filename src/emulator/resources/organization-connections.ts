import { getObjectMember, type JsonObject } from '../../model/json/json-value.ts';
import { organizationId } from '../behaviour/organizations/organization.ts';
import {
  linkConnection,
  refuseUnknownConnection,
  shownEnabled,
  shownLink,
} from '../behaviour/organizations/organization-connections.ts';
import { type Call, param, type Route } from '../engine/call.ts';
import { asObject, textOf } from '../engine/objects.ts';
import { listLinks } from '../engine/paging/listing.ts';
import { patched, withoutNulls } from '../engine/patch.ts';
import type { Resource } from '../engine/resource.ts';
import { created, noContent, ok } from '../http/answer.ts';
import { conflict, notFound } from '../http/refusal.ts';
import type { Link } from '../state/links.ts';

const LINKS = 'organization-connections';

type Show = (call: Call, id: string, data: JsonObject) => JsonObject;

/** The same relation behind two endpoints: the older one leaves out connections that are switched off, and newer members. */
function routesAt(
  path: string,
  key: string,
  idParam: string,
  show: Show,
  isShown: (call: Call, link: Link) => boolean,
): readonly Route[] {
  const item = `${path}/{${idParam}}`;
  const scopes = (verb: string): readonly string[] => [`${verb}:organization_connections`];
  const found = (call: Call): Link => foundLink(call, param(call, idParam), isShown);
  return [
    { method: 'GET', path, scopes: scopes('read'), handle: (call) => list(call, key, show, isShown) },
    { method: 'POST', path, scopes: scopes('create'), handle: (call) => add(call, show) },
    { method: 'GET', path: item, scopes: scopes('read'), handle: (call) => ok(show(call, found(call).right, found(call).data)) },
    { method: 'PATCH', path: item, scopes: scopes('update'), handle: (call) => change(call, found(call), show) },
    { method: 'DELETE', path: item, scopes: scopes('delete'), handle: (call) => remove(call, param(call, idParam)) },
  ];
}

function list(call: Call, key: string, show: Show, isShown: (call: Call, link: Link) => boolean) {
  const links = call.tenant.state
    .links(LINKS)
    .of(organizationId(call))
    .filter((link) => isShown(call, link));
  const facts = { key, styles: ['offset'], shape: ['items', 'start', 'limit', 'total'] } as const;
  return listLinks(call, facts, links, 'right', (link) => show(call, link.right, link.data));
}

function add(call: Call, show: Show) {
  const organization = organizationId(call);
  const sent = withoutNulls(asObject(call.body));
  const id = textOf(sent, 'connection_id');
  refuseUnknownConnection(call, id);
  if (call.tenant.state.links(LINKS).has(organization, id))
    throw conflict('The organization connection already exists.', 'organization_connection_conflict');
  return created(show(call, id, linkConnection(call, organization, sent)));
}

function foundLink(call: Call, id: string, isShown: (call: Call, link: Link) => boolean): Link {
  const link = call.tenant.state.links(LINKS).get(organizationId(call), id);
  if (link === undefined || !isShown(call, link)) throw notFound('The organization connection does not exist.');
  return link;
}

function change(call: Call, link: Link, show: Show) {
  const data = patched(link.data, asObject(call.body));
  call.tenant.state.links(LINKS).put(link.left, link.right, data);
  return ok(show(call, link.right, data));
}

/** Again 204 for what is gone already (recorded traffic). */
function remove(call: Call, id: string) {
  call.tenant.state.links(LINKS).remove(organizationId(call), id);
  return noContent;
}

const isEnabled = (link: Link): boolean => getObjectMember(link.data, 'is_enabled') !== false;
const matchesFilter = (call: Call, link: Link): boolean => (call.query.flag('is_enabled') ?? isEnabled(link)) === isEnabled(link);

export const organizationConnections: Resource = {
  routes: [
    ...routesAt('/organizations/{id}/connections', 'connections', 'connection_id', shownLink, matchesFilter),
    ...routesAt('/organizations/{id}/enabled_connections', 'enabled_connections', 'connectionId', shownEnabled, (_call, link) =>
      isEnabled(link),
    ),
  ],
};
