import type { JsonObject } from '../../model/json/json-value.ts';
import { ensureKeys } from '../behaviour/connections/connection-keys.ts';
import { createdOptions, replacedOptions } from '../behaviour/connections/connection-options.ts';
import { checkConnection, forgetConnection } from '../behaviour/connections/connection-rules.ts';
import { connectionFilter, shownConnection } from '../behaviour/connections/connection-view.ts';
import type { Call } from '../engine/call.ts';
import { collectionOf } from '../engine/kinds/collection.ts';
import type { CollectionFacts } from '../engine/kinds/collection-facts.ts';
import { asObject, objectOf, textOf, textsOf, without } from '../engine/objects.ts';
import type { Resource } from '../engine/resource.ts';
import { STRATEGIES } from '../facts/strategies.ts';
import { notFound } from '../http/refusal.ts';

export const noConnection = () => notFound('The connection does not exist', 'inexistent_connection');

const facts: CollectionFacts = {
  name: 'connections',
  path: '/connections',
  idMember: 'id',
  newId: (call) => `con_${call.tenant.ids.base62(16)}`,
  scopes: {
    list: ['read:connections'],
    read: ['read:connections'],
    create: ['create:connections'],
    update: ['update:connections'],
    delete: ['delete:connections'],
  },
  missing: { message: noConnection().message, errorCode: 'inexistent_connection' },
  // Since July 2025 (deprecation notice).
  alsoNeeds: (call) =>
    call.method === 'PATCH' && Object.hasOwn(asObject(call.body), 'options') ? [['update:connections_options']] : [],
  indexes: { name: (connection) => [textOf(connection, 'name')], realm: (connection) => textsOf(connection, 'realms') },
  unique: [
    { index: 'name', message: 'A connection with the same name already exists', errorCode: 'connection_conflict' },
    {
      index: 'realm',
      message: 'There is already another connection with some realms from "realms" parameter',
      errorCode: 'connection_conflict',
    },
  ],
  list: { key: 'connections', styles: ['offset', 'checkpoint'], ceiling: true },
  filter: connectionFilter,
  alwaysSelected: ['id', 'is_domain_connection', 'authentication', 'connected_accounts'],
  idempotentDelete: true,
  // API reference and recorded traffic; what survives a replacement is in the facts of the strategies.
  patch: { options: 'replace' },
  fill: (call, body) => filled(call, body),
  refine: (call, after, before, body) => {
    if (!Object.hasOwn(body, 'options')) return without(after, ['enabled_clients']);
    const options = replacedOptions(
      textOf(before, 'strategy'),
      objectOf(body, 'options'),
      objectOf(before, 'options'),
      call.tenant.domain,
    );
    return { ...without(after, ['enabled_clients']), options };
  },
  check: checkConnection,
  created: (call, connection, body) => {
    enable(call, textOf(connection, 'id'), body);
    ensureKeys(call, connection);
    return connection;
  },
  updated: ensureKeys,
  show: shownConnection,
  removing: (call, connection) => forgetConnection(call, connection),
  // Deletion goes on in the background at the API; here it is done at once.
  deleted: (call) => ({ status: 202, body: { deleted_at: call.tenant.clock.stamp() } }),
};

function filled(call: Call, body: JsonObject): JsonObject {
  const strategy = textOf(body, 'strategy');
  const name = textOf(body, 'name');
  const strategyFacts = STRATEGIES[strategy] ?? {};
  return {
    is_domain_connection: false,
    authentication: { active: true },
    connected_accounts: { active: false },
    ...strategyFacts.connection,
    ...(strategyFacts.namesItself === true ? { display_name: name } : {}),
    ...(strategyFacts.hasTicket === true ? { provisioning_ticket_url: ticket(call, strategy) } : {}),
    realms: [name],
    ...without(body, ['enabled_clients']),
    options: createdOptions(strategy, objectOf(body, 'options'), call.tenant.domain),
  };
}

const ticket = (call: Call, strategy: string): string =>
  `https://${call.tenant.domain}/p/${strategy}/${call.tenant.ids.base62(8)}`;

function enable(call: Call, id: string, body: JsonObject): void {
  for (const client of textsOf(body, 'enabled_clients')) call.tenant.state.links('connection-clients').put(id, client);
}

export const connections: Resource = collectionOf(facts);
