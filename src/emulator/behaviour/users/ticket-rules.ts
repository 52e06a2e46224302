import type { JsonObject } from '../../../model/json/json-value.ts';
import type { ApiCall } from '../../engine/api-call.ts';
import { getObjects, getString } from '../../engine/json-objects.ts';
import { badRequest } from '../../http/refusal.ts';
import { buildUserNotFound } from './user-lifecycle.ts';

/** Returns the user of a password ticket. Refuses members that exclude each other (API reference; error codes are unproven). */
export function requireTicketUser(call: ApiCall, body: JsonObject): JsonObject {
  refuseTogether(body, 'user_id', ['connection_id', 'email']);
  refuseTogether(body, 'organization_id', ['result_url']);
  const user = findTicketUser(call, body);
  if (!getObjects(user, 'identities').some((identity) => getString(identity, 'provider') === 'auth0'))
    throw badRequest("The user's main connection does not support this operation.", 'operation_not_supported');
  if (getString(user, 'email') === '') throw badRequest('The user does not have an email address.', 'invalid_body');
  requireClientAndOrganization(call, body, getString(user, 'user_id'));
  return user;
}

function refuseTogether(body: JsonObject, name: string, others: readonly string[]): void {
  if (!Object.hasOwn(body, name)) return;
  const other = others.find((one) => Object.hasOwn(body, one));
  if (other !== undefined) throw badRequest(`Payload validation error: '${name} and ${other} cannot be sent together'.`);
}

function findTicketUser(call: ApiCall, body: JsonObject): JsonObject {
  const users = call.tenant.state.getCollection('users');
  const id = getString(body, 'user_id');
  if (id === '') return findByEmail(call, getString(body, 'connection_id'), getString(body, 'email'));
  const found = users.get(id);
  if (found === undefined) throw buildUserNotFound();
  return found;
}

function findByEmail(call: ApiCall, connectionId: string, email: string): JsonObject {
  if (connectionId === '' || email === '')
    throw badRequest("Payload validation error: 'Either user_id, or email and connection_id are required'.");
  const connection = call.tenant.state.getCollection('connections').get(connectionId);
  if (connection === undefined)
    throw badRequest(`The connection with id ${connectionId} does not exist.`, 'inexistent_connection');
  const key = `${getString(connection, 'name')}|email|${email.toLowerCase()}`;
  const found = call.tenant.state.getCollection('users').find('account', key)[0];
  if (found === undefined) throw buildUserNotFound();
  return found.value;
}

function requireClientAndOrganization({ tenant }: ApiCall, body: JsonObject, user: string): void {
  const client = getString(body, 'client_id');
  if (client !== '' && !tenant.state.getCollection('clients').has(client))
    throw badRequest('The client does not exist', 'inexistent_client');
  const organization = getString(body, 'organization_id');
  if (organization === '') return;
  if (!tenant.state.getCollection('organizations').has(organization))
    throw badRequest('The organization does not exist', 'inexistent_organization');
  if (!tenant.state.getLinks('organization-members').has(organization, user))
    throw badRequest(`The user with id ${user} is not a member of organization with id ${organization}.`, 'inexistent_member');
}
