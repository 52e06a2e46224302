import type { AccessGraph, AccessNode } from '../../access/access-graph.ts';
import { isRoleNode } from '../../access/access-graph.ts';
import { type AccessResource, type AccessResources, readStringField } from '../../access/access-resources.ts';
import type { PeopleList } from '../../fetcher/people/read-people.ts';
import type { Address } from '../../model/address.ts';

/** A list of people of the tenant, and what each of them has. */
export interface PeopleTask {
  /** Whose list it is: a role or an organization. */
  readonly address: Address;
  readonly list: PeopleList;
  /** The role that all of them have. Undefined: each item names its roles. */
  readonly role?: AccessResource;
  /** The organization that they are members of. Undefined: they have the role everywhere. */
  readonly organization?: AccessResource;
}

/** Lists the reads of people that a question takes: of the roles that give a permission, of a role, of an organization. */
export function listPeopleTasks(targets: readonly AccessNode[], graph: AccessGraph, resources: AccessResources): PeopleTasks {
  const { organizations = [], roles = [], organizationRoles = [] } = resources;
  const giving = new Set(targets.flatMap((target) => (isRoleNode(target) ? [target] : listGivingRoles(target, graph))));
  const own = organizations.filter(({ address }) => targets.includes(address)).map(buildMembersTask);
  const tenantRoles = roles.filter(({ address }) => giving.has(address));
  const ownedRoles = organizationRoles.filter(({ address }) => giving.has(address));
  return {
    own: [...own, ...tenantRoles.map(buildRoleTask), ...ownedRoles.flatMap((role) => buildOwnedTasks(role, organizations))],
    inOrganizations: organizations.flatMap((organization) => tenantRoles.map((role) => buildMemberTask(organization, role))),
  };
}

export interface PeopleTasks {
  readonly own: readonly PeopleTask[];
  /** One for each role in each organization: members have roles of the tenant, too. */
  readonly inOrganizations: readonly PeopleTask[];
}

const listGivingRoles = (target: AccessNode, { incoming }: AccessGraph): readonly AccessNode[] =>
  (incoming.get(target) ?? []).map(({ from }) => from).filter(isRoleNode);

const toPathStep = ({ fields }: AccessResource): string => encodeURIComponent(readStringField(fields, 'id') ?? '');

const buildRoleTask = (role: AccessResource): PeopleTask => ({
  address: role.address,
  list: { path: `/roles/${toPathStep(role)}/users`, envelope: 'users', paging: 'offset' },
  role,
});

const buildMembersTask = (organization: AccessResource): PeopleTask => ({
  address: organization.address,
  list: {
    path: `/organizations/${toPathStep(organization)}/members`,
    envelope: 'members',
    paging: 'offset',
    query: { fields: 'user_id,email,name,roles', include_fields: 'true' },
  },
  organization,
});

/** The list of a role's members has no totals (API reference). */
const buildMemberTask = (organization: AccessResource, role: AccessResource): PeopleTask => ({
  address: organization.address,
  list: {
    path: `/organizations/${toPathStep(organization)}/roles/${toPathStep(role)}/members`,
    envelope: 'members',
    paging: 'checkpoint',
  },
  role,
  organization,
});

function buildOwnedTasks(role: AccessResource, organizations: readonly AccessResource[]): readonly PeopleTask[] {
  const owner = organizations.find(({ key }) => key === readStringField(role.fields, 'organization'));
  return owner ? [buildMemberTask(owner, role)] : [];
}
