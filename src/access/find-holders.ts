import type { AccessEntry } from '../model/access-report.ts';
import { type AccessEdge, type AccessGraph, type AccessNode, isRoleNode } from './access-graph.ts';
import { type AccessPath, groupPaths } from './group-paths.ts';

/** Finds who has any of the targets, and by which ways. Holders of roles have what the roles give. */
export const findHolders = (graph: AccessGraph, targets: readonly AccessNode[]): readonly AccessEntry[] =>
  groupPaths(targets.flatMap((target) => tracePathsTo(graph, target, [])));

function tracePathsTo(graph: AccessGraph, target: AccessNode, rest: readonly AccessEdge[]): readonly AccessPath[] {
  return (graph.incoming.get(target) ?? []).flatMap((edge): readonly AccessPath[] => {
    const edges = [edge, ...rest];
    return isRoleNode(edge.from) ? tracePathsTo(graph, edge.from, edges) : [{ entry: edge.from, edges }];
  });
}
