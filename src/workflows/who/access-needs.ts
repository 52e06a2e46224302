import { buildFullTypeNeed } from '../../fetcher/need/build-type-need.ts';
import type { FetchNeed } from '../../fetcher/need/fetch-need.ts';
import type { RelationNeed } from '../../fetcher/need/type-need.ts';
import { joinParts, splitAddress, splitParts } from '../../model/address.ts';
import type { Catalogue } from '../../resources/create-catalogue.ts';

/** What has to be read of each type, by its relations. */
type Reads = Readonly<Record<string, readonly string[]>>;

const ROLES: Reads = {
  roles: ['permissions', 'groups'],
  organizationRoles: ['permissions', 'groups'],
  groups: [],
  connections: [],
};
const GRANTS: Reads = { clients: [], clientGrants: [], resourceServers: [] };

/** What a question needs, by the type of its address. Members and other people are read by `live-people.ts`. */
const READS: Readonly<Record<string, Reads>> = {
  roles: { ...ROLES, organizationRoles: [], organizations: ['group_roles'] },
  organizationRoles: { ...ROLES, roles: [], organizations: [] },
  permissions: { ...ROLES, ...GRANTS, organizations: ['group_roles', 'client_grants'] },
  resourceServers: { ...ROLES, ...GRANTS, organizations: ['group_roles', 'client_grants'] },
  groups: { ...ROLES, organizations: ['group_roles'] },
  clients: { ...GRANTS, connections: ['enabled_clients'], organizations: ['client_grants', 'clients'] },
  connections: { ...GRANTS, connections: ['enabled_clients'], organizations: ['connections'] },
  organizations: {
    ...ROLES,
    ...GRANTS,
    roles: [],
    organizations: ['group_roles', 'connections', 'client_grants', 'clients'],
  },
  users: {
    ...GRANTS,
    roles: ['permissions'],
    organizationRoles: ['permissions'],
    connections: ['enabled_clients'],
    organizations: [],
    users: ['roles', 'permissions'],
  },
};

/** Types whose relations are read of the subject alone. */
const OWN: ReadonlySet<string> = new Set(['roles', 'connections', 'organizations']);

/** Whether a question reads lists of every organization. */
export const needsOrganizations = (address: string): boolean => {
  const { type } = splitAddress(address);
  return type !== 'organizations' && (READS[type]?.organizations ?? []).length > 0;
};

/** Computes what of a tenant a question needs. `withOrganizations`: whether to read lists of every organization. */
export function computeAccessNeed(address: string, catalogue: Catalogue, withOrganizations: boolean): FetchNeed {
  const { type: subject, key } = splitAddress(address);
  const reads = READS[subject] ?? {};
  return {
    types: catalogue.all.flatMap((type) => {
      const fields = reads[type.type];
      if (!fields) return [];
      const owners: RelationNeed['owners'] = type.type === subject && OWN.has(subject) ? [{ key, hasItems: true }] : 'all';
      const isSkipped = type.type === 'organizations' && needsOrganizations(address) && !withOrganizations;
      const relations = type.relations
        .filter(({ field }) => !isSkipped && fields.includes(field))
        .map((relation) => ({ relation, owners }));
      return [{ ...buildFullTypeNeed(type, false), relations, ...(type.type === 'users' && { keys: listUserKeys(key) }) }];
    }),
  };
}

/** A user is named by connection and identifier, by the identifier alone, or by the id, which may look like the first. */
function listUserKeys(key: string): readonly string[] {
  const anyOwner = joinParts(['', key]);
  return splitParts(key).length === 1 ? [anyOwner] : [key, ...(key.startsWith('|') ? [] : [anyOwner])];
}
