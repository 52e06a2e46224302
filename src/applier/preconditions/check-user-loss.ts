import { listChanges, type Operation, type Plan } from '../../model/plan/plan.ts';
import { refuseUserLoss } from '../../model/plan/user-loss.ts';
import type { Problem } from '../../model/problem/problem.ts';
import type { ResourceType } from '../../resources/resource-type.ts';

/** A plan may come from anywhere: what its requests delete counts, and not what it says of itself. */
export const checkUserLoss = (plan: Plan, catalogue: readonly ResourceType[]): readonly Problem[] =>
  refuseUserLoss(
    listChanges(plan)
      .filter((operation) => catalogue.some((type) => isDeletingUsers(operation, type)))
      .map(({ address, usersLost = 'unknown' }) => ({ address, usersLost })),
    plan.allowed ?? [],
  );

const isDeletingUsers = ({ requests }: Operation, type: ResourceType): boolean =>
  type.userCount !== undefined && requests.some(({ method, path }) => method === 'DELETE' && path === `${type.path}/{id}`);
