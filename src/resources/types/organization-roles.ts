import { type JsonObject, type JsonValue, toJsonObject } from '../../model/json/json-value.ts';
import { defineResource } from '../define/define-resource.ts';

/**
 * Roles that an organization owns (early access). They have the path of the tenant's roles. Names are unique per organization, and an
 * organization has 350 roles at most (docs).
 */
export const organizationRoles = defineResource({
  type: 'organizationRoles',
  key: ['organization', 'name'],
  path: '/roles',
  list: { query: { type: 'organization' } },
  // Tenants that ignore the filter answer with their own roles, which have no owner.
  foreignMarkers: [{ organization: null }],
  codec: { decode: nameOwner, encode: sendOwner },
  deleteLoses: 'its assignments to members and groups of the organization',
  scopeStem: 'roles',
  relations: [
    { field: 'permissions', path: '/roles/{id}/permissions', batchSize: 100 },
    {
      field: 'groups',
      path: '/organizations/{organization}/roles/{id}/groups',
      list: { paging: 'checkpoint' },
      itemField: 'id',
      itemIdField: 'id',
      // Inside an organization, roles are given to a group and not the other way round (SDK types).
      add: { path: '/organizations/{organization}/groups/{item}/roles', bodyShape: { ownerMember: 'roles' } },
      remove: { path: '/organizations/{organization}/groups/{item}/roles', bodyShape: { ownerMember: 'roles' } },
      scopeStem: 'organization_group_roles',
      scopes: { read: ['read:roles', 'read:organization_groups'] },
    },
  ],
});

/**
 * Answers and requests call the organization `owner_id`; a definition declares it by name. Also decodes bodies of requests, of which only a
 * create states the owner.
 */
function nameOwner(body: JsonValue): JsonObject {
  const { owner_id: owner, ...role } = toJsonObject(body);
  return owner === undefined && !('id' in role) ? role : { organization: owner ?? null, ...role };
}

/** A create states the owner and the type; neither can change later (SDK types). */
function sendOwner({ organization, ...role }: JsonObject): JsonObject {
  return organization === undefined ? role : { ...role, type: 'organization', owner_id: organization };
}
