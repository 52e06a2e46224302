import type { AccessEntry } from '../model/access-report.ts';
import {
  type AccessEdge,
  type AccessGraph,
  type AccessNode,
  isRoleNode,
  parseUsersNode,
  THIRD_PARTY_NODE,
} from './access-graph.ts';
import { type AccessPath, groupPaths } from './group-paths.ts';

/** Finds what somebody has, and by which ways. `sources`: of an application, itself and its users. */
export const findAbilities = (graph: AccessGraph, sources: readonly AccessNode[]): readonly AccessEntry[] =>
  groupPaths(sources.flatMap((source) => tracePathsFrom(graph, source, [])));

function tracePathsFrom(graph: AccessGraph, source: AccessNode, before: readonly AccessEdge[]): readonly AccessPath[] {
  return (graph.outgoing.get(source) ?? []).flatMap((edge): readonly AccessPath[] => {
    if (before.length > 0 && !isInherited(edge)) return [];
    const edges = [...before, edge];
    const further = passesOn(edge.to) ? tracePathsFrom(graph, edge.to, edges) : [];
    return [{ entry: edge.to, edges }, ...further];
  });
}

/** What an application may ask for its users gives nothing to a user who lacks it. Who has only an account is not yet a member. */
const isInherited = ({ isLimited, to }: AccessEdge): boolean => !isLimited && !to.startsWith('organizations/');

/** Nodes that give what they have to whoever has them. */
const passesOn = (node: AccessNode): boolean =>
  isRoleNode(node) || node === THIRD_PARTY_NODE || parseUsersNode(node) !== undefined || node.startsWith('connections/');
