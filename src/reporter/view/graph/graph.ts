import { splitAddress } from '../../../model/address.ts';
import { isChange, type Operation, type Risk } from '../../../model/plan/plan.ts';
import { plural } from '../summary.ts';
import { groupBy } from './group.ts';

/** What waits for what, for a picture. Edges lead from what comes first to what waits for it, by index. */
export interface Graph {
  readonly nodes: readonly GraphNode[];
  readonly edges: readonly Edge[];
  /** Whether a node stands for all operations of an action and type. */
  readonly grouped: boolean;
  /** How many operations wait for nothing and are waited for by nothing; they are not in the picture. */
  readonly alone: number;
}

export type Edge = readonly [from: number, to: number];

export interface GraphNode {
  /** `update clients` */
  readonly title: string;
  /** The resource's key, or how many operations there are. */
  readonly label: string;
  readonly action: Operation['action'];
  readonly risk: Risk;
  readonly operations: readonly Operation[];
}

/** More than these cannot be told apart in a picture. */
const MOST_NODES = 60;

export function graphOf(all: readonly Operation[]): Graph {
  const operations = all.filter(isChange);
  const linked = linkedOf(operations);
  const grouped = linked.length > MOST_NODES;
  const sets = grouped ? [...groupBy(linked, groupName).values()] : linked.map((operation) => [operation]);
  return {
    nodes: sets.map(grouped ? groupNode : singleNode),
    edges: edgesOf(sets),
    grouped,
    alone: operations.length - linked.length,
  };
}

/** `dependsOn` names an operation, or all of an action and type. */
const groupName = ({ action, address }: Operation): string => `${action} ${splitAddress(address).type}`;
const namesOf = (operation: Operation): readonly string[] => [operation.id, `${groupName(operation)}/*`];

function linkedOf(operations: readonly Operation[]): readonly Operation[] {
  const known = new Set(operations.flatMap(namesOf));
  const awaited = new Set(operations.flatMap(({ dependsOn }) => dependsOn));
  return operations.filter(
    (one) => one.dependsOn.some((name) => known.has(name)) || namesOf(one).some((name) => awaited.has(name)),
  );
}

/** Between sets of operations, so that a group that waits for a group is one step however large they are. */
function edgesOf(sets: readonly (readonly Operation[])[]): readonly Edge[] {
  const places = new Map<string, Set<number>>();
  sets.forEach((set, index) => {
    for (const name of set.flatMap(namesOf)) places.set(name, (places.get(name) ?? new Set()).add(index));
  });
  return sets.flatMap((set, to) => {
    const names = new Set(set.flatMap(({ dependsOn }) => dependsOn));
    const from = new Set([...names].flatMap((name) => [...(places.get(name) ?? [])]));
    return [...from].filter((index) => index !== to).map((index): Edge => [index, to]);
  });
}

function singleNode(operations: readonly Operation[]): GraphNode {
  const relation = operations[0]?.relation;
  const { type, key } = splitAddress(operations[0]?.address ?? '');
  const node = groupNode(operations);
  return { ...node, title: relation === undefined ? node.title : `${node.title} ${relation}`, label: key === '' ? type : key };
}

function groupNode(operations: readonly Operation[]): GraphNode {
  const risk = (['destructive', 'disruptive'] as const).find((one) => operations.some((operation) => operation.risk === one));
  const [first] = operations;
  return {
    title: first ? groupName(first) : '',
    label: plural(operations.length, 'operation'),
    action: first?.action ?? 'update',
    risk: risk ?? 'safe',
    operations,
  };
}
