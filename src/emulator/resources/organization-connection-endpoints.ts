import { getObjectMember, type JsonObject } from '../../model/json/json-value.ts';
import {
  linkConnection,
  refuseUnknownConnection,
  showEnabledConnection,
  showOrganizationConnection,
} from '../behaviour/organizations/organization-connections.ts';
import { requireOrganizationId } from '../behaviour/organizations/organization-lifecycle.ts';
import { type ApiCall, getPathParameter, type Route } from '../engine/api-call.ts';
import type { EndpointSet } from '../engine/endpoint-set.ts';
import { getString, toObject } from '../engine/json-objects.ts';
import { listLinks } from '../engine/paging/list-links.ts';
import { omitNulls, patchObject } from '../engine/patch-object.ts';
import { answerCreated, answerOk, NO_CONTENT } from '../http/http-answer.ts';
import { conflict, notFound } from '../http/refusal.ts';
import type { Link } from '../state/link-store.ts';

const LINKS = 'organization-connections';

type ShowConnection = (call: ApiCall, id: string, data: JsonObject) => JsonObject;

/** Builds the routes of one of the two endpoints. The older one omits disabled connections and newer members. */
function buildRoutes(
  path: string,
  key: string,
  idParam: string,
  show: ShowConnection,
  isShown: (call: ApiCall, link: Link) => boolean,
): readonly Route[] {
  const item = `${path}/{${idParam}}`;
  const buildScopes = (verb: string): readonly string[] => [`${verb}:organization_connections`];
  const requireLinkOfCall = (call: ApiCall): Link => requireLink(call, getPathParameter(call, idParam), isShown);
  return [
    { method: 'GET', path, scopes: buildScopes('read'), handle: (call) => list(call, key, show, isShown) },
    { method: 'POST', path, scopes: buildScopes('create'), handle: (call) => add(call, show) },
    {
      method: 'GET',
      path: item,
      scopes: buildScopes('read'),
      handle: (call) => answerOk(show(call, requireLinkOfCall(call).right, requireLinkOfCall(call).data)),
    },
    { method: 'PATCH', path: item, scopes: buildScopes('update'), handle: (call) => change(call, requireLinkOfCall(call), show) },
    {
      method: 'DELETE',
      path: item,
      scopes: buildScopes('delete'),
      handle: (call) => remove(call, getPathParameter(call, idParam)),
    },
  ];
}

function list(call: ApiCall, key: string, show: ShowConnection, isShown: (call: ApiCall, link: Link) => boolean) {
  const links = call.tenant.state
    .getLinks(LINKS)
    .listFrom(requireOrganizationId(call))
    .filter((link) => isShown(call, link));
  const facts = { key, styles: ['offset'], shape: ['items', 'start', 'limit', 'total'] } as const;
  return listLinks(call, facts, links, 'right', (link) => show(call, link.right, link.data));
}

function add(call: ApiCall, show: ShowConnection) {
  const organization = requireOrganizationId(call);
  const sent = omitNulls(toObject(call.body));
  const id = getString(sent, 'connection_id');
  refuseUnknownConnection(call, id);
  if (call.tenant.state.getLinks(LINKS).has(organization, id))
    throw conflict('The organization connection already exists.', 'organization_connection_conflict');
  return answerCreated(show(call, id, linkConnection(call, organization, sent)));
}

function requireLink(call: ApiCall, id: string, isShown: (call: ApiCall, link: Link) => boolean): Link {
  const link = call.tenant.state.getLinks(LINKS).get(requireOrganizationId(call), id);
  if (link === undefined || !isShown(call, link)) throw notFound('The organization connection does not exist.');
  return link;
}

function change(call: ApiCall, link: Link, show: ShowConnection) {
  const data = patchObject(link.data, toObject(call.body));
  call.tenant.state.getLinks(LINKS).put(link.left, link.right, data);
  return answerOk(show(call, link.right, data));
}

/** Removes a connection. Answers 204 even if it is not linked (recorded traffic). */
function remove(call: ApiCall, id: string) {
  call.tenant.state.getLinks(LINKS).remove(requireOrganizationId(call), id);
  return NO_CONTENT;
}

const isEnabled = (link: Link): boolean => getObjectMember(link.data, 'is_enabled') !== false;
const isMatch = (call: ApiCall, link: Link): boolean =>
  (call.query.getBoolean('is_enabled') ?? isEnabled(link)) === isEnabled(link);

export const organizationConnectionEndpoints: EndpointSet = {
  routes: [
    ...buildRoutes('/organizations/{id}/connections', 'connections', 'connection_id', showOrganizationConnection, isMatch),
    ...buildRoutes(
      '/organizations/{id}/enabled_connections',
      'enabled_connections',
      'connectionId',
      showEnabledConnection,
      (_call, link) => isEnabled(link),
    ),
  ],
};
