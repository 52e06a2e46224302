import { getObjectMember, type JsonObject } from '../../../model/json/json-value.ts';
import { type ApiCall, getPathParameter } from '../../engine/api-call.ts';
import { getString, getStrings, omit } from '../../engine/json-objects.ts';
import { badRequest } from '../../http/refusal.ts';
import { getStoredObject } from '../../state/emulated-tenant.ts';
import type { CollectionEntry } from '../../state/object-collection.ts';

/** Seven days, also for a `ttl_sec` of 0 (API reference). */
const DEFAULT_TTL_SEC = 604_800;

/** Refuses an invitation that nobody could accept. Messages are those of the API reference; the error codes are unproven. */
export function requireValidInvitation(call: ApiCall, body: JsonObject): void {
  requireOrganizationClient(call, getString(body, 'client_id'));
  requireOrganizationConnection(call, getString(body, 'connection_id'));
  const known = call.tenant.state.getCollection('roles');
  const unknown = getStrings(body, 'roles').filter((id) => !known.has(id));
  if (unknown.length > 0)
    throw badRequest(`One or more of the specified roles do not exist: ${unknown.join(', ')}`, 'inexistent_role');
  findLoginRoute(call, getString(body, 'client_id'));
}

function requireOrganizationClient(call: ApiCall, id: string): void {
  const client = call.tenant.state.getCollection('clients').get(id);
  if (client === undefined) throw badRequest('The specified client_id does not exist.', 'inexistent_client');
  if (!['allow', 'require'].includes(getString(client, 'organization_usage')))
    throw badRequest('The specified client_id does not allow organizations.', 'operation_not_supported');
}

function requireOrganizationConnection(call: ApiCall, id: string): void {
  if (id === '') return;
  const connection = call.tenant.state.getCollection('connections').get(id);
  if (connection === undefined) throw badRequest('The specified connection does not exist.', 'inexistent_connection');
  if (['email', 'sms'].includes(getString(connection, 'strategy')))
    throw badRequest('Passwordless connections are not supported.', 'operation_not_supported');
  if (!call.tenant.state.getLinks('organization-connections').has(getPathParameter(call, 'id'), id))
    throw badRequest(`The specified connection (${id}) is not enabled for the organization`, 'operation_not_supported');
}

/** Finds where invitees log in: the client's URL, otherwise the tenant's default. */
function findLoginRoute(call: ApiCall, clientId: string): string {
  const client = getStoredObject(call.tenant, 'clients', clientId);
  const settings = call.tenant.state.getSetting('tenant-settings') ?? {};
  const route = getString(client, 'initiate_login_uri') || getString(settings, 'default_redirection_uri');
  if (route !== '') return route;
  throw badRequest(
    'A default login route is required to generate the invitation url. For more information, see https://auth0.com/docs/universal-login/configure-default-login-routes',
    'invalid_body',
  );
}

/** Builds a new invitation. Its link contains the ticket, so both are secrets. */
export function buildInvitation(call: ApiCall, body: JsonObject): JsonObject {
  const organizationId = getPathParameter(call, 'id');
  const organization = getStoredObject(call.tenant, 'organizations', organizationId);
  const ticket = call.tenant.ids.makeBase62(32);
  const link = new URL(findLoginRoute(call, getString(body, 'client_id')));
  link.searchParams.set('invitation', ticket);
  link.searchParams.set('organization', organizationId);
  link.searchParams.set('organization_name', getString(organization, 'name'));
  const createdAt = call.tenant.clock.now();
  const ttlSec = Number(getObjectMember(body, 'ttl_sec') ?? 0) || DEFAULT_TTL_SEC;
  return {
    ...omit(body, ['ttl_sec', 'send_invitation_email']),
    invitation_url: link.toString(),
    ticket_id: ticket,
    created_at: createdAt.toISOString(),
    expires_at: new Date(createdAt.getTime() + ttlSec * 1000).toISOString(),
  };
}

/** Sorts by `field:1` or `field:-1`; newest first without a `sort` (API reference). */
export function sortInvitations(call: ApiCall, entries: readonly CollectionEntry[]): readonly CollectionEntry[] {
  const [, field = '', direction = ''] = /^(\w+):(-?1)$/.exec(call.query.getString('sort') ?? 'created_at:-1') ?? [];
  if (field === '') throw badRequest('The emulator does not support this value of "sort"', 'invalid_query_string');
  const sign = Number(direction);
  return entries.toSorted(
    (a, b) => sign * (compareTexts(getString(a.value, field), getString(b.value, field)) || a.order - b.order),
  );
}

const compareTexts = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
