import { type AccessGraph, createAccessGraph } from './access-graph.ts';
import type { AccessResources } from './access-resources.ts';
import { listApplicationEdges } from './edges/application-edges.ts';
import { listGrantEdges } from './edges/grant-edges.ts';
import { listOrganizationEdges } from './edges/organization-edges.ts';
import { listRoleEdges } from './edges/role-edges.ts';
import { listUserEdges } from './edges/user-edges.ts';

/** The types of resources that decide who has what, with the relations that say so. */
export const ACCESS_TYPES: Readonly<Record<string, readonly string[]>> = {
  users: ['roles', 'permissions'],
  groups: [],
  roles: ['permissions', 'groups'],
  organizationRoles: ['permissions', 'groups'],
  organizations: ['members', 'group_roles', 'connections', 'client_grants', 'clients'],
  connections: ['enabled_clients'],
  clients: [],
  clientGrants: [],
  resourceServers: [],
};

/** Builds the graph of who has what from the resources of a definition or a tenant. */
export const buildAccessGraph = (resources: AccessResources): AccessGraph =>
  createAccessGraph([
    ...listUserEdges(resources),
    ...listRoleEdges(resources),
    ...listOrganizationEdges(resources),
    ...listApplicationEdges(resources),
    ...listGrantEdges(resources),
  ]);
