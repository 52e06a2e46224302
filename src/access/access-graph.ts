import type { AccessStep } from '../model/access-report.ts';
import type { Address } from '../model/address.ts';
import { groupBy } from '../model/group-by.ts';

/**
 * A node of the graph: the address of a resource, of a permission (`toPermissionNode`), or of a class of people or applications
 * (`toUsersNode`, `THIRD_PARTY_NODE`).
 */
export type AccessNode = string;

/** `from` has what `to` is: a person has a role, a role has a permission. */
export interface AccessEdge {
  readonly from: AccessNode;
  readonly to: AccessNode;
  readonly by: AccessStep['by'];
  /** Names of the organizations inside which it holds; `*` is any organization. Undefined: everywhere. */
  readonly within?: readonly string[];
  /** Only for users who have the permission themselves. */
  readonly isLimited?: true;
  /** What comes with it: the roles of a member, the API of a grant. */
  readonly through?: readonly Address[];
}

export interface AccessGraph {
  readonly outgoing: ReadonlyMap<AccessNode, readonly AccessEdge[]>;
  readonly incoming: ReadonlyMap<AccessNode, readonly AccessEdge[]>;
}

export const createAccessGraph = (edges: readonly AccessEdge[]): AccessGraph => ({
  outgoing: groupBy(edges, ({ from }) => from),
  incoming: groupBy(edges, ({ to }) => to),
});

/** Stands for every permission of an API, also those added later. */
export const EVERY_PERMISSION = '*';

const PERMISSION = 'permission of ';

/** The API comes last, because its identifier may contain anything; the name of a permission contains no line break. */
export const toPermissionNode = (api: string, permission: string): AccessNode => `${PERMISSION}${permission}\n${api}`;

/** Returns the API and the name of a permission's node; undefined for any other node. */
export function parsePermissionNode(node: AccessNode): { readonly api: string; readonly permission: string } | undefined {
  if (!node.startsWith(PERMISSION)) return undefined;
  const end = node.indexOf('\n');
  return { permission: node.slice(PERMISSION.length, end), api: node.slice(end + 1) };
}

const USERS = 'users of ';

/** Anyone who can log in to an application. */
export const toUsersNode = (client: string): AccessNode => `${USERS}clients/${client}`;

/** Returns the address of the application that a class of users belongs to; undefined for any other node. */
export const parseUsersNode = (node: AccessNode): Address | undefined =>
  node.startsWith(USERS) ? node.slice(USERS.length) : undefined;

/** Third-party applications without a grant of their own. */
export const THIRD_PARTY_NODE: AccessNode = 'third-party applications';

/** Roles pass their permissions on to whoever has them. */
export const isRoleNode = (node: AccessNode): boolean => node.startsWith('roles/') || node.startsWith('organizationRoles/');
