import { splitAddress } from '../../model/address.ts';
import type { ChangeOperation } from '../../model/plan/operation.ts';
import { listChanges, type Plan } from '../../model/plan/plan.ts';
import type { ViewedPlan } from '../../posture/view/view-plan.ts';

const ROLE_TYPES: ReadonlySet<string> = new Set(['roles', 'organizationRoles']);

/** Adds who has the roles whose permissions a plan changes: after the plan, or before it for a role that it deletes. */
export async function addRoleHolders(plan: Plan, views: ViewedPlan): Promise<Plan> {
  const changes = listChanges(plan).filter(({ address }) => ROLE_TYPES.has(splitAddress(address).type));
  const changed = changes.filter(({ action, relation }) => action !== 'create' && relation === 'permissions');
  const deleted = changes.filter(({ action }) => action === 'delete');
  if (changed.length + deleted.length === 0) return plan;
  const { listRoleHolders } = await import('../../access/list-role-holders.ts');
  const holders = [
    ...listRoleHolders(listAddresses(changed), views.after.types),
    ...listRoleHolders(listAddresses(deleted), views.before.types),
  ];
  return holders.length === 0 ? plan : { ...plan, holders };
}

const listAddresses = (operations: readonly ChangeOperation[]): readonly string[] => [
  ...new Set(operations.map(({ address }) => address)),
];
