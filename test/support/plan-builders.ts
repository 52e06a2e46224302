import { toAddress } from '../../src/model/address.ts';
import type { JsonValue } from '../../src/model/json/json-value.ts';
import { toPointer } from '../../src/model/json/pointer.ts';
import type { Change } from '../../src/model/plan/change.ts';
import type { Action, ChangeOperation, NoteOperation, Operation, UpdateOperation } from '../../src/model/plan/operation.ts';
import { PLAN_FORMAT, type Plan } from '../../src/model/plan/plan.ts';
import { type OperationResult, RESULT_FORMAT, type Result } from '../../src/model/plan/result.ts';
import type { Problem } from '../../src/model/problem/problem.ts';

/** Small builders of plans, results and problems for tests: everything that a test does not speak of has a quiet default. */
export const createPlan = (operations: readonly Operation[] = [], more: Partial<Plan> = {}): Plan => ({
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

type CommonMembers = Partial<Omit<NoteOperation, 'action' | 'relation'>>;

/** Members of the kinds of operations; a kind leaves out those that it does not have. */
export interface OperationMembers extends CommonMembers, Partial<Pick<UpdateOperation, 'live' | 'attached'>> {
  readonly relation?: string;
  readonly usersLost?: number | 'unknown';
}

export function createOperation(action: ChangeOperation['action'], address: string, more?: OperationMembers): ChangeOperation;
export function createOperation(action: Action, address: string, more?: OperationMembers): Operation;
export function createOperation(action: Action, address: string, members: OperationMembers = {}): Operation {
  const { relation, live, attached, usersLost, ...more } = members;
  const common = {
    id: [action, address, relation].filter(Boolean).join(' '),
    address,
    changes: [],
    requests: [],
    dependsOn: [],
    why: `${action} ${address}`,
    risk: action === 'delete' ? ('destructive' as const) : ('safe' as const),
    ...(action === 'update' || action === 'delete' ? { liveId: `id of ${address}` } : {}),
    ...more,
  };
  const before = live === undefined ? {} : { live };
  switch (action) {
    case 'note':
      return { ...common, action, ...(relation === undefined ? {} : { relation }) };
    case 'link':
    case 'unlink':
      return { ...common, action, relation: relation ?? 'permissions' };
    case 'create':
      return { ...common, action };
    case 'update':
      return relation === undefined
        ? { ...common, action, ...before, ...(attached === undefined ? {} : { attached }) }
        : { ...common, action, relation };
    case 'delete':
      return { ...common, action, ...before, ...(usersLost === undefined ? {} : { usersLost }) };
  }
}

/** A change at `steps`; what it does follows from which side it has. */
export function createChange(
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

export const createAddition = (...steps: readonly string[]): Change => createChange(steps, undefined, steps.at(-1) ?? '', 'item');
export const createRemoval = (...steps: readonly string[]): Change => createChange(steps, steps.at(-1) ?? '', undefined, 'item');

/** A create of a resource from its fields. */
export const createCreation = (type: string, key: string, fields: Readonly<Record<string, JsonValue>>): ChangeOperation =>
  createOperation('create', toAddress(type, key), {
    changes: Object.entries(fields).map(([name, value]) => createChange([name], undefined, value)),
  });

export const createProblem = (more: Partial<Problem> = {}): Problem => ({
  code: 'unknown-field',
  severity: 'error',
  message: 'unknown field "callback"',
  ...more,
});

export const createResult = (operations: readonly OperationResult[], more: Partial<Result> = {}): Result => ({
  format: RESULT_FORMAT,
  run: 'run-1',
  tenant: 'acme.eu.auth0.com',
  operations,
  requests: { reads: 1, writes: operations.length },
  ...more,
});

export const createOperationResult = (
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
