import { isPatternMatch, splitAddress } from '../../model/address.ts';
import type { Limit, Policy } from '../../model/definition/definition.ts';
import { groupBy } from '../../model/group-by.ts';
import { isChange, isRelationOperation, type Operation } from '../../model/plan/operation.ts';
import type { Permission } from '../../model/plan/plan.ts';
import { isUserLoss, refuseUserLoss } from '../../model/plan/user-loss.ts';
import type { Problem } from '../../model/problem/problem.ts';
import { getLiveResources, type Snapshot } from '../../model/snapshot.ts';
import { refuseUnapprovedImpacts } from './require-approval.ts';

export interface GuardInput {
  readonly policy: Policy;
  readonly snapshot: Snapshot;
  readonly allow: readonly Permission[];
}

/** Collects the reasons why a plan must not be applied although the API would accept it. */
export function collectRefusals(operations: readonly Operation[], { policy, snapshot, allow }: GuardInput): readonly Problem[] {
  return [
    ...refuseForeignTenant(policy, snapshot),
    ...refuseProtectedChanges(operations, policy),
    ...refuseExceededLimits(operations, policy, snapshot),
    ...refuseUserLoss(operations.filter(isUserLoss), allow),
    ...refuseUnapprovedImpacts(operations, policy.approvals, allow),
  ];
}

function refuseForeignTenant(policy: Policy, snapshot: Snapshot): readonly Problem[] {
  if (policy.tenant === undefined || policy.tenant.toLowerCase() === snapshot.tenant.toLowerCase()) return [];
  return [
    {
      code: 'guard-tenant',
      severity: 'error',
      message: `the definition is for tenant ${policy.tenant}, but this is ${snapshot.tenant}`,
      hint: 'Check AUTH0_DOMAIN, or change reconcile.tenant.',
    },
  ];
}

function refuseProtectedChanges(operations: readonly Operation[], policy: Policy): readonly Problem[] {
  // Only live resources are protected. Links of a resource that this plan creates are part of the create.
  const touched = operations.filter(isChange).filter(({ liveId }) => liveId !== undefined);
  return [...groupBy(touched, (operation) => operation.address)].flatMap(([address, group]): readonly Problem[] => {
    const pattern = policy.protect.find((candidate) => isPatternMatch(address, candidate));
    if (pattern === undefined) return [];
    return [
      {
        code: 'guard-protected',
        severity: 'error',
        message: `${address} is protected by "${pattern}", and the plan would ${group.map((operation) => operation.action).join(' and ')} it`,
        place: { kind: 'address', address },
        hint: "Declare the tenant's values, or remove the address from reconcile.protect.",
      },
    ];
  });
}

function refuseExceededLimits(operations: readonly Operation[], policy: Policy, snapshot: Snapshot): readonly Problem[] {
  const deletes = operations.filter((operation) => operation.action === 'delete');
  const updates = operations.filter(
    (operation) => operation.liveId !== undefined && (operation.action === 'update' || isRelationOperation(operation)),
  );
  return [
    ...checkLimit('delete', deletes, policy.limits.delete, snapshot),
    ...checkLimit('update', updates, policy.limits.update, snapshot),
  ];
}

function checkLimit(
  what: 'delete' | 'update',
  operations: readonly Operation[],
  limit: Limit,
  snapshot: Snapshot,
): readonly Problem[] {
  return [...groupBy(operations, (operation) => splitAddress(operation.address).type)].flatMap(
    ([type, group]): readonly Problem[] => {
      const live = getLiveResources(snapshot, type).length;
      const count = new Set(group.map((operation) => operation.liveId)).size;
      const allowed = computeAllowedCount(limit, live);
      if (count <= allowed) return [];
      return [
        {
          code: 'guard-limit',
          severity: 'error',
          message: `the plan would ${what} ${count} of ${live} ${type}; the limit is ${allowed} (${formatLimit(limit)})`,
          hint: `To allow this, set reconcile.limits.${what} to ${count} or ${Math.ceil((count / Math.max(live, 1)) * 100)}%.`,
        },
      ];
    },
  );
}

/** Computes how many changes a limit allows. A share other than 0% allows at least one, or small types could never change. */
const computeAllowedCount = (limit: Limit, live: number): number =>
  limit.kind === 'count' ? limit.count : limit.percent === 0 ? 0 : Math.max(1, Math.floor((live * limit.percent) / 100));

const formatLimit = (limit: Limit): string => (limit.kind === 'count' ? `${limit.count}` : `${limit.percent}%`);
