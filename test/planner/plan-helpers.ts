import { expect } from 'vitest';
import type { Definition } from '../../src/model/definition/definition.ts';
import type { Operation } from '../../src/model/plan/operation.ts';
import type { Permission, Plan } from '../../src/model/plan/plan.ts';
import type { Problem } from '../../src/model/problem/problem.ts';
import type { Snapshot } from '../../src/model/snapshot.ts';
import { planChanges } from '../../src/planner/plan-changes.ts';
import { CATALOGUE } from '../../src/resources/catalogue.ts';

export function planOrFail(definition: Definition, snapshot: Snapshot, allow: readonly Permission[] = []): Plan {
  const made = planChanges({ definition, snapshot, catalogue: CATALOGUE, tool: 'test', allow });
  if (!made.ok) expect.fail(JSON.stringify(made.error, null, 2));
  return made.value;
}

export function findPlanProblems(definition: Definition, snapshot: Snapshot): readonly Problem[] {
  const made = planChanges({ definition, snapshot, catalogue: CATALOGUE, tool: 'test' });
  if (made.ok) expect.fail(`planned ${made.value.operations.length} operations`);
  return made.error;
}

export const listOperationIds = (plan: Plan): readonly string[] => plan.operations.map((operation) => operation.id);

export function getOnlyOperation(plan: Plan): Operation {
  expect(plan.operations).toHaveLength(1);
  const [operation] = plan.operations;
  if (!operation) expect.fail('no operation');
  return operation;
}

/** Whether `first` comes before `then` in the list, and `then` waits for it. */
export function expectOrder(plan: Plan, first: string, then: string): void {
  const order = listOperationIds(plan);
  expect(order).toContain(first);
  expect(order).toContain(then);
  expect(order.indexOf(first)).toBeLessThan(order.indexOf(then));
  expect(isWaitingFor(plan, then, first)).toBe(true);
}

function isWaitingFor(plan: Plan, id: string, target: string): boolean {
  const byId = new Map(plan.operations.map((operation) => [operation.id, operation]));
  const seen = new Set<string>();
  const visit = (at: string): boolean => {
    if (at === target) return true;
    if (seen.has(at)) return false;
    seen.add(at);
    return (byId.get(at)?.dependsOn ?? []).flatMap((name) => expandGroup(plan, name)).some(visit);
  };
  return visit(id);
}

const expandGroup = (plan: Plan, name: string): readonly string[] => {
  const [action, group] = name.split(' ');
  if (!group?.endsWith('/*')) return [name];
  const type = group.slice(0, -1);
  return plan.operations
    .filter((operation) => operation.action === action && operation.address.startsWith(type))
    .map((operation) => operation.id);
};
