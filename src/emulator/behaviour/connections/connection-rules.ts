import { getObjectMember, type JsonObject } from '../../../model/json/json-value.ts';
import type { ApiCall } from '../../engine/api-call.ts';
import { getObject, getString, getStrings } from '../../engine/json-objects.ts';
import { badRequest, conflict, Refusal } from '../../http/refusal.ts';
import { deleteUnselectedGroups } from '../organizations/directory-groups.ts';
import { cleanUpUser } from '../users/user-lifecycle.ts';
import { checkDatabaseOptions } from './database-option-rules.ts';

/** Strategies that support Cross App Access, by the role of the tenant's apps (API reference, SDK types). */
const CROSS_APP_STRATEGIES = {
  cross_app_access_requesting_app: ['oidc', 'okta'],
  cross_app_access_resource_app: ['oidc', 'okta', 'samlp'],
};

export function checkConnection(call: ApiCall, connection: JsonObject, before: JsonObject | undefined, body: JsonObject): void {
  const strategy = getString(connection, 'strategy');
  checkEnabledClients(call, body);
  checkCrossAppAccess(strategy, body);
  if (getObjectMember(body, 'is_domain_connection') === true) refuseSecondDomain(call, connection);
  if (!Object.hasOwn(body, 'options')) return;
  const options = getObject(body, 'options');
  checkMetadataSources(strategy, options);
  if (strategy !== 'auth0') return;
  checkDatabaseOptions(options, before === undefined ? undefined : getObject(before, 'options'));
  if (before !== undefined) refuseFrozenChanges(call, before, options);
}

/** The message about a resource app is unproven: modeled on that about a requesting app. */
function checkCrossAppAccess(strategy: string, body: JsonObject): void {
  for (const [member, strategies] of Object.entries(CROSS_APP_STRATEGIES)) {
    if ((getObjectMember(body, member) ?? null) === null || strategies.includes(strategy)) continue;
    const role = member === 'cross_app_access_resource_app' ? 'Resource App' : 'Requesting App';
    throw badRequest(`Cross App Access ${role} is not supported for this connection.`, 'operation_not_supported');
  }
}

/** Metadata come from a URL or inline, not both (API reference). An empty URL counts as unset (recorded traffic). */
const METADATA_SOURCES: Readonly<Record<string, readonly [string, string]>> = {
  samlp: ['metadataUrl', 'metadataXml'],
  adfs: ['adfs_server', 'fedMetadataXml'],
};

function checkMetadataSources(strategy: string, options: JsonObject): void {
  const sources = METADATA_SOURCES[strategy] ?? [];
  if (sources.length > 0 && sources.every((name) => getString(options, name) !== ''))
    throw badRequest(`Cannot set both ${sources.map((name) => `options.${name}`).join(' and ')}`);
}

/** Allows one domain connection per strategy (API reference). */
function refuseSecondDomain(call: ApiCall, connection: JsonObject): void {
  const isSecond = [...call.tenant.state.getCollection('connections').entries()].some(
    ({ value }) =>
      getObjectMember(value, 'is_domain_connection') === true &&
      getString(value, 'strategy') === getString(connection, 'strategy') &&
      getString(value, 'name') !== getString(connection, 'name'),
  );
  if (isSecond) throw conflict('There is already a domain connection enabled for strategy', 'connection_conflict');
}

/** Stricter than the API may be: the clients must exist. No recording names an unknown one. */
function checkEnabledClients(call: ApiCall, body: JsonObject): void {
  const known = call.tenant.state.getCollection('clients');
  if (!getStrings(body, 'enabled_clients').every(known.has))
    throw new Refusal(400, 'One or more of the enabled clients do not exist.', 'inexistent_client');
}

function refuseFrozenChanges(call: ApiCall, before: JsonObject, options: JsonObject): void {
  const frozen = ['enabledDatabaseCustomization', 'import_mode'];
  const users = call.tenant.state.getCollection('users').find('connection', getString(before, 'name'));
  const changed = frozen.find(
    (name) => (getObjectMember(options, name) ?? false) !== (getObjectMember(getObject(before, 'options'), name) ?? false),
  );
  if (users.length > 0 && changed !== undefined) {
    throw badRequest(`This database contains users. You cannot change "options.${changed}" setting.`, 'operation_not_supported');
  }
}

/** Deletes the users and settings of a connection. Stricter than the API: refuses if an organization uses the connection. */
export function cleanUpConnection(call: ApiCall, connection: JsonObject): void {
  const id = getString(connection, 'id');
  const { state } = call.tenant;
  if (state.getLinks('organization-connections').countTo(id) > 0) {
    throw conflict('The connection is used by organizations. Remove it from them first.', 'connection_in_use');
  }
  for (const user of state.getCollection('users').find('connection', getString(connection, 'name'))) {
    cleanUpUser(call, user.id);
    state.getCollection('users').delete(user.id);
  }
  state.getLinks('connection-clients').removeFrom(id);
  for (const name of ['scim-configurations', 'directory-provisionings']) state.getCollection(name).delete(id);
  for (const name of ['scim-tokens', 'connection-keys'])
    for (const entry of state.getCollection(name).find('parent', id)) state.getCollection(name).delete(entry.id);
  state.getLinks('synchronized-groups').removeFrom(id);
  deleteUnselectedGroups(call, id);
}
