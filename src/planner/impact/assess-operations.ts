import { assessImpact } from '../../impact/assess-impact.ts';
import type { ChangedResource } from '../../impact/impact-question.ts';
import { splitAddress } from '../../model/address.ts';
import { getObjectMember, isArray } from '../../model/json/json-value.ts';
import type { Change } from '../../model/plan/change.ts';
import { type ChangeOperation, isNote, type Operation } from '../../model/plan/operation.ts';
import { getResourceShape } from '../../resources/resource-shape.ts';
import { createTenantSides, type TenantResource, type TenantSides, type TenantSidesInput } from './tenant-sides.ts';

/** Adds to each operation what it does to security and access. */
export function addImpact(operations: readonly Operation[], input: TenantSidesInput): readonly Operation[] {
  const tenant = createTenantSides(input);
  return operations.map((operation) => (isNote(operation) ? operation : addOperationImpact(operation, tenant)));
}

function addOperationImpact(operation: ChangeOperation, tenant: TenantSides): ChangeOperation {
  const { type, key } = splitAddress(operation.address);
  const found = tenant.find(type, key, operation.liveId);
  if (!found) return operation;
  const resource = toChangedResource(found, tenant);
  const impact = assessImpact({
    shape: getResourceShape(found.type),
    changes: operation.changes.filter((change) => !isPrevented(operation, change, resource)),
    resource,
    ...(operation.action === 'create' ? { whole: 'created' } : {}),
    ...(operation.action === 'delete' ? { whole: 'deleted' } : {}),
  });
  return impact.length === 0 ? operation : { ...operation, impact };
}

function toChangedResource(resource: TenantResource, tenant: TenantSides): ChangedResource {
  const { key, isNew } = resource;
  return {
    key,
    isNew,
    ...resource.getSides(),
    listSiblings: (side) => tenant.listSiblings(resource, side),
    findReferrers: (side) => tenant.findReferrers(resource, side),
  };
}

/** Whether an unlink only undoes a link that the tenant itself is about to make. */
function isPrevented({ action, relation }: ChangeOperation, { before }: Change, resource: ChangedResource): boolean {
  if (action !== 'unlink' || relation === undefined || before === undefined) return false;
  const linked = getObjectMember(resource.before ?? {}, relation);
  return (
    typeof before === 'string' && isArray(linked) && linked.every((item) => typeof item === 'string') && !linked.includes(before)
  );
}
