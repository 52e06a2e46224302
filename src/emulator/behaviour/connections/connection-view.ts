import type { JsonObject } from '../../../model/json/json-value.ts';
import type { Call } from '../../engine/call.ts';
import { objectOf, textOf, without } from '../../engine/objects.ts';
import { withCiphertext } from './connection-options.ts';

/** Which connections a list shows. */
export function connectionFilter(call: Call): ((connection: JsonObject) => boolean) | undefined {
  const name = call.query.text('name');
  const strategies = call.query.list('strategy');
  if (name === undefined && strategies === undefined) return undefined;
  return (connection) =>
    (name === undefined || textOf(connection, 'name') === name) && (strategies?.includes(textOf(connection, 'strategy')) ?? true);
}

/** `options` are left out without a word for tokens that may not read them (deprecation notice). */
export function shownConnection(call: Call, connection: JsonObject): JsonObject {
  const clients = call.tenant.state
    .links('connection-clients')
    .of(textOf(connection, 'id'))
    .map((link) => link.right);
  const shown = { ...connection, enabled_clients: clients };
  if (call.method !== 'POST' && !call.scopes.has('read:connections_options')) return without(shown, ['options']);
  const options = withCiphertext(objectOf(connection, 'options'), () => `CkIKI${call.tenant.ids.base62(91)}`);
  return { ...shown, options };
}
