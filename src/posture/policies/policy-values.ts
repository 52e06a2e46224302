import { expandItemKey } from '../../impact/locate-change.ts';
import { createRootPlace, enterItem, enterMember, isListPlace, type SchemaPlace } from '../../impact/schema-place.ts';
import { splitAddress } from '../../model/address.ts';
import type { Definition } from '../../model/definition/definition.ts';
import { isObject, type JsonObject, type JsonValue } from '../../model/json/json-value.ts';
import { type Pointer, parsePointer } from '../../model/json/pointer.ts';
import type { Change } from '../../model/plan/change.ts';
import { type Finding, getFindingKey } from '../../model/plan/finding.ts';
import { listImpactClasses } from '../../model/plan/impact.ts';
import { type ChangeOperation, isChange } from '../../model/plan/operation.ts';
import type { Plan } from '../../model/plan/plan.ts';
import type { Catalogue } from '../../resources/create-catalogue.ts';
import { getResourceShape } from '../../resources/resource-shape.ts';
import type { TenantView, ViewedResource } from '../tenant-view.ts';
import { dropUnsafeMembers } from '../view/unsafe-members.ts';
import type { ViewedPlan } from '../view/view-plan.ts';

/** What a policy is asked about, with the values of its variables. */
export interface PolicySubject {
  readonly values: JsonObject;
  /** The resource and the change that a message is about; absent: the plan as a whole. */
  readonly address?: string;
  readonly pointer?: Pointer;
}

/** Everything that policies can be asked about, by the scope of the policy. */
export interface PolicySubjects {
  readonly changes: readonly PolicySubject[];
  readonly resources: readonly PolicySubject[];
  readonly plan: readonly [PolicySubject];
}

export interface PolicyValuesInput {
  readonly plan: Plan;
  readonly views: ViewedPlan;
  readonly definition: Definition;
  readonly catalogue: Catalogue;
  /** Findings after the plan that nobody accepted, and which of them are new. */
  readonly findings: readonly Finding[];
  readonly added: readonly Finding[];
}

/** Converts a plan to what policies see: see docs/policies.md. */
export function buildPolicySubjects(input: PolicyValuesInput): PolicySubjects {
  const operations = input.plan.operations.filter(isChange);
  const [before, after] = [indexResources(input.views.before), indexResources(input.views.after)];
  const newRules = groupNewRules(input.added);
  const changed = operations.flatMap((operation) => readChanges(operation, input.catalogue, newRules));
  const common: JsonObject = { plan: buildPlanValue(input, operations, changed), tenant: buildTenantValue(input) };
  const resourceValues = new Map(
    [...new Set(operations.map(({ address }) => address))].map((address): [string, JsonObject] => [
      address,
      { ...common, ...buildResourceValues(address, before.get(address), after.get(address)) },
    ]),
  );
  return {
    changes: changed.map(({ value, address, pointer }) => ({
      values: { ...resourceValues.get(address), change: value },
      address,
      pointer,
    })),
    resources: [...resourceValues].map(([address, values]) => ({ values, address })),
    plan: [{ values: common }],
  };
}

const indexResources = ({ types }: TenantView): ReadonlyMap<string, ViewedResource> =>
  new Map(Object.values(types).flatMap((resources) => resources.map((resource) => [resource.address, resource])));

/** Groups the rules of new findings by resource and top-level field. */
function groupNewRules(added: readonly Finding[]): ReadonlyMap<string, readonly string[]> {
  const groups = new Map<string, string[]>();
  for (const { rule, address, field = '' } of added) {
    const key = `${address}\n${getTopLevelField(field)}`;
    groups.set(key, [...(groups.get(key) ?? []), rule]);
  }
  return groups;
}

