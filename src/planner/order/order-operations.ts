import { groupBy } from '../../model/group-by.ts';
import type { Operation } from '../../model/plan/operation.ts';
import { failWith, type Outcome, succeed } from '../../model/plan/outcome.ts';
import type { Problem } from '../../model/problem/problem.ts';
import type { Draft } from '../draft.ts';
import { buildDependencyEdges, type DependencyEdge, type DependencyEdges, getGroupId } from './dependency-edges.ts';
import { findStronglyConnected, type PredecessorLookup } from './strongly-connected.ts';

/** Orders operations so that the API accepts them. Breaks dependency cycles by splitting operations into two steps, where possible. */
export function orderOperations(drafts: readonly Draft[]): Outcome<readonly Operation[], readonly Problem[]> {
  let current = drafts;
  for (;;) {
    const whole = buildGraph(current);
    const apart = sendCarriedApart(whole);
    if (apart) {
      current = apart;
      continue;
    }
    const graph = dropPreferencesInCycles(whole);
    const cycles = findCycles(graph);
    if (cycles.length === 0) return succeed(sortOperations(graph));
    const next = breakCycles(graph, cycles);
    if (!next) return failWith(cycles.map(buildCycleProblem));
    current = next;
  }
}

/** The operations as a graph. Groups are nodes too, so waiting for a group takes one edge however many operations are in it. */
interface DependencyGraph {
  readonly drafts: ReadonlyMap<string, Draft>;
  readonly edges: DependencyEdges;
  readonly groups: ReadonlyMap<string, readonly string[]>;
}

function buildGraph(drafts: readonly Draft[]): DependencyGraph {
  const groups = [...groupBy(drafts, getGroupId)].map(([group, members]) => [group, listIds(members)] as const);
  return {
    drafts: new Map(drafts.map((draft) => [draft.operation.id, draft])),
    edges: buildDependencyEdges(drafts),
    groups: new Map(groups),
  };
}

const listIds = (drafts: Iterable<Draft>): readonly string[] => [...drafts].map((draft) => draft.operation.id);

const getPredecessors =
  ({ edges, groups }: DependencyGraph): PredecessorLookup =>
  (node) =>
    edges.get(node)?.map((edge) => edge.to) ?? groups.get(node) ?? [];

const findCycles = (graph: DependencyGraph): readonly (readonly string[])[] =>
  findStronglyConnected([...graph.drafts.keys()], getPredecessors(graph));

/**
 * Takes items out of the creates that are parts of a cycle, before anything else is done about it: their links can come afterwards. Undefined:
 * no such create carries any.
 */
function sendCarriedApart(graph: DependencyGraph): readonly Draft[] | undefined {
  const owners = new Set(findCycles(graph).flatMap((cycle) => cycle.flatMap((id) => graph.drafts.get(id)?.apart?.owner ?? [])));
  if (owners.size === 0) return undefined;
  return [...graph.drafts.values()].map((draft) => (draft.apart && owners.has(draft.apart.owner) ? draft.apart.draft : draft));
}

/** Drops preferred edges inside cycles, which leaves cycles only where every edge is required. */
function dropPreferencesInCycles(graph: DependencyGraph): DependencyGraph {
  const cycles = findCycles(graph);
  if (cycles.length === 0) return graph;
  const cycleByNode = new Map(cycles.flatMap((cycle) => cycle.map((node) => [node, cycle] as const)));
  const isInside = (from: string, edge: DependencyEdge): boolean =>
    cycleByNode.has(from) && cycleByNode.get(from) === cycleByNode.get(edge.to);
  const edges = [...graph.edges].map(
    ([id, list]) => [id, list.filter((edge) => edge.reason !== 'manners' || !isInside(id, edge))] as const,
  );
  return { ...graph, edges: new Map(edges) };
}

/** Splits one operation of each cycle. Undefined if none could be split. */
function breakCycles(graph: DependencyGraph, cycles: readonly (readonly string[])[]): readonly Draft[] | undefined {
  const places = new Map([...graph.drafts.keys()].map((id, index) => [id, index]));
  const compareByPlace = (a: string, b: string): number => (places.get(a) ?? 0) - (places.get(b) ?? 0);
  const replacements = new Map<string, readonly Draft[]>(
    cycles.flatMap((cycle) => breakCycle(cycle.toSorted(compareByPlace), graph)),
  );
  if (replacements.size === 0) return undefined;
  return [...graph.drafts].flatMap(([id, draft]) => replacements.get(id) ?? [draft]);
}

function breakCycle(
  cycle: readonly string[],
  { drafts: byId, edges }: DependencyGraph,
): readonly (readonly [string, readonly Draft[]])[] {
  const members = new Set(cycle);
  const drafts = cycle.flatMap((id) => byId.get(id) ?? []);
  const listInnerEdges = (draft: Draft): readonly DependencyEdge[] =>
    (edges.get(draft.operation.id) ?? []).filter((edge) => members.has(edge.to));
  const strategies: readonly ((draft: Draft) => readonly Draft[] | undefined)[] = [
    (draft) => draft.split.release?.(collectFields(listInnerEdges(draft).filter((edge) => edge.reason === 'value'))),
    (draft) => draft.split.defer?.(collectFields(listInnerEdges(draft).filter((edge) => edge.reason !== 'value'))),
    (draft) => draft.split.growThenShrink?.(),
    // One temporary rename is enough to break a cycle of renames.
    (draft) => (listInnerEdges(draft).some((edge) => edge.reason === 'name') ? draft.split.viaTemporaryName?.() : undefined),
  ];
  for (const strategy of strategies) {
    for (const draft of drafts) {
      const parts = strategy(draft);
      if (parts) return [[draft.operation.id, parts]];
    }
  }
  return [];
}

const collectFields = (edges: readonly DependencyEdge[]): ReadonlySet<string> =>
  new Set(edges.flatMap(({ field }) => (field === undefined ? [] : [field])));

const buildCycleProblem = (cycle: readonly string[]): Problem => {
  const waiting = cycle.filter((node) => !node.endsWith('/*'));
  return {
    code: 'reference-cycle',
    severity: 'error',
    message: `dependency cycle: ${waiting.slice(0, 6).join(', ')}${waiting.length > 6 ? ', …' : ''}`,
    hint: 'Remove one of the references, apply, then add it back and apply again.',
  };
};

/** Sorts topologically, depth first: predecessors move directly before the operation that needs them; the given order is kept otherwise. */
function sortOperations(graph: DependencyGraph): readonly Operation[] {
  const done = new Set<string>();
  const result: Operation[] = [];
  for (const start of graph.drafts.keys()) {
    const stack = [start];
    for (let node = stack.at(-1); node !== undefined; node = stack.at(-1)) {
      const waiting = done.has(node) ? [] : getPredecessors(graph)(node).filter((other) => !done.has(other));
      for (const other of waiting.toReversed()) stack.push(other);
      if (waiting.length > 0) continue;
      stack.pop();
      const draft = graph.drafts.get(node);
      if (draft && !done.has(node)) result.push({ ...draft.operation, dependsOn: listDependencies(graph, node) });
      done.add(node);
    }
  }
  return result;
}

/** Lists what an operation depends on, without groups that have no members. */
const listDependencies = ({ edges, drafts, groups }: DependencyGraph, id: string): readonly string[] =>
  [...new Set((edges.get(id) ?? []).map((edge) => edge.to))].filter((to) => drafts.has(to) || groups.has(to)).sort();
