import { usesKeys } from '../behaviour/clients/client-lifecycle.ts';
import { shownConnection } from '../behaviour/connections/connection-view.ts';
import { param, type Route } from '../engine/call.ts';
import { textOf, visible } from '../engine/objects.ts';
import { listLinks } from '../engine/paging/listing.ts';
import type { Resource } from '../engine/resource.ts';
import { ok } from '../http/answer.ts';
import { badRequest, notFound } from '../http/refusal.ts';
import { need } from '../state/tenant.ts';

const noClient = () => notFound('The client does not exist', 'inexistent_client');

/** The other side of a connection's clients. */
const connections: Route = {
  method: 'GET',
  path: '/clients/{id}/connections',
  scopes: ['read:connections'],
  alsoNeeds: () => [['read:clients', 'read:client_summary']],
  handle: (call) => {
    const id = param(call, 'id');
    if (!call.tenant.state.collection('clients').has(id)) throw noClient();
    const strategies = call.query.list('strategy');
    const links = call.tenant.state
      .links('connection-clients')
      .to(id)
      .filter((link) => strategies?.includes(textOf(need(call.tenant, 'connections', link.left), 'strategy')) ?? true);
    return listLinks(call, { key: 'connections', styles: ['checkpoint'] }, links, 'left', (link) =>
      visible(shownConnection(call, need(call.tenant, 'connections', link.left))),
    );
  },
};

const rotateSecret: Route = {
  method: 'POST',
  path: '/clients/{id}/rotate-secret',
  scopes: ['update:client_keys'],
  handle: (call) => {
    const client = call.tenant.state.collection('clients').get(param(call, 'id'));
    if (client === undefined) throw noClient();
    if (usesKeys(client)) throw badRequest('The client does not use a secret.', 'operation_not_supported');
    const rotated = { ...client, client_secret: call.tenant.ids.base62(64) };
    call.tenant.state.collection('clients').put(param(call, 'id'), rotated);
    return ok(visible(rotated));
  },
};

export const clientLinks: Resource = { routes: [connections, rotateSecret] };
