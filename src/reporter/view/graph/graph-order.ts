import type { GraphEdge } from './operation-graph.ts';

/** Lists the neighbors of each node. `end` 0: the nodes that depend on it; 1: the nodes it depends on. */
export function listNeighbors(count: number, edges: readonly GraphEdge[], end: 0 | 1): readonly (readonly number[])[] {
  const lists: number[][] = Array.from({ length: count }, () => []);
  for (const edge of edges) lists[edge[end]]?.push(edge[end === 0 ? 1 : 0]);
  return lists;
}

/**
 * Orders nodes so that edges point forward. Grouped operations can form cycles: then the first remaining node comes next,
 * and its incoming edges point backward.
 */
export function sortTopologically(count: number, edges: readonly GraphEdge[]): readonly number[] {
  const successors = listNeighbors(count, edges, 0);
  const waitCounts = listNeighbors(count, edges, 1).map(({ length }) => length);
  const remaining = new Set(Array.from({ length: count }, (_, node) => node));
  const order: number[] = [];
  while (remaining.size > 0) {
    const [first = 0] = remaining;
    const ready = [...remaining].find((node) => (waitCounts[node] ?? 0) <= 0) ?? first;
    remaining.delete(ready);
    order.push(ready);
    for (const other of successors[ready] ?? []) waitCounts[other] = (waitCounts[other] ?? 0) - 1;
  }
  return order;
}

/** Removes edges that are implied by a longer path between the same two nodes. */
export function removeTransitiveEdges(order: readonly number[], edges: readonly GraphEdge[]): readonly GraphEdge[] {
  const successors = listNeighbors(order.length, edges, 0);
  const reach = new Map<number, Set<number>>();
  for (const node of [...order].reverse()) {
    reach.set(node, new Set((successors[node] ?? []).flatMap((other) => [other, ...(reach.get(other) ?? [])])));
  }
  return edges.filter(([from, to]) => !(successors[from] ?? []).some((other) => other !== to && reach.get(other)?.has(to)));
}
