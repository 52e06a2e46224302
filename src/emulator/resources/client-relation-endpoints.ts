import { hasKeyAuthentication } from '../behaviour/clients/client-lifecycle.ts';
import { showConnection } from '../behaviour/connections/connection-view.ts';
import { getPathParameter, type Route } from '../engine/api-call.ts';
import type { EndpointSet } from '../engine/endpoint-set.ts';
import { getString, omitInternal } from '../engine/json-objects.ts';
import { listLinks } from '../engine/paging/list-links.ts';
import { answerOk } from '../http/http-answer.ts';
import { badRequest, notFound } from '../http/refusal.ts';
import { getStoredObject } from '../state/emulated-tenant.ts';

const buildClientNotFound = () => notFound('The client does not exist', 'inexistent_client');

/** Lists the connections that are enabled for a client. */
const connectionsRoute: Route = {
  method: 'GET',
  path: '/clients/{id}/connections',
  scopes: ['read:connections'],
  alsoNeeds: () => [['read:clients', 'read:client_summary']],
  handle: (call) => {
    const id = getPathParameter(call, 'id');
    if (!call.tenant.state.getCollection('clients').has(id)) throw buildClientNotFound();
    const strategies = call.query.getList('strategy');
    const links = call.tenant.state
      .getLinks('connection-clients')
      .listTo(id)
      .filter(
        (link) => strategies?.includes(getString(getStoredObject(call.tenant, 'connections', link.left), 'strategy')) ?? true,
      );
    return listLinks(call, { key: 'connections', styles: ['checkpoint'] }, links, 'left', (link) =>
      omitInternal(showConnection(call, getStoredObject(call.tenant, 'connections', link.left))),
    );
  },
};

const rotateSecretRoute: Route = {
  method: 'POST',
  path: '/clients/{id}/rotate-secret',
  scopes: ['update:client_keys'],
  handle: (call) => {
    const client = call.tenant.state.getCollection('clients').get(getPathParameter(call, 'id'));
    if (client === undefined) throw buildClientNotFound();
    if (hasKeyAuthentication(client)) throw badRequest('The client does not use a secret.', 'operation_not_supported');
    const rotated = { ...client, client_secret: call.tenant.ids.makeBase62(64) };
    call.tenant.state.getCollection('clients').put(getPathParameter(call, 'id'), rotated);
    return answerOk(omitInternal(rotated));
  },
};

export const clientRelationEndpoints: EndpointSet = { routes: [connectionsRoute, rotateSecretRoute] };
