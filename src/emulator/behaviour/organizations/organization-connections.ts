import type { JsonObject } from '../../../model/json/json-value.ts';
import type { Call } from '../../engine/call.ts';
import { textOf, without } from '../../engine/objects.ts';
import { notFound } from '../../http/refusal.ts';
import { need } from '../../state/tenant.ts';

export function refuseUnknownConnection(call: Call, id: string): void {
  if (!call.tenant.state.collection('connections').has(id))
    throw notFound('The connection does not exist', 'inexistent_connection');
}

/** Defaults of an organization's connection (recorded traffic); sign-up exists for database connections only. */
export function linkConnection(call: Call, organization: string, sent: JsonObject): JsonObject {
  const id = textOf(sent, 'connection_id');
  const isDatabase = textOf(need(call.tenant, 'connections', id), 'strategy') === 'auth0';
  const data = {
    ...(isDatabase ? { is_signup_enabled: false } : {}),
    assign_membership_on_login: false,
    show_as_button: true,
    is_enabled: true,
    organization_access_level: 'none',
    ...without(sent, ['connection_id']),
  };
  call.tenant.state.links('organization-connections').put(organization, id, data);
  return data;
}

const embedded = (call: Call, id: string): JsonObject => {
  const connection = need(call.tenant, 'connections', id);
  return { connection: { name: textOf(connection, 'name'), strategy: textOf(connection, 'strategy') } };
};

/** As the newer endpoint shows it. */
export const shownLink = (call: Call, id: string, data: JsonObject): JsonObject => ({
  connection_id: id,
  ...data,
  ...embedded(call, id),
});

/** As the older endpoint does: without what came with the newer one. */
export const shownEnabled = (call: Call, id: string, data: JsonObject): JsonObject =>
  shownLink(
    call,
    id,
    without(data, ['is_enabled', 'organization_access_level', 'organization_connection_name', 'cross_app_access']),
  );
