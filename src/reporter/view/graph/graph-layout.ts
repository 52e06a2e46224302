import { listNeighbors, removeTransitiveEdges, sortTopologically } from './graph-order.ts';
import type { GraphEdge, OperationGraph } from './operation-graph.ts';

/** Nodes by column and row. Numbers from the node count on are lanes: positions where an edge crosses a column. */
export interface GraphLayout {
  readonly layers: readonly (readonly number[])[];
  /** Each edge as the nodes and lanes it passes through, one per column. */
  readonly ways: readonly (readonly number[])[];
}

const SWEEP_COUNT = 12;

/** Assigns nodes to columns, right of everything they depend on, and orders the rows to reduce edge crossings (barycenter heuristic). */
export function computeGraphLayout({ nodes, edges }: Pick<OperationGraph, 'nodes' | 'edges'>): GraphLayout {
  const order = sortTopologically(nodes.length, edges);
  const rank = new Map(order.map((node, index) => [node, index]));
  const forward = edges.filter(([from, to]) => (rank.get(from) ?? 0) < (rank.get(to) ?? 0));
  const depth = computeDepths(order, forward);
  const layers: number[][] = Array.from({ length: Math.max(0, ...depth.values()) + 1 }, () => []);
  for (const [node, layer] of depth) layers[layer]?.push(node);
  const ways = routeEdges(removeTransitiveEdges(order, forward), depth, layers);
  const steps = ways.flatMap((way) => way.slice(1).map((to, index): GraphEdge => [way[index] ?? to, to]));
  for (let sweep = 0; sweep < SWEEP_COUNT; sweep++) reduceCrossings(layers, steps, sweep % 2 === 0);
  return { layers, ways };
}

function computeDepths(order: readonly number[], forward: readonly GraphEdge[]): ReadonlyMap<number, number> {
  const predecessors = listNeighbors(order.length, forward, 1);
  const depth = new Map<number, number>();
  for (const node of order) {
    const before = (predecessors[node] ?? []).map((from) => depth.get(from) ?? 0);
    depth.set(node, Math.max(-1, ...before) + 1);
  }
  return depth;
}

/** Reserves a lane in every column that an edge crosses, so that the edge runs between nodes and not behind them. */
function routeEdges(
  edges: readonly GraphEdge[],
  depth: ReadonlyMap<number, number>,
  layers: number[][],
): readonly (readonly number[])[] {
  let nextLane = depth.size;
  return edges.map(([from, to]) => {
    const between: number[] = [];
    for (let layer = (depth.get(from) ?? 0) + 1; layer < (depth.get(to) ?? 0); layer++) {
      layers[layer]?.push(nextLane);
      between.push(nextLane++);
    }
    return [from, ...between, to];
  });
}

/** Sorts each column by the mean row of its neighbors on one side. */
function reduceCrossings(layers: readonly number[][], steps: readonly GraphEdge[], rightwards: boolean): void {
  const adjacent = listNeighbors(layers.flat().length, steps, rightwards ? 1 : 0);
  const rows = computeRows(layers);
  for (const layer of rightwards ? layers : [...layers].reverse()) {
    const meanRows = new Map(
      layer.map((node) => [
        node,
        computeMean((adjacent[node] ?? []).map((other) => rows.get(other) ?? 0)) ?? rows.get(node) ?? 0,
      ]),
    );
    layer.sort((a, b) => (meanRows.get(a) ?? 0) - (meanRows.get(b) ?? 0) || (rows.get(a) ?? 0) - (rows.get(b) ?? 0));
    for (const [node, row] of computeRows([layer])) rows.set(node, row);
  }
}

/** Row positions as fractions of the column's height, so that columns of different lengths are comparable. */
const computeRows = (layers: readonly (readonly number[])[]): Map<number, number> =>
  new Map(layers.flatMap((layer) => layer.map((node, row): [number, number] => [node, (row + 0.5) / layer.length])));

const computeMean = (numbers: readonly number[]): number | undefined =>
  numbers.length === 0 ? undefined : numbers.reduce((sum, value) => sum + value, 0) / numbers.length;
