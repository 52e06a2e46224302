import { clientGrants } from './client-grants.ts';
import { clients } from './clients.ts';
import { connections } from './connections.ts';
import { connectionsWide } from './connections-wide.ts';
import { organizations } from './organizations.ts';
import { resourceServers } from './resource-servers.ts';
import { roles } from './roles.ts';
import { tenants } from './tenants.ts';
import { users } from './users.ts';

/** JSON texts by the first segment of the path; parsed when first needed. */
export const FAMILIES: Readonly<Record<string, string>> = {
  'client-grants': clientGrants,
  clients,
  connections,
  'connections-directory-provisionings': connectionsWide,
  'connections-scim-configurations': connectionsWide,
  organizations,
  'resource-servers': resourceServers,
  roles,
  tenants,
  users,
};
