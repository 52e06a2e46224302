import type { AccessEdge } from '../access-graph.ts';
import { type AccessResource, type AccessResources, readStringField, readStringList } from '../access-resources.ts';
import { listPermissionEdges } from './role-edges.ts';

/** What people have themselves: roles, permissions, and an account in a connection. */
export const listUserEdges = ({ users = [] }: AccessResources): readonly AccessEdge[] => users.flatMap(listEdgesOfUser);

function listEdgesOfUser(user: AccessResource): readonly AccessEdge[] {
  const { address, fields } = user;
  const connection = readStringField(fields, 'connection');
  return [
    ...readStringList(fields, 'roles').map((role) => ({ from: address, to: `roles/${role}`, by: 'role' as const })),
    ...listPermissionEdges(user),
    ...(connection === undefined ? [] : [{ from: address, to: `connections/${connection}`, by: 'account' as const }]),
  ];
}
