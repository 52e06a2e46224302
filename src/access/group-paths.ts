import type { AccessEntry, AccessKind, AccessWay } from '../model/access-report.ts';
import { type Address, splitAddress, toAddress } from '../model/address.ts';
import { groupBy } from '../model/group-by.ts';
import { type AccessEdge, type AccessNode, parsePermissionNode, parseUsersNode, THIRD_PARTY_NODE } from './access-graph.ts';

/** A way through the graph, and the node at the end of it that an answer names. */
export interface AccessPath {
  readonly entry: AccessNode;
  readonly edges: readonly AccessEdge[];
}

/** Makes one entry for each node, with its ways; ways that differ in permissions or organizations only are one. */
export function groupPaths(paths: readonly AccessPath[]): readonly AccessEntry[] {
  const byEntry = groupBy(paths, ({ entry }) => toEntryId(entry));
  return [...byEntry.values()].flatMap((own) => {
    const [first] = own;
    return first ? [{ ...describeNode(first.entry), ways: mergeWays(own.map(({ edges }) => toWay(edges))) }] : [];
  });
}

/** The permissions of an API are one entry. */
const toEntryId = (node: AccessNode): string => {
  const permission = parsePermissionNode(node);
  return permission ? toAddress('resourceServers', permission.api) : node;
};

const KINDS: Readonly<Record<string, AccessKind>> = {
  users: 'user',
  groups: 'group',
  clients: 'client',
  connections: 'connection',
  organizations: 'organization',
  roles: 'role',
  organizationRoles: 'role',
};

function describeNode(node: AccessNode): Pick<AccessEntry, 'kind' | 'address'> {
  if (node === THIRD_PARTY_NODE) return { kind: 'third-party clients' };
  const client = parseUsersNode(node);
  if (client !== undefined) return { kind: 'users of client', address: client };
  const address = toEntryId(node);
  return { kind: KINDS[splitAddress(address).type] ?? 'api', address };
}

function toWay(edges: readonly AccessEdge[]): AccessWay {
  const last = edges.at(-1);
  const permission = last && parsePermissionNode(last.to);
  const within = edges.flatMap((edge) => edge.within ?? []);
  return {
    steps: edges.map(({ by, to }) => ({ by, address: toStepAddress(to) })),
    ...(permission && { permissions: [permission.permission] }),
    ...(edges.some((edge) => edge.within) && { within }),
    ...(edges.some(({ isLimited }) => isLimited) && { isLimited: true }),
    ...(last?.through && { through: last.through }),
  };
}

const toStepAddress = (node: AccessNode): Address => parseUsersNode(node) ?? toEntryId(node);

/** First joins the permissions of ways that are the same otherwise, then their organizations, then what comes with them. */
function mergeWays(ways: readonly AccessWay[]): readonly AccessWay[] {
  return (['permissions', 'within', 'through'] as const).reduce<readonly AccessWay[]>(
    (merged, member) =>
      [...groupBy(merged, (way) => JSON.stringify({ ...way, [member]: way[member] && [] })).values()].flatMap((alike) =>
        joinMember(alike, member),
      ),
    ways,
  );
}

function joinMember(alike: readonly AccessWay[], member: 'permissions' | 'within' | 'through'): readonly AccessWay[] {
  const [first] = alike;
  if (!first?.[member]) return first ? [first] : [];
  return [{ ...first, [member]: [...new Set(alike.flatMap((way) => way[member] ?? []))] }];
}
