import { splitAddress } from '../../../model/address.ts';
import { groupBy } from '../../../model/group-by.ts';
import { type ChangeOperation, isChange, isRelationOperation, type Operation } from '../../../model/plan/operation.ts';
import { formatCount } from '../../../model/wording.ts';
import { type Alarm, IMPACT_LABELS } from '../plan/impact-labels.ts';

/** The dependencies between operations, for drawing. An edge leads from a node to a node that depends on it, by index. */
export interface OperationGraph {
  readonly nodes: readonly GraphNode[];
  readonly edges: readonly GraphEdge[];
  /** Whether each node stands for all operations of one action and type. */
  readonly grouped: boolean;
  /** How many operations have no dependencies and no dependents. They are not drawn. */
  readonly isolatedCount: number;
}

export type GraphEdge = readonly [from: number, to: number];

export interface GraphNode {
  /** `update clients` */
  readonly title: string;
  /** The resource's key, or the number of grouped operations. */
  readonly label: string;
  readonly action: ChangeOperation['action'];
  readonly alarm: Alarm;
  readonly operations: readonly ChangeOperation[];
}

/** With more nodes than this the drawing is unreadable, so operations are grouped. */
const MAX_NODES = 60;

export function buildOperationGraph(all: readonly Operation[]): OperationGraph {
  const operations = all.filter(isChange);
  const linked = selectLinked(operations);
  const grouped = linked.length > MAX_NODES;
  const nodeGroups = grouped ? [...groupBy(linked, getGroupName).values()] : linked.map((operation) => [operation]);
  return {
    nodes: nodeGroups.map(grouped ? buildGroupNode : buildSingleNode),
    edges: buildEdges(nodeGroups),
    grouped,
    isolatedCount: operations.length - linked.length,
  };
}

/** `dependsOn` names an operation by ID, or all operations of an action and type: `create clients/*`. */
const getGroupName = ({ action, address }: ChangeOperation): string => `${action} ${splitAddress(address).type}`;
const listDependencyNames = (operation: ChangeOperation): readonly string[] => [operation.id, `${getGroupName(operation)}/*`];

function selectLinked(operations: readonly ChangeOperation[]): readonly ChangeOperation[] {
  const knownNames = new Set(operations.flatMap(listDependencyNames));
  const awaitedNames = new Set(operations.flatMap(({ dependsOn }) => dependsOn));
  return operations.filter(
    (operation) =>
      operation.dependsOn.some((name) => knownNames.has(name)) ||
      listDependencyNames(operation).some((name) => awaitedNames.has(name)),
  );
}

/** Connects sets of operations by dependency name, so the cost does not grow with the number of operation pairs. */
function buildEdges(sets: readonly (readonly ChangeOperation[])[]): readonly GraphEdge[] {
  const nodesByName = new Map<string, Set<number>>();
  sets.forEach((set, index) => {
    for (const name of set.flatMap(listDependencyNames)) nodesByName.set(name, (nodesByName.get(name) ?? new Set()).add(index));
  });
  return sets.flatMap((set, to) => {
    const names = new Set(set.flatMap(({ dependsOn }) => dependsOn));
    const from = new Set([...names].flatMap((name) => [...(nodesByName.get(name) ?? [])]));
    return [...from].filter((index) => index !== to).map((index): GraphEdge => [index, to]);
  });
}

function buildSingleNode(operations: readonly ChangeOperation[]): GraphNode {
  const [operation] = operations;
  const { type, key } = splitAddress(operation?.address ?? '');
  const node = buildGroupNode(operations);
  const title = operation && isRelationOperation(operation) ? `${node.title} ${operation.relation}` : node.title;
  return { ...node, title, label: key === '' ? type : key };
}

function buildGroupNode(operations: readonly ChangeOperation[]): GraphNode {
  const alarms = operations.flatMap(({ impact = [] }) => impact.map(({ is }) => IMPACT_LABELS[is].alarm));
  const [first] = operations;
  return {
    title: first ? getGroupName(first) : '',
    label: formatCount(operations.length, 'operation'),
    action: first?.action ?? 'update',
    alarm: (['danger', 'warn'] as const).find((one) => alarms.includes(one)) ?? 'calm',
    operations,
  };
}
