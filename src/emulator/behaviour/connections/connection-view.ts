import type { JsonObject } from '../../../model/json/json-value.ts';
import type { ApiCall } from '../../engine/api-call.ts';
import { getObject, getString, omit } from '../../engine/json-objects.ts';
import { encryptConfiguration } from './connection-options.ts';

/** Builds the filter of a connection list; `undefined` if the query has none. */
export function buildConnectionFilter(call: ApiCall): ((connection: JsonObject) => boolean) | undefined {
  const name = call.query.getString('name');
  const strategies = call.query.getList('strategy');
  if (name === undefined && strategies === undefined) return undefined;
  return (connection) =>
    (name === undefined || getString(connection, 'name') === name) &&
    (strategies?.includes(getString(connection, 'strategy')) ?? true);
}

/** Builds the connection of a response. Silently omits `options` unless the token can read them (deprecation notice). */
export function showConnection(call: ApiCall, connection: JsonObject): JsonObject {
  const clients = call.tenant.state
    .getLinks('connection-clients')
    .listFrom(getString(connection, 'id'))
    .map((link) => link.right);
  const shown = { ...connection, enabled_clients: clients };
  if (call.method !== 'POST' && !call.scopes.has('read:connections_options')) return omit(shown, ['options']);
  const options = encryptConfiguration(getObject(connection, 'options'), () => `CkIKI${call.tenant.ids.makeBase62(91)}`);
  return { ...shown, options };
}
