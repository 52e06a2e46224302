import type { JsonObject } from '../../../model/json/json-value.ts';
import type { Call } from '../../engine/call.ts';
import { asObject, objectsOf, textOf } from '../../engine/objects.ts';
import { notFound } from '../../http/refusal.ts';
import { need, type Tenant } from '../../state/tenant.ts';

/** The right side of a relation to a permission: the API's id (24 characters) and the scope. */
const keyOf = (apiId: string, scope: string): string => `${apiId}:${scope}`;

const apiIdOf = (key: string): string => key.slice(0, 24);
const scopeOf = (key: string): string => key.slice(25);

export const permissionKey = keyOf;

const apiBy = (tenant: Tenant, identifier: string): JsonObject | undefined =>
  tenant.state.collection('resource-servers').find('identifier', identifier)[0]?.value;

/** Strict: every permission has to exist. That an unknown API is refused is in the error catalogue. */
export function existingPermissions(call: Call): readonly string[] {
  return objectsOf(asObject(call.body), 'permissions').map((permission) => {
    const api = apiBy(call.tenant, textOf(permission, 'resource_server_identifier'));
    if (api === undefined) throw notFound('The resource server does not exist.', 'inexistent_resource_server');
    const scope = textOf(permission, 'permission_name');
    if (!objectsOf(api, 'scopes').some((known) => textOf(known, 'value') === scope)) {
      throw notFound(`The permission ${scope} does not exist on this resource server.`, 'inexistent_permission');
    }
    return keyOf(textOf(api, 'id'), scope);
  });
}

/** For taking away: what does not exist is not there to take away. */
export const namedPermissions = (call: Call): readonly string[] =>
  objectsOf(asObject(call.body), 'permissions').flatMap((permission) => {
    const api = apiBy(call.tenant, textOf(permission, 'resource_server_identifier'));
    return api === undefined ? [] : [keyOf(textOf(api, 'id'), textOf(permission, 'permission_name'))];
  });

/** Names and descriptions are those of the API at the time of reading. */
export function shownPermission(call: Call, key: string): JsonObject {
  const api = need(call.tenant, 'resource-servers', apiIdOf(key));
  const scope = objectsOf(api, 'scopes').find((known) => textOf(known, 'value') === scopeOf(key));
  return {
    permission_name: scopeOf(key),
    description: scope === undefined ? '' : textOf(scope, 'description'),
    resource_server_name: textOf(api, 'name'),
    resource_server_identifier: textOf(api, 'identifier'),
  };
}
