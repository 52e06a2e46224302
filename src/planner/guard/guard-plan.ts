import { isPatternMatch, splitAddress } from '../../model/address.ts';
import type { Limit, Policy } from '../../model/definition/definition.ts';
import { groupBy } from '../../model/group-by.ts';
import type { Operation, Permission } from '../../model/plan/plan.ts';
import { refuseUserLoss } from '../../model/plan/user-loss.ts';
import type { Problem } from '../../model/problem/problem.ts';
import { getLiveResources, type Snapshot } from '../../model/snapshot.ts';

interface GuardInput {
  readonly policy: Policy;
  readonly snapshot: Snapshot;
  readonly allow: readonly Permission[];
}

/** Why a plan must not be applied although it could be. */
export function collectRefusals(operations: readonly Operation[], { policy, snapshot, allow }: GuardInput): readonly Problem[] {
  return [
    ...refuseForeignTenant(policy, snapshot),
    ...refuseProtectedChanges(operations, policy),
    ...refuseExceededLimits(operations, policy, snapshot),
    ...refuseUserLoss(operations, allow),
  ];
}

function refuseForeignTenant(policy: Policy, snapshot: Snapshot): readonly Problem[] {
  if (policy.tenant === undefined || policy.tenant.toLowerCase() === snapshot.tenant.toLowerCase()) return [];
  return [
    {
      code: 'guard-tenant',
      severity: 'error',
      message: `the definition is for the tenant ${policy.tenant}, this is ${snapshot.tenant}`,
      hint: 'Check AUTH0_DOMAIN, or change reconcile.tenant.',
    },
  ];
}

function refuseProtectedChanges(operations: readonly Operation[], policy: Policy): readonly Problem[] {
  // What is not there yet cannot be harmed: links of a resource that this plan creates belong to its making.
  const touched = operations.filter((operation) => operation.action !== 'note' && operation.liveId !== undefined);
  return [...groupBy(touched, (operation) => operation.address)].flatMap(([address, group]): readonly Problem[] => {
    const pattern = policy.protect.find((candidate) => isPatternMatch(address, candidate));
    if (pattern === undefined) return [];
    return [
      {
        code: 'guard-protected',
        severity: 'error',
        message: `${address} is protected by "${pattern}", and the plan would ${group.map((operation) => operation.action).join(' and ')} it`,
        place: { kind: 'address', address },
        hint: 'Make the definition say what the tenant has, or take the address out of reconcile.protect.',
      },
    ];
  });
}

function refuseExceededLimits(operations: readonly Operation[], policy: Policy, snapshot: Snapshot): readonly Problem[] {
  const deletes = operations.filter((operation) => operation.action === 'delete');
  const updates = operations.filter(
    (operation) => operation.liveId !== undefined && ['update', 'link', 'unlink'].includes(operation.action),
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
          hint: `If that is meant, set reconcile.limits.${what} to ${count} or ${Math.ceil((count / Math.max(live, 1)) * 100)}%.`,
        },
      ];
    },
  );
}

/** One is always allowed: a share of a small type would else forbid everything. */
const computeAllowedCount = (limit: Limit, live: number): number =>
  limit.kind === 'count' ? limit.count : limit.percent === 0 ? 0 : Math.max(1, Math.floor((live * limit.percent) / 100));

const formatLimit = (limit: Limit): string => (limit.kind === 'count' ? `${limit.count}` : `${limit.percent}%`);
