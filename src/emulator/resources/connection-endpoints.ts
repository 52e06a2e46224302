import type { JsonObject } from '../../model/json/json-value.ts';
import { ensureConnectionKeys } from '../behaviour/connections/connection-keys.ts';
import { buildCreatedOptions, buildReplacedOptions } from '../behaviour/connections/connection-options.ts';
import { checkConnection, cleanUpConnection } from '../behaviour/connections/connection-rules.ts';
import { buildConnectionFilter, showConnection } from '../behaviour/connections/connection-view.ts';
import type { ApiCall } from '../engine/api-call.ts';
import type { EndpointSet } from '../engine/endpoint-set.ts';
import { getObject, getString, getStrings, omit, toObject } from '../engine/json-objects.ts';
import { buildCollectionEndpoints } from '../engine/kinds/collection-endpoints.ts';
import type { CollectionFacts } from '../engine/kinds/collection-facts.ts';
import { CONNECTION_STRATEGIES } from '../facts/connection-strategies.ts';
import { notFound } from '../http/refusal.ts';

export const buildConnectionNotFound = () => notFound('The connection does not exist', 'inexistent_connection');

const facts: CollectionFacts = {
  name: 'connections',
  path: '/connections',
  idMember: 'id',
  makeId: (call) => `con_${call.tenant.ids.makeBase62(16)}`,
  scopes: {
    list: ['read:connections'],
    read: ['read:connections'],
    create: ['create:connections'],
    update: ['update:connections'],
    delete: ['delete:connections'],
  },
  missing: { message: buildConnectionNotFound().message, errorCode: 'inexistent_connection' },
  // Required since July 2025 (deprecation notice).
  alsoNeeds: (call) =>
    call.method === 'PATCH' && Object.hasOwn(toObject(call.body), 'options') ? [['update:connections_options']] : [],
  indexes: { name: (connection) => [getString(connection, 'name')], realm: (connection) => getStrings(connection, 'realms') },
  unique: [
    { index: 'name', message: 'A connection with the same name already exists', errorCode: 'connection_conflict' },
    {
      index: 'realm',
      message: 'There is already another connection with some realms from "realms" parameter',
      errorCode: 'connection_conflict',
    },
  ],
  list: { key: 'connections', styles: ['offset', 'checkpoint'], ceiling: true },
  filter: buildConnectionFilter,
  alwaysSelected: ['id', 'is_domain_connection', 'authentication', 'connected_accounts'],
  idempotentDelete: true,
  // API reference and recorded traffic. `facts/connection-strategies.ts` lists the members that survive a replacement.
  patch: { options: 'replace' },
  fill: (call, body) => fillConnection(call, body),
  refine: (call, after, before, body) => {
    if (!Object.hasOwn(body, 'options')) return omit(after, ['enabled_clients']);
    const options = buildReplacedOptions(
      getString(before, 'strategy'),
      getObject(body, 'options'),
      getObject(before, 'options'),
      call.tenant.domain,
    );
    return { ...omit(after, ['enabled_clients']), options };
  },
  check: checkConnection,
  afterCreate: (call, connection, body) => {
    enableClients(call, getString(connection, 'id'), body);
    ensureConnectionKeys(call, connection);
    return connection;
  },
  afterUpdate: ensureConnectionKeys,
  show: showConnection,
  beforeDelete: (call, connection) => cleanUpConnection(call, connection),
  // The API deletes in the background; the emulator deletes immediately.
  answerDelete: (call) => ({ status: 202, body: { deleted_at: call.tenant.clock.stamp() } }),
};

function fillConnection(call: ApiCall, body: JsonObject): JsonObject {
  const strategy = getString(body, 'strategy');
  const name = getString(body, 'name');
  const strategyFacts = CONNECTION_STRATEGIES[strategy] ?? {};
  return {
    is_domain_connection: false,
    authentication: { active: true },
    connected_accounts: { active: false },
    ...strategyFacts.connection,
    ...(strategyFacts.defaultsDisplayName === true ? { display_name: name } : {}),
    ...(strategyFacts.hasProvisioningTicket === true ? { provisioning_ticket_url: makeTicketUrl(call, strategy) } : {}),
    realms: [name],
    ...omit(body, ['enabled_clients']),
    options: buildCreatedOptions(strategy, getObject(body, 'options'), call.tenant.domain),
  };
}

const makeTicketUrl = (call: ApiCall, strategy: string): string =>
  `https://${call.tenant.domain}/p/${strategy}/${call.tenant.ids.makeBase62(8)}`;

function enableClients(call: ApiCall, id: string, body: JsonObject): void {
  for (const client of getStrings(body, 'enabled_clients')) call.tenant.state.getLinks('connection-clients').put(id, client);
}

export const connectionEndpoints: EndpointSet = buildCollectionEndpoints(facts);
