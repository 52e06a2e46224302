import { clientGrants } from './client-grants.ts';
import { clients } from './clients.ts';
import { connections } from './connections.ts';
import { isCollection, type ResourceType } from './define.ts';
import { organizations } from './organizations.ts';
import { resourceServers } from './resource-servers.ts';
import { roles } from './roles.ts';

/** Every type that tenon manages, in the order in which reports show them. */
export const RESOURCE_TYPES: readonly ResourceType[] = [
  resourceServers,
  clients,
  clientGrants,
  connections,
  roles,
  organizations,
];

/** Those whose resources are listed. */
export const COLLECTIONS = RESOURCE_TYPES.filter(isCollection);

const byName = new Map(RESOURCE_TYPES.map((definition) => [definition.type, definition]));

export const resourceType = (type: string): ResourceType | undefined => byName.get(type);
