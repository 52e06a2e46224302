import { getObjectMember, type JsonObject } from '../../../model/json/json-value.ts';
import type { Call } from '../../engine/call.ts';
import { objectOf, textOf, textsOf } from '../../engine/objects.ts';
import { badRequest, conflict, Refusal } from '../../http/refusal.ts';
import { forgetGroups } from '../organizations/groups.ts';
import { forgetUser } from '../users/users.ts';
import { checkDatabaseOptions } from './database-rules.ts';

/** Cross App Access works with OpenID providers only. */
const XAA_STRATEGIES = new Set(['oidc', 'okta']);

export function checkConnection(call: Call, connection: JsonObject, before: JsonObject | undefined, body: JsonObject): void {
  const strategy = textOf(connection, 'strategy');
  checkClients(call, body);
  if (before !== undefined && Object.hasOwn(body, 'enabled_clients')) {
    // Past its end of life since July 2026 (deprecation notice).
    throw badRequest('enabled_clients cannot be updated here. Use PATCH /connections/{id}/clients.', 'operation_not_supported');
  }
  if ((getObjectMember(body, 'cross_app_access_requesting_app') ?? null) !== null && !XAA_STRATEGIES.has(strategy)) {
    throw badRequest('Cross App Access Requesting App is not supported for this connection.', 'operation_not_supported');
  }
  if (getObjectMember(body, 'is_domain_connection') === true) refuseSecondDomain(call, connection);
  if (!Object.hasOwn(body, 'options')) return;
  const options = objectOf(body, 'options');
  checkMetadataSources(strategy, options);
  if (strategy !== 'auth0') return;
  checkDatabaseOptions(options, before === undefined ? undefined : objectOf(before, 'options'));
  if (before !== undefined) refuseFrozen(call, before, options);
}

/** Metadata come from an address or from a text (API reference). An empty address counts as none (recorded traffic). */
const METADATA_SOURCES: Readonly<Record<string, readonly [string, string]>> = {
  samlp: ['metadataUrl', 'metadataXml'],
  adfs: ['adfs_server', 'fedMetadataXml'],
};

function checkMetadataSources(strategy: string, options: JsonObject): void {
  const sources = METADATA_SOURCES[strategy] ?? [];
  if (sources.length > 0 && sources.every((name) => textOf(options, name) !== ''))
    throw badRequest(`Cannot set both ${sources.map((name) => `options.${name}`).join(' and ')}`);
}

/** One connection of a strategy may be for everybody (API reference). */
function refuseSecondDomain(call: Call, connection: JsonObject): void {
  const isSecond = [...call.tenant.state.collection('connections').entries()].some(
    ({ value }) =>
      getObjectMember(value, 'is_domain_connection') === true &&
      textOf(value, 'strategy') === textOf(connection, 'strategy') &&
      textOf(value, 'name') !== textOf(connection, 'name'),
  );
  if (isSecond) throw conflict('There is already a domain connection enabled for strategy', 'connection_conflict');
}

/** Strict: recordings never name an unknown client. */
function checkClients(call: Call, body: JsonObject): void {
  const known = call.tenant.state.collection('clients');
  if (!textsOf(body, 'enabled_clients').every(known.has))
    throw new Refusal(400, 'One or more of the enabled clients do not exist.', 'inexistent_client');
}

function refuseFrozen(call: Call, before: JsonObject, options: JsonObject): void {
  const frozen = ['enabledDatabaseCustomization', 'import_mode'];
  const users = call.tenant.state.collection('users').find('connection', textOf(before, 'name'));
  const changed = frozen.find(
    (name) => (getObjectMember(options, name) ?? false) !== (getObjectMember(objectOf(before, 'options'), name) ?? false),
  );
  if (users.length > 0 && changed !== undefined) {
    throw badRequest(`This database contains users. You cannot change "options.${changed}" setting.`, 'operation_not_supported');
  }
}

/** Users of the connection go with it, and its settings; strict: organizations have to let go of it first. */
export function forgetConnection(call: Call, connection: JsonObject): void {
  const id = textOf(connection, 'id');
  const { state } = call.tenant;
  if (state.links('organization-connections').countTo(id) > 0) {
    throw conflict('The connection is used by organizations. Remove it from them first.', 'connection_in_use');
  }
  for (const user of state.collection('users').find('connection', textOf(connection, 'name'))) {
    forgetUser(call, user.id);
    state.collection('users').delete(user.id);
  }
  state.links('connection-clients').removeOf(id);
  for (const name of ['scim-configurations', 'directory-provisionings']) state.collection(name).delete(id);
  for (const name of ['scim-tokens', 'connection-keys'])
    for (const entry of state.collection(name).find('parent', id)) state.collection(name).delete(entry.id);
  state.links('synchronized-groups').removeOf(id);
  forgetGroups(call, id);
}
