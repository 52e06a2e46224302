import type { Edge } from './graph.ts';

/** Nodes at one end of the edges, by the node at the other: 0 gives what follows a node, 1 what it waits for. */
export function neighbours(count: number, edges: readonly Edge[], end: 0 | 1): readonly (readonly number[])[] {
  const lists: number[][] = Array.from({ length: count }, () => []);
  for (const edge of edges) lists[edge[end]]?.push(edge[end === 0 ? 1 : 0]);
  return lists;
}

/**
 * An order that follows the edges. Groups of operations may wait for each other: then the first of them goes first,
 * and the edges that lead back do not count.
 */
export function orderOf(count: number, edges: readonly Edge[]): readonly number[] {
  const next = neighbours(count, edges, 0);
  const open = neighbours(count, edges, 1).map(({ length }) => length);
  const left = new Set(Array.from({ length: count }, (_, node) => node));
  const order: number[] = [];
  while (left.size > 0) {
    const [first = 0] = left;
    const free = [...left].find((node) => (open[node] ?? 0) <= 0) ?? first;
    left.delete(free);
    order.push(free);
    for (const other of next[free] ?? []) open[other] = (open[other] ?? 0) - 1;
  }
  return order;
}

/** An edge beside a longer way between the same two nodes says nothing new. */
export function essential(order: readonly number[], edges: readonly Edge[]): readonly Edge[] {
  const next = neighbours(order.length, edges, 0);
  const reach = new Map<number, Set<number>>();
  for (const node of [...order].reverse()) {
    reach.set(node, new Set((next[node] ?? []).flatMap((other) => [other, ...(reach.get(other) ?? [])])));
  }
  return edges.filter(([from, to]) => !(next[from] ?? []).some((other) => other !== to && reach.get(other)?.has(to)));
}
