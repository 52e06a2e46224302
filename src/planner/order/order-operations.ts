import { groupBy } from '../../model/group.ts';
import { failure, type Outcome, success } from '../../model/plan/outcome.ts';
import type { Operation } from '../../model/plan/plan.ts';
import type { Problem } from '../../model/problem/problem.ts';
import type { Draft } from '../draft.ts';
import { type Edge, type Edges, edgesOf, groupOf } from './dependency-edges.ts';
import { type Before, circles } from './strongly-connected.ts';

/** The operations in an order in which the API takes them; circles are taken apart into two steps where that is possible. */
export function inOrder(drafts: readonly Draft[]): Outcome<readonly Operation[], readonly Problem[]> {
  let current = drafts;
  for (;;) {
    const graph = withoutSoftCircles(graphOf(current));
    const knots = knotsOf(graph);
    if (knots.length === 0) return success(sorted(graph));
    const next = untied(graph, knots);
    if (!next) return failure(knots.map(unbreakable));
    current = next;
  }
}

/** Groups of operations are nodes like the operations themselves: who waits for a group waits for one thing, however many are in it. */
interface Graph {
  readonly drafts: ReadonlyMap<string, Draft>;
  readonly edges: Edges;
  readonly groups: ReadonlyMap<string, readonly string[]>;
}

function graphOf(drafts: readonly Draft[]): Graph {
  const groups = [...groupBy(drafts, groupOf)].map(([group, members]) => [group, idsOf(members)] as const);
  return { drafts: new Map(drafts.map((draft) => [draft.operation.id, draft])), edges: edgesOf(drafts), groups: new Map(groups) };
}

const idsOf = (drafts: Iterable<Draft>): readonly string[] => [...drafts].map((draft) => draft.operation.id);

const before =
  ({ edges, groups }: Graph): Before =>
  (node) =>
    edges.get(node)?.map((edge) => edge.to) ?? groups.get(node) ?? [];

const knotsOf = (graph: Graph): readonly (readonly string[])[] => circles([...graph.drafts.keys()], before(graph));

/** Good manners give way to necessity: soft edges inside a circle are dropped. */
function withoutSoftCircles(graph: Graph): Graph {
  const knots = knotsOf(graph);
  if (knots.length === 0) return graph;
  const knotOf = new Map(knots.flatMap((knot) => knot.map((node) => [node, knot] as const)));
  const isInside = (from: string, edge: Edge): boolean => knotOf.has(from) && knotOf.get(from) === knotOf.get(edge.to);
  const edges = [...graph.edges].map(
    ([id, list]) => [id, list.filter((edge) => edge.reason !== 'manners' || !isInside(id, edge))] as const,
  );
  return { ...graph, edges: new Map(edges) };
}

/** Every circle's operations taken apart where one of the ways fits; undefined if nothing could be. */
function untied(graph: Graph, knots: readonly (readonly string[])[]): readonly Draft[] | undefined {
  const places = new Map([...graph.drafts.keys()].map((id, index) => [id, index]));
  const inPlace = (a: string, b: string): number => (places.get(a) ?? 0) - (places.get(b) ?? 0);
  const replacements = new Map<string, readonly Draft[]>(knots.flatMap((knot) => untie(knot.toSorted(inPlace), graph)));
  if (replacements.size === 0) return undefined;
  return [...graph.drafts].flatMap(([id, draft]) => replacements.get(id) ?? [draft]);
}

function untie(knot: readonly string[], { drafts: byId, edges }: Graph): readonly (readonly [string, readonly Draft[]])[] {
  const members = new Set(knot);
  const drafts = knot.flatMap((id) => byId.get(id) ?? []);
  const inner = (draft: Draft): readonly Edge[] => (edges.get(draft.operation.id) ?? []).filter((edge) => members.has(edge.to));
  const ways: readonly ((draft: Draft) => readonly Draft[] | undefined)[] = [
    (draft) => draft.split.release?.(fieldsOf(inner(draft).filter((edge) => edge.reason === 'value'))),
    (draft) => draft.split.defer?.(fieldsOf(inner(draft).filter((edge) => edge.reason !== 'value'))),
    (draft) => draft.split.stepwise?.(),
    // One who steps aside is enough to undo a circle of names.
    (draft) => (inner(draft).some((edge) => edge.reason === 'name') ? draft.split.aside?.() : undefined),
  ];
  for (const way of ways) {
    for (const draft of drafts) {
      const parts = way(draft);
      if (parts) return [[draft.operation.id, parts]];
    }
  }
  return [];
}

const fieldsOf = (edges: readonly Edge[]): ReadonlySet<string> =>
  new Set(edges.flatMap(({ field }) => (field === undefined ? [] : [field])));

const unbreakable = (knot: readonly string[]): Problem => {
  const waiting = knot.filter((node) => !node.endsWith('/*'));
  return {
    code: 'reference-cycle',
    severity: 'error',
    message: `these wait for each other: ${waiting.slice(0, 6).join(', ')}${waiting.length > 6 ? ', …' : ''}`,
    hint: 'Take one of the references out, apply, and put it back in.',
  };
};

/** Depth first from the given order: each operation right after the last thing it waits for, and otherwise where it stood. */
function sorted(graph: Graph): readonly Operation[] {
  const done = new Set<string>();
  const result: Operation[] = [];
  for (const start of graph.drafts.keys()) {
    const stack = [start];
    for (let node = stack.at(-1); node !== undefined; node = stack.at(-1)) {
      const waiting = done.has(node) ? [] : before(graph)(node).filter((other) => !done.has(other));
      for (const other of waiting.toReversed()) stack.push(other);
      if (waiting.length > 0) continue;
      stack.pop();
      const draft = graph.drafts.get(node);
      if (draft && !done.has(node)) result.push({ ...draft.operation, dependsOn: dependencies(graph, node) });
      done.add(node);
    }
  }
  return result;
}

/** A group that nobody is in holds nothing up. */
const dependencies = ({ edges, drafts, groups }: Graph, id: string): readonly string[] =>
  [...new Set((edges.get(id) ?? []).map((edge) => edge.to))].filter((to) => drafts.has(to) || groups.has(to)).sort();
