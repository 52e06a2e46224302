import type { JsonObject } from '../../../model/json/json-value.ts';
import type { ApiCall } from '../../engine/api-call.ts';
import { getObjects, getString, toObject } from '../../engine/json-objects.ts';
import { notFound } from '../../http/refusal.ts';
import { type EmulatedTenant, getStoredObject } from '../../state/emulated-tenant.ts';

/** Builds the key of a permission in relations: the resource server's id (24 characters) and the scope. */
const joinKey = (apiId: string, scope: string): string => `${apiId}:${scope}`;

const getApiId = (key: string): string => key.slice(0, 24);
const getScopeName = (key: string): string => key.slice(25);

export const buildPermissionKey = joinKey;

const findApi = (tenant: EmulatedTenant, identifier: string): JsonObject | undefined =>
  tenant.state.getCollection('resource-servers').find('identifier', identifier)[0]?.value;

/** Reads the permissions of the body. Stricter than the API: unknown scopes are refused, not only unknown resource servers. */
export function requireExistingPermissions(call: ApiCall): readonly string[] {
  return getObjects(toObject(call.body), 'permissions').map((permission) => {
    const api = findApi(call.tenant, getString(permission, 'resource_server_identifier'));
    if (api === undefined) throw notFound('The resource server does not exist.', 'inexistent_resource_server');
    const scope = getString(permission, 'permission_name');
    if (!getObjects(api, 'scopes').some((known) => getString(known, 'value') === scope)) {
      throw notFound(`The permission ${scope} does not exist on this resource server.`, 'inexistent_permission');
    }
    return joinKey(getString(api, 'id'), scope);
  });
}

/** Reads the permissions to remove. Those of unknown resource servers are ignored. */
export const listNamedPermissions = (call: ApiCall): readonly string[] =>
  getObjects(toObject(call.body), 'permissions').flatMap((permission) => {
    const api = findApi(call.tenant, getString(permission, 'resource_server_identifier'));
    return api === undefined ? [] : [joinKey(getString(api, 'id'), getString(permission, 'permission_name'))];
  });

/** Builds a permission with the current name and description of its resource server. */
export function showPermission(call: ApiCall, key: string): JsonObject {
  const api = getStoredObject(call.tenant, 'resource-servers', getApiId(key));
  const scope = getObjects(api, 'scopes').find((known) => getString(known, 'value') === getScopeName(key));
  return {
    permission_name: getScopeName(key),
    description: scope === undefined ? '' : getString(scope, 'description'),
    resource_server_name: getString(api, 'name'),
    resource_server_identifier: getString(api, 'identifier'),
  };
}
