import type { JsonObject } from '../../../model/json/json-value.ts';
import type { ApiCall } from '../../engine/api-call.ts';
import { getString, omit } from '../../engine/json-objects.ts';
import { notFound } from '../../http/refusal.ts';
import { getStoredObject } from '../../state/emulated-tenant.ts';

export function refuseUnknownConnection(call: ApiCall, id: string): void {
  if (!call.tenant.state.getCollection('connections').has(id))
    throw notFound('The connection does not exist', 'inexistent_connection');
}

/** Links a connection to an organization with the API's defaults (recorded traffic). Only databases allow sign-up. */
export function linkConnection(call: ApiCall, organization: string, sent: JsonObject): JsonObject {
  const id = getString(sent, 'connection_id');
  const isDatabase = getString(getStoredObject(call.tenant, 'connections', id), 'strategy') === 'auth0';
  const data = {
    ...(isDatabase ? { is_signup_enabled: false } : {}),
    assign_membership_on_login: false,
    show_as_button: true,
    is_enabled: true,
    organization_access_level: 'none',
    ...omit(sent, ['connection_id']),
  };
  call.tenant.state.getLinks('organization-connections').put(organization, id, data);
  return data;
}

const buildEmbeddedConnection = (call: ApiCall, id: string): JsonObject => {
  const connection = getStoredObject(call.tenant, 'connections', id);
  return { connection: { name: getString(connection, 'name'), strategy: getString(connection, 'strategy') } };
};

/** Builds the response of `/organizations/{id}/connections`, the newer endpoint. */
export const showOrganizationConnection = (call: ApiCall, id: string, data: JsonObject): JsonObject => ({
  connection_id: id,
  ...data,
  ...buildEmbeddedConnection(call, id),
});

/** Builds the response of `/organizations/{id}/enabled_connections`, the older endpoint, which lacks newer members. */
export const showEnabledConnection = (call: ApiCall, id: string, data: JsonObject): JsonObject =>
  showOrganizationConnection(
    call,
    id,
    omit(data, ['is_enabled', 'organization_access_level', 'organization_connection_name', 'cross_app_access']),
  );