const getTopLevelField = (field: string): string => /^[^.[]*/.exec(field)?.[0] ?? '';

interface ReadChange {
  readonly value: JsonObject;
  readonly address: string;
  readonly pointer: Pointer;
}

/** A resource that is created or deleted counts as a change of its own, with an empty field. */
function readChanges(
  operation: ChangeOperation,
  catalogue: Catalogue,
  newRules: ReadonlyMap<string, readonly string[]>,
): readonly ReadChange[] {
  const { action, address, impact = [] } = operation;
  const { type } = splitAddress(address);
  const isWhole = action === 'create' || action === 'delete';
  const own: readonly Change[] = isWhole ? [{ op: action === 'create' ? 'add' : 'remove', path: '', kind: 'value' }] : [];
  return [...own, ...operation.changes].map((change) => {
    const [place, outer] = followPath(type, change.path, catalogue);
    const field = place?.field ?? parsePointer(change.path).join('.');
    // An impact without a path is about the resource as a whole, so every change of it has it.
    const impacts = impact.filter(({ path }) => path === undefined || path === change.path);
    const value: JsonObject = {
      type,
      address,
      field,
      op: change.op,
      before: toSafeValue(change.before),
      after: toSafeValue(change.after),
      item: readItem(change, outer && isListPlace(outer) ? outer : undefined),
      impact: listImpactClasses(impacts),
      findings: newRules.get(`${address}\n${getTopLevelField(field)}`) ?? [],
    };
    return { value, address, pointer: change.path };
  });
}

const toSafeValue = (value: JsonValue | undefined): JsonValue => dropUnsafeMembers(value ?? null);

/** The item that is added or removed; an empty map if it is no object. Changes show an item with key fields by its key alone. */
function readItem({ op, before, after }: Change, list: SchemaPlace | undefined): JsonObject {
  const shown = after ?? before;
  const item = list && op !== 'replace' ? expandItemKey(list, shown) : shown;
  const safe = dropUnsafeMembers(item ?? null);
  return isObject(safe) ? safe : {};
}

/** Follows a place in a resource through its schema. Returns the place, and the one around it. */
function followPath(type: string, path: Pointer, catalogue: Catalogue): readonly SchemaPlace[] {
  const resourceType = catalogue.get(type);
  if (!resourceType) return [];
  const root = createRootPlace(getResourceShape(resourceType));
  return parsePointer(path).reduce<readonly SchemaPlace[]>(
    ([place = root, ...outer], step) => [isListPlace(place) ? enterItem(place) : enterMember(place, {}, step), place, ...outer],
    [root],
  );
}

function buildResourceValues(address: string, before: ViewedResource | undefined, after: ViewedResource | undefined): JsonObject {
  const { type, key } = splitAddress(address);
  return {
    before: before?.fields ?? null,
    after: after?.fields ?? null,
    resource: { type, key, address, isNew: before === undefined },
  };
}

function buildPlanValue(
  input: PolicyValuesInput,
  operations: readonly ChangeOperation[],
  changed: readonly ReadChange[],
): JsonObject {
  const newKeys = new Set(input.added.map(getFindingKey));
  const count = (action: string): number => operations.filter((operation) => operation.action === action).length;
  return {
    changes: changed.map(({ value }) => value),
    operations: operations.map(({ action, address, risk, impact }) => ({
      action,
      type: splitAddress(address).type,
      address,
      risk,
      impact: listImpactClasses(impact),
    })),
    counts: Object.fromEntries(['create', 'update', 'delete', 'link', 'unlink'].map((action) => [action, count(action)])),
    findings: input.findings.map((finding) => ({
      rule: finding.rule,
      severity: finding.severity,
      address: finding.address,
      isNew: newKeys.has(getFindingKey(finding)),
    })),
    usersLost: operations.reduce((sum, operation) => sum + countUsersLost(operation), 0),
    allowed: input.plan.allowed ?? [],
  };
}

/** Users that could not be counted are at least one. */
function countUsersLost(operation: ChangeOperation): number {
  if (operation.action !== 'delete') return 0;
  return operation.usersLost === 'unknown' ? 1 : (operation.usersLost ?? 0);
}

const buildTenantValue = ({ plan, definition: { policy } }: PolicyValuesInput): JsonObject => ({
  domain: plan.tenant,
  environment: policy.environment,
  profile: policy.profile ?? '',
});
