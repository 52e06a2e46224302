import { getObjectMember, isArray, isObject } from '../../model/json/json-value.ts';
import { type Call, param, type Route } from '../engine/call.ts';
import { textOf } from '../engine/objects.ts';
import { listLinks } from '../engine/paging/listing.ts';
import type { Resource } from '../engine/resource.ts';
import { noContent } from '../http/answer.ts';
import { notFound } from '../http/refusal.ts';
import { noConnection } from './connections.ts';

const PATH = '/connections/{id}/clients';

export function connectionId(call: Call): string {
  const id = param(call, 'id');
  if (!call.tenant.state.collection('connections').has(id)) throw noConnection();
  return id;
}

/** Only the named clients change; an unknown one stops the whole request. */
function change(call: Call) {
  const id = connectionId(call);
  const links = call.tenant.state.links('connection-clients');
  const wanted = isArray(call.body)
    ? call.body
        .filter(isObject)
        .map((item) => ({ client: textOf(item, 'client_id'), on: getObjectMember(item, 'status') === true }))
    : [];
  const known = call.tenant.state.collection('clients');
  if (!wanted.every(({ client }) => known.has(client))) throw notFound('The client does not exist', 'inexistent_client');
  for (const { client, on } of wanted) {
    if (on) links.put(id, client);
    else links.remove(id, client);
  }
  return noContent;
}

const routes: readonly Route[] = [
  {
    method: 'GET',
    path: PATH,
    scopes: ['read:connections'],
    handle: (call) => {
      const links = call.tenant.state.links('connection-clients').of(connectionId(call));
      return listLinks(call, { key: 'clients', styles: ['checkpoint'] }, links, 'right', (link) => ({ client_id: link.right }));
    },
  },
  { method: 'PATCH', path: PATH, scopes: ['update:connections'], handle: change },
];

export const connectionClients: Resource = { routes };
