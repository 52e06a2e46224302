import { getObjectMember, isArray, isObject } from '../../model/json/json-value.ts';
import { type ApiCall, getPathParameter, type Route } from '../engine/api-call.ts';
import type { EndpointSet } from '../engine/endpoint-set.ts';
import { getString } from '../engine/json-objects.ts';
import { listLinks } from '../engine/paging/list-links.ts';
import { NO_CONTENT } from '../http/http-answer.ts';
import { notFound } from '../http/refusal.ts';
import { buildConnectionNotFound } from './connection-endpoints.ts';

const PATH = '/connections/{id}/clients';

export function requireConnectionId(call: ApiCall): string {
  const id = getPathParameter(call, 'id');
  if (!call.tenant.state.getCollection('connections').has(id)) throw buildConnectionNotFound();
  return id;
}

/** Enables or disables the connection for the named clients only. An unknown client refuses the whole request. */
function changeClients(call: ApiCall) {
  const id = requireConnectionId(call);
  const links = call.tenant.state.getLinks('connection-clients');
  const changes = isArray(call.body)
    ? call.body
        .filter(isObject)
        .map((item) => ({ client: getString(item, 'client_id'), on: getObjectMember(item, 'status') === true }))
    : [];
  const known = call.tenant.state.getCollection('clients');
  if (!changes.every(({ client }) => known.has(client))) throw notFound('The client does not exist', 'inexistent_client');
  for (const { client, on } of changes) {
    if (on) links.put(id, client);
    else links.remove(id, client);
  }
  return NO_CONTENT;
}

const routes: readonly Route[] = [
  {
    method: 'GET',
    path: PATH,
    scopes: ['read:connections'],
    handle: (call) => {
      const links = call.tenant.state.getLinks('connection-clients').listFrom(requireConnectionId(call));
      return listLinks(call, { key: 'clients', styles: ['checkpoint'] }, links, 'right', (link) => ({ client_id: link.right }));
    },
  },
  { method: 'PATCH', path: PATH, scopes: ['update:connections'], handle: changeClients },
];

export const connectionClientEndpoints: EndpointSet = { routes };
