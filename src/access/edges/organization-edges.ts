import { type Address, joinKey, toAddress } from '../../model/address.ts';
import { groupBy } from '../../model/group-by.ts';
import { getObjectMember } from '../../model/json/json-value.ts';
import type { AccessEdge } from '../access-graph.ts';
import {
  type AccessResource,
  type AccessResources,
  readObjectList,
  readStringField,
  readStringList,
} from '../access-resources.ts';
import { findGroup } from './find-group.ts';

/** Who belongs to organizations: members and groups with their roles, connections, applications. */
export const listOrganizationEdges = (resources: AccessResources): readonly AccessEdge[] =>
  (resources.organizations ?? []).flatMap((organization) => [
    ...listMemberEdges(organization, resources),
    ...listGroupRoleEdges(organization, resources),
    ...listConnectionEdges(organization),
    ...listApplicationEdges(organization),
  ]);

function listMemberEdges({ key, address, fields }: AccessResource, resources: AccessResources): readonly AccessEdge[] {
  return readObjectList(fields, 'members').flatMap((member) => {
    const user = readStringField(member, 'user');
    if (user === undefined) return [];
    const from = toAddress('users', user);
    const roles = readStringList(member, 'roles').map((role) => findRole(role, key, resources));
    return [
      { from, to: address, by: 'membership' as const, ...(roles.length > 0 && { through: roles }) },
      ...roles.map((role) => ({ from, to: role, by: 'member role' as const, within: [key] })),
    ];
  });
}

/** A role that the organization owns comes before one of the tenant with the same name. */
function findRole(role: string, organization: string, { organizationRoles = [] }: AccessResources): Address {
  const owned = toAddress('organizationRoles', joinKey([organization, role]));
  return organizationRoles.some(({ address }) => address === owned) ? owned : toAddress('roles', role);
}

function listGroupRoleEdges({ key, address, fields }: AccessResource, resources: AccessResources): readonly AccessEdge[] {
  const given = readObjectList(fields, 'group_roles').flatMap((item) => {
    const [group, role] = [readStringField(item, 'group'), readStringField(item, 'role')];
    return group === undefined || role === undefined ? [] : [{ group: toAddress('groups', group), role: `roles/${role}` }];
  });
  const owned = (resources.organizationRoles ?? [])
    .filter((role) => readStringField(role.fields, 'organization') === key)
    .flatMap((role) =>
      readObjectList(role.fields, 'groups').map((item) => ({ group: findGroup(item, resources), role: role.address })),
    );
  return [
    ...given.map(({ group, role }) => ({ from: group, to: role, by: 'group role' as const, within: [key] })),
    ...[...groupBy([...given, ...owned], ({ group }) => group)].map(([group, items]) => ({
      from: group,
      to: address,
      by: 'group role' as const,
      through: items.map(({ role }) => role),
    })),
  ];
}

const listConnectionEdges = ({ address, fields }: AccessResource): readonly AccessEdge[] =>
  readObjectList(fields, 'connections')
    .filter((item) => getObjectMember(item, 'is_enabled') !== false)
    .flatMap((item) => {
      const name = readStringField(item, 'name');
      const by = getObjectMember(item, 'assign_membership_on_login') === true ? 'membership at login' : 'organization connection';
      return name === undefined ? [] : [{ from: `connections/${name}`, to: address, by } as const];
    });

/** Applications that act for an organization by a grant, and those that its members may use. */
const listApplicationEdges = ({ address, fields }: AccessResource): readonly AccessEdge[] => [
  ...readObjectList(fields, 'client_grants').flatMap((item) => {
    const client = readStringField(item, 'client_id');
    const api = readStringField(item, 'audience');
    const through = api === undefined ? {} : { through: [toAddress('resourceServers', api)] };
    return client === undefined
      ? []
      : [{ from: toAddress('clients', client), to: address, by: 'organization grant' as const, ...through }];
  }),
  ...readObjectList(fields, 'clients').flatMap((item) => {
    const client = readStringField(item, 'client_id');
    return client === undefined
      ? []
      : [{ from: toAddress('clients', client), to: address, by: 'organization application' as const }];
  }),
];
