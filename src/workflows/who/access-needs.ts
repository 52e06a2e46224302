import { buildFullTypeNeed } from '../../fetcher/need/build-type-need.ts';
import type { FetchNeed } from '../../fetcher/need/fetch-need.ts';
import type { RelationNeed } from '../../fetcher/need/type-need.ts';
import { joinParts, splitAddress, splitParts } from '../../model/address.ts';
import type { Catalogue } from '../../resources/create-catalogue.ts';

/** What has to be read of each type, by its relations. */
export type AccessReads = Readonly<Record<string, readonly string[]>>;

const ROLES: AccessReads = {
  roles: ['permissions', 'groups'],
  organizationRoles: ['permissions', 'groups'],
  groups: [],
  connections: [],
};
const GRANTS: AccessReads = { clients: [], clientGrants: [], resourceServers: [] };

/** What a question about holders needs, by the type of its address. Members and other people are read by `people-tasks.ts`. */
const READS: Readonly<Record<string, AccessReads>> = {
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
};

/** Types whose relations are read of the subject alone. Their keys have one part, so that no shorter form needs to be resolved first. */
const OWN: ReadonlySet<string> = new Set(['roles', 'connections', 'organizations']);

/** Whether a question reads lists of every organization. */
export const needsOrganizations = (address: string): boolean => {
  const { type } = splitAddress(address);
  return type !== 'organizations' && (READS[type]?.organizations ?? []).length > 0;
};

/** Computes what of a tenant a question about holders needs. `withOrganizations`: whether to read lists of every organization. */
export function computeAccessNeed(address: string, catalogue: Catalogue, withOrganizations: boolean): FetchNeed {
  const { type, key } = splitAddress(address);
  const { organizations, organizationRoles, ...others } = READS[type] ?? {};
  // The owners of organizations' roles are known by their ids only.
  const ofOrganizations = { ...(organizations && { organizations }), ...(organizationRoles && { organizationRoles }) };
  const isSkipped = needsOrganizations(address) && !withOrganizations;
  return buildAccessNeed(
    isSkipped ? others : { ...others, ...ofOrganizations },
    catalogue,
    OWN.has(type) ? { [type]: [key] } : {},
  );
}

/** Builds the need of these relations, of all resources or of those with the keys in `owners`. */
export function buildAccessNeed(
  reads: AccessReads,
  catalogue: Catalogue,
  owners: Readonly<Record<string, readonly string[]>> = {},
): FetchNeed {
  return {
    types: catalogue.all.flatMap((type) => {
      const fields = reads[type.type];
      if (!fields) return [];
      const own: RelationNeed['owners'] = owners[type.type]?.map((key) => ({ key, hasItems: true })) ?? 'all';
      const relations = type.relations
        .filter(({ field }) => fields.includes(field))
        .map((relation) => ({ relation, owners: own }));
      return [{ ...buildFullTypeNeed(type, false), relations }];
    }),
  };
}

/** The user of an address, with roles and permissions. */
export function computeUserNeed(address: string, catalogue: Catalogue): FetchNeed {
  const { types } = buildAccessNeed({ users: ['roles', 'permissions'], roles: [] }, catalogue);
  const keys = listUserKeys(splitAddress(address).key);
  return { types: types.map((need) => (need.type.type === 'users' ? { ...need, keys } : need)) };
}

/** A user is named by connection and identifier, by the identifier alone, or by the id, which may look like the first. */
function listUserKeys(key: string): readonly string[] {
  const anyOwner = joinParts(['', key]);
  return splitParts(key).length === 1 ? [anyOwner] : [key, ...(key.startsWith('|') ? [] : [anyOwner])];
}
