import { groupBy } from '../model/group.ts';
import { failure, type Outcome, success } from '../model/outcome.ts';
import type { Operation } from '../model/plan.ts';
import type { Problem } from '../model/problem.ts';
import { circles } from './circles.ts';
import type { Draft } from './draft.ts';
import { type Edge, type Edges, edgesOf, groupOf } from './edges.ts';

/** The operations in an order in which the API takes them; circles are taken apart into two steps where that is possible. */
export function inOrder(drafts: readonly Draft[]): Outcome<readonly Operation[], readonly Problem[]> {
  let current = drafts;
  for (;;) {
    const groups = groupIds(current);
    const edges = withoutSoftCircles(current, edgesOf(current), groups);
    const knots = circles(idsOf(current), edges, groups);
    if (knots.length === 0) return success(sorted(current, edges, groups));
    const next = untied(current, edges, knots);
    if (!next) return failure(knots.map(unbreakable));
    current = next;
  }
}

const idsOf = (drafts: readonly Draft[]): readonly string[] => drafts.map((draft) => draft.operation.id);

const groupIds = (drafts: readonly Draft[]): ReadonlyMap<string, readonly string[]> => {
  const groups: Map<string, readonly string[]> = new Map(
    [...groupBy(drafts, groupOf)].map(([group, members]) => [group, idsOf(members)]),
  );
  // A group that nobody is in holds nothing up.
  for (const draft of drafts) for (const name of draft.after) if (name.endsWith('/*') && !groups.has(name)) groups.set(name, []);
  return groups;
};

/** Good manners give way to necessity: soft edges inside a circle are dropped. */
function withoutSoftCircles(drafts: readonly Draft[], edges: Edges, groups: ReadonlyMap<string, readonly string[]>): Edges {
  const knots = circles(idsOf(drafts), edges, groups);
  if (knots.length === 0) return edges;
  const knotOf = new Map(knots.flatMap((knot) => knot.map((id) => [id, knot] as const)));
  const inside = (from: string, edge: Edge): boolean =>
    (groups.get(edge.to) ?? [edge.to]).some((to) => knotOf.has(from) && knotOf.get(from) === knotOf.get(to));
  return new Map(
    [...edges].map(([id, list]) => [id, list.filter((edge) => edge.reason !== 'manners' || !inside(id, edge))] as const),
  );
}

/** Every circle's operations taken apart where one of the ways fits; undefined if nothing could be. */
function untied(drafts: readonly Draft[], edges: Edges, knots: readonly (readonly string[])[]): readonly Draft[] | undefined {
  const replacements = new Map<string, readonly Draft[]>();
  const byId = new Map(drafts.map((draft) => [draft.operation.id, draft]));
  for (const knot of knots) {
    for (const [id, parts] of untie(knot, byId, edges)) replacements.set(id, parts);
  }
  if (replacements.size === 0) return undefined;
  return drafts.flatMap((draft) => replacements.get(draft.operation.id) ?? [draft]);
}

function untie(
  knot: readonly string[],
  byId: ReadonlyMap<string, Draft>,
  edges: Edges,
): readonly (readonly [string, readonly Draft[]])[] {
  const members = new Set(knot);
  const drafts = [...byId.values()].filter((draft) => members.has(draft.operation.id));
  const inner = (draft: Draft): readonly Edge[] => (edges.get(draft.operation.id) ?? []).filter((edge) => members.has(edge.to));
  const ways: readonly ((draft: Draft) => readonly Draft[] | undefined)[] = [
    (draft) => draft.split.defer?.(new Set(inner(draft).flatMap((edge) => (edge.field === undefined ? [] : [edge.field])))),
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

const unbreakable = (knot: readonly string[]): Problem => ({
  code: 'reference-cycle',
  severity: 'error',
  message: `these wait for each other: ${knot.slice(0, 6).join(', ')}${knot.length > 6 ? ', …' : ''}`,
  hint: 'Take one of the references out, apply, and put it back in.',
});

/** Depth first from the given order: each operation right after the last thing it waits for, and otherwise where it stood. */
function sorted(drafts: readonly Draft[], edges: Edges, groups: ReadonlyMap<string, readonly string[]>): readonly Operation[] {
  const byId = new Map(drafts.map((draft) => [draft.operation.id, draft]));
  const done = new Set<string>();
  const result: Operation[] = [];
  for (const start of idsOf(drafts)) {
    const stack = [start];
    for (let id = stack.at(-1); id !== undefined; id = stack.at(-1)) {
      const waiting = done.has(id) ? [] : targets(edges, groups, id).filter((to) => !done.has(to));
      if (waiting.length > 0) {
        stack.push(...waiting.reverse());
        continue;
      }
      stack.pop();
      const draft = byId.get(id);
      if (!draft || done.has(id)) continue;
      done.add(id);
      const dependsOn = [
        ...new Set((edges.get(id) ?? []).filter((edge) => (groups.get(edge.to) ?? [edge.to]).length > 0).map((edge) => edge.to)),
      ];
      result.push({ ...draft.operation, dependsOn: dependsOn.sort() });
    }
  }
  return result;
}

const targets = (edges: Edges, groups: ReadonlyMap<string, readonly string[]>, id: string): readonly string[] =>
  (edges.get(id) ?? []).flatMap((edge) => groups.get(edge.to) ?? [edge.to]);
