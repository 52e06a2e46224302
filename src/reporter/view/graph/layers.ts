import type { Edge, Graph } from './graph.ts';
import { essential, neighbours, orderOf } from './order.ts';

/** Where each node stands: its column, and its row within it. Numbers from `count` on are places that an edge passes through. */
export interface Layout {
  readonly layers: readonly (readonly number[])[];
  /** Each edge as the places on its way, one a column. */
  readonly ways: readonly (readonly number[])[];
}

const SWEEPS = 12;

/** Columns from left to right, each node right of all that it waits for; rows so that edges cross little. */
export function layoutOf({ nodes, edges }: Pick<Graph, 'nodes' | 'edges'>): Layout {
  const order = orderOf(nodes.length, edges);
  const rank = new Map(order.map((node, index) => [node, index]));
  const forward = edges.filter(([from, to]) => (rank.get(from) ?? 0) < (rank.get(to) ?? 0));
  const depth = depthsOf(order, forward);
  const layers: number[][] = Array.from({ length: Math.max(0, ...depth.values()) + 1 }, () => []);
  for (const [node, layer] of depth) layers[layer]?.push(node);
  const ways = waysOf(essential(order, forward), depth, layers);
  const steps = ways.flatMap((way) => way.slice(1).map((to, index): Edge => [way[index] ?? to, to]));
  for (let sweep = 0; sweep < SWEEPS; sweep++) untangle(layers, steps, sweep % 2 === 0);
  return { layers, ways };
}

function depthsOf(order: readonly number[], forward: readonly Edge[]): ReadonlyMap<number, number> {
  const waits = neighbours(order.length, forward, 1);
  const depth = new Map<number, number>();
  for (const node of order) {
    const before = (waits[node] ?? []).map((from) => depth.get(from) ?? 0);
    depth.set(node, Math.max(-1, ...before) + 1);
  }
  return depth;
}

/** An edge over several columns has a place of its own in each, so that it runs between nodes and not behind them. */
function waysOf(edges: readonly Edge[], depth: ReadonlyMap<number, number>, layers: number[][]): readonly (readonly number[])[] {
  let last = depth.size;
  return edges.map(([from, to]) => {
    const between: number[] = [];
    for (let layer = (depth.get(from) ?? 0) + 1; layer < (depth.get(to) ?? 0); layer++) {
      layers[layer]?.push(last);
      between.push(last++);
    }
    return [from, ...between, to];
  });
}

/** Moves each place to the middle of its neighbours on one side. */
function untangle(layers: readonly number[][], steps: readonly Edge[], rightwards: boolean): void {
  const sides = neighbours(layers.flat().length, steps, rightwards ? 1 : 0);
  const rows = rowsOf(layers);
  for (const layer of rightwards ? layers : [...layers].reverse()) {
    const middle = new Map(
      layer.map((node) => [node, mean((sides[node] ?? []).map((other) => rows.get(other) ?? 0)) ?? rows.get(node) ?? 0]),
    );
    layer.sort((a, b) => (middle.get(a) ?? 0) - (middle.get(b) ?? 0) || (rows.get(a) ?? 0) - (rows.get(b) ?? 0));
    for (const [node, row] of rowsOf([layer])) rows.set(node, row);
  }
}

/** Rows as shares of a column's height, so that long and short columns compare. */
const rowsOf = (layers: readonly (readonly number[])[]): Map<number, number> =>
  new Map(layers.flatMap((layer) => layer.map((node, row): [number, number] => [node, (row + 0.5) / layer.length])));

const mean = (numbers: readonly number[]): number | undefined =>
  numbers.length === 0 ? undefined : numbers.reduce((sum, one) => sum + one, 0) / numbers.length;
