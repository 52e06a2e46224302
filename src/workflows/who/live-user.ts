import { type AccessResource, readObjectList, readStringField, readStringList } from '../../access/access-resources.ts';
import { fetchVisible } from '../../fetcher/fetch-snapshot.ts';
import { joinParts } from '../../model/address.ts';
import { failWith, type Outcome, succeed } from '../../model/plan/outcome.ts';
import type { Problem } from '../../model/problem/problem.ts';
import type { LiveResource, Snapshot } from '../../model/snapshot.ts';
import { createFetchReporter } from '../plan/plan-definition.ts';
import type { TenantConnection } from '../tenant/open-tenant.ts';
import { buildAccessNeed, computeUserNeed } from './access-needs.ts';
import type { KnownAccess, LiveQuestion, WhoPorts } from './known-access.ts';
import { readMemberships } from './read-memberships.ts';
import { listUnseenParts, refuseUnreadSubject } from './unseen-parts.ts';
import { viewAccess } from './view-access.ts';

/** Reads one user, and then what the user's roles, organizations and connection lead to. */
export async function readUserAccess(
  { address, catalogue, limit }: LiveQuestion,
  { api }: Pick<TenantConnection, 'api'>,
  ports: WhoPorts,
): Promise<Outcome<KnownAccess, readonly Problem[]>> {
  const found = await fetchVisible(api, computeUserNeed(address, catalogue), createFetchReporter(ports));
  if (!found.ok) return found;
  const refused = refuseUnreadSubject(address, found.value);
  if (refused.length > 0) return failWith(refused);
  const { users = [] } = viewAccess(nameFoundUsers(found.value), catalogue);
  const [user, ...others] = users;
  if (!user || others.length > 0)
    return succeed({ tenant: found.value.tenant, address, resources: { users }, cut: [], unseen: listUnseenParts(found.value) });
  const memberships = await readMemberships(api, user, limit);
  const reads = {
    roles: ['permissions'],
    connections: ['enabled_clients'],
    clients: [],
    clientGrants: [],
    resourceServers: [],
    ...(memberships.organizations.length > 0 && { organizations: [], organizationRoles: ['permissions'] }),
  };
  const need = buildAccessNeed(reads, catalogue, listOwners(user, memberships.organizations));
  const rest = await fetchVisible(api, need, createFetchReporter(ports));
  if (!rest.ok) return rest;
  return succeed({
    tenant: found.value.tenant,
    address: user.address,
    resources: { ...viewAccess(rest.value, catalogue), users, organizations: memberships.organizations },
    cut: [],
    unseen: [...listUnseenParts(found.value), ...listUnseenParts(rest.value), ...memberships.unseen],
  });
}

/** Only the roles that the user has are read, and only the user's connection. */
function listOwners(user: AccessResource, organizations: readonly AccessResource[]): Readonly<Record<string, readonly string[]>> {
  const members = organizations.flatMap(({ key, fields }) =>
    readObjectList(fields, 'members').flatMap((member) => readStringList(member, 'roles').map((role) => ({ key, role }))),
  );
  return {
    roles: [...readStringList(user.fields, 'roles'), ...members.map(({ role }) => role)],
    organizationRoles: members.map(({ key, role }) => joinParts([key, role])),
    connections: [readStringField(user.fields, 'connection') ?? ''],
  };
}

/** Names users by their fields, whichever way they were found by. */
function nameFoundUsers(snapshot: Snapshot): Snapshot {
  const { users } = snapshot.types;
  if (users?.status !== 'read') return snapshot;
  const resources = users.resources.map(({ key: _, ...live }): LiveResource => live);
  return { ...snapshot, types: { ...snapshot.types, users: { ...users, resources } } };
}
