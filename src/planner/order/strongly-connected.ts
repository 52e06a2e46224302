/** Returns the nodes that must come before a node. */
export type PredecessorLookup = (node: string) => readonly string[];

/**
 * Finds the strongly connected components that contain a cycle: those with more than one node, and nodes with an edge to themselves.
 * Tarjan's algorithm without recursion, because a chain of renames can be as long as the tenant is large.
 */
export function findStronglyConnected(nodes: readonly string[], before: PredecessorLookup): readonly (readonly string[])[] {
  const state: TarjanState = { index: new Map(), low: new Map(), open: [], isOpen: new Set(), found: [] };
  for (const node of nodes) if (!state.index.has(node)) walk(node, before, state);
  return state.found.filter((component) => component.length > 1 || before(component[0] ?? '').includes(component[0] ?? ''));
}

interface TarjanState {
  readonly index: Map<string, number>;
  readonly low: Map<string, number>;
  readonly open: string[];
  readonly isOpen: Set<string>;
  readonly found: string[][];
}

interface Frame {
  readonly node: string;
  readonly before: readonly string[];
  at: number;
}

function enter(node: string, before: readonly string[], state: TarjanState): Frame {
  state.index.set(node, state.index.size);
  state.low.set(node, state.index.size - 1);
  state.open.push(node);
  state.isOpen.add(node);
  return { node, before, at: 0 };
}

function walk(start: string, before: PredecessorLookup, state: TarjanState): void {
  const frames = [enter(start, before(start), state)];
  for (let frame = frames.at(-1); frame; frame = frames.at(-1)) {
    const target = frame.before[frame.at++];
    if (target !== undefined) {
      if (!state.index.has(target)) frames.push(enter(target, before(target), state));
      else if (state.isOpen.has(target)) lower(state, frame.node, state.index.get(target));
      continue;
    }
    frames.pop();
    const above = frames.at(-1);
    if (above) lower(state, above.node, state.low.get(frame.node));
    if (state.low.get(frame.node) === state.index.get(frame.node)) close(frame.node, state);
  }
}

const lower = (state: TarjanState, node: string, value: number | undefined): void => {
  state.low.set(node, Math.min(state.low.get(node) ?? 0, value ?? 0));
};

function close(node: string, state: TarjanState): void {
  const members = state.open.splice(state.open.lastIndexOf(node));
  for (const member of members) state.isOpen.delete(member);
  state.found.push(members);
}
