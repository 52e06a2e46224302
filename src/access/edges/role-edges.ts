import { type AccessEdge, toPermissionNode } from '../access-graph.ts';
import { type AccessResource, type AccessResources, readObjectList, readStringField } from '../access-resources.ts';
import { findGroup } from './find-group.ts';

/** What roles give, and which groups have them. */
export const listRoleEdges = (resources: AccessResources): readonly AccessEdge[] =>
  [...(resources.roles ?? []), ...(resources.organizationRoles ?? [])].flatMap((role) => [
    ...listPermissionEdges(role),
    ...listGroupEdges(role, resources),
  ]);

/** Roles and people list their permissions in the same form. */
export const listPermissionEdges = ({ address, fields }: AccessResource): readonly AccessEdge[] =>
  readObjectList(fields, 'permissions').flatMap((item) => {
    const api = readStringField(item, 'resource_server_identifier');
    const permission = readStringField(item, 'permission_name');
    if (api === undefined || permission === undefined) return [];
    return [{ from: address, to: toPermissionNode(api, permission), by: 'permission' as const }];
  });

/** A role that an organization owns holds inside that organization only. */
function listGroupEdges({ address, fields }: AccessResource, resources: AccessResources): readonly AccessEdge[] {
  const organization = readStringField(fields, 'organization');
  const within = organization === undefined ? {} : { within: [organization] };
  return readObjectList(fields, 'groups').map((item) => ({
    from: findGroup(item, resources),
    to: address,
    by: 'group role' as const,
    ...within,
  }));
}
