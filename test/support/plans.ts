import { toAddress } from '../../src/model/address.ts';
import type { JsonValue } from '../../src/model/json/json-value.ts';
import { toPointer } from '../../src/model/json/pointer.ts';
import type { Change } from '../../src/model/plan/change.ts';
import type { Operation } from '../../src/model/plan/operation.ts';
import { PLAN_FORMAT, type Plan } from '../../src/model/plan/plan.ts';
import { type OperationResult, RESULT_FORMAT, type Result } from '../../src/model/plan/result.ts';
import type { Problem } from '../../src/model/problem/problem.ts';

/** Small builders of plans, results and problems for tests: everything that a test does not speak of has a quiet default. */
export const plan = (operations: readonly Operation[] = [], more: Partial<Plan> = {}): Plan => ({
  format: PLAN_FORMAT,
  tool: '0.1.0',
  tenant: 'acme.eu.auth0.com',
  definition: 'd'.repeat(64),
  operations,
  undeclared: [],
  refusals: [],
  checks: [],
  cost: { reads: 0, writes: operations.filter(({ action }) => action !== 'note').length },
  ...more,
});

export function operation(action: Operation['action'], address: string, more: Partial<Operation> = {}): Operation {
  return {
    id: [action, address, more.relation].filter(Boolean).join(' '),
    action,
    address,
    changes: [],
    requests: [],
    dependsOn: [],
    why: `${action} ${address}`,
    risk: action === 'delete' ? 'destructive' : 'safe',
    ...(action === 'update' || action === 'delete' ? { liveId: `id of ${address}` } : {}),
    ...more,
  };
}

/** A change at `steps`; what it does follows from which side it has. */
export function change(
  steps: readonly (string | number)[],
  before?: JsonValue,
  after?: JsonValue,
  kind: Change['kind'] = 'value',
): Change {
  const op = before === undefined ? 'add' : after === undefined ? 'remove' : 'replace';
  return {
    op,
    path: toPointer(steps),
    kind,
    ...(before === undefined ? {} : { before }),
    ...(after === undefined ? {} : { after }),
  };
}

export const added = (...steps: readonly string[]): Change => change(steps, undefined, steps.at(-1) ?? '', 'item');
export const removed = (...steps: readonly string[]): Change => change(steps, steps.at(-1) ?? '', undefined, 'item');

/** A create of a resource from its fields. */
export const creation = (type: string, key: string, fields: Readonly<Record<string, JsonValue>>): Operation =>
  operation('create', toAddress(type, key), {
    changes: Object.entries(fields).map(([name, value]) => change([name], undefined, value)),
  });

export const problem = (more: Partial<Problem> = {}): Problem => ({
  code: 'unknown-field',
  severity: 'error',
  message: 'unknown field "callback"',
  ...more,
});

export const result = (operations: readonly OperationResult[], more: Partial<Result> = {}): Result => ({
  format: RESULT_FORMAT,
  run: 'run-1',
  tenant: 'acme.eu.auth0.com',
  operations,
  requests: { reads: 1, writes: operations.length },
  ...more,
});

export const outcome = (
  status: OperationResult['status'],
  one: Operation,
  more: Partial<OperationResult> = {},
): OperationResult => ({
  id: one.id,
  action: one.action,
  address: one.address,
  status,
  problems: [],
  ...(one.relation === undefined ? {} : { relation: one.relation }),
  ...more,
});
