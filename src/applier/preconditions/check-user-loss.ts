import type { ChangeOperation } from '../../model/plan/operation.ts';
import { listChanges, type Plan } from '../../model/plan/plan.ts';
import { isUserLoss, refuseUserLoss } from '../../model/plan/user-loss.ts';
import type { Problem } from '../../model/problem/problem.ts';
import type { Catalogue } from '../../resources/create-catalogue.ts';
import type { ResourceType } from '../../resources/resource-type.ts';

/** Refuses deletes of users that the plan does not allow. Judges the requests, because a plan file may have been edited by hand. */
export const checkUserLoss = (plan: Plan, catalogue: Catalogue): readonly Problem[] =>
  refuseUserLoss(
    listChanges(plan)
      .filter((operation) => catalogue.all.some((type) => isDeletingUsers(operation, type)))
      .map((operation) => ({ address: operation.address, usersLost: isUserLoss(operation) ? operation.usersLost : 'unknown' })),
    plan.allowed ?? [],
  );

const isDeletingUsers = ({ requests }: ChangeOperation, type: ResourceType): boolean =>
  type.userCount !== undefined && requests.some(({ method, path }) => method === 'DELETE' && path === `${type.path}/{id}`);
