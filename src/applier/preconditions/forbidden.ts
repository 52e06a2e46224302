import { changesOf, type Operation, type Plan } from '../../model/plan/plan.ts';
import { unallowedUserLoss } from '../../model/plan/user-loss.ts';
import type { Problem } from '../../model/problem/problem.ts';
import type { ResourceType } from '../../resources/define.ts';

/** A plan may come from anywhere: what its requests delete counts, and not what it says of itself. */
export const forbidden = (plan: Plan, catalogue: readonly ResourceType[]): readonly Problem[] =>
  unallowedUserLoss(
    changesOf(plan)
      .filter((operation) => catalogue.some((type) => deletesUsers(operation, type)))
      .map(({ address, usersLost = 'unknown' }) => ({ address, usersLost })),
    plan.allowed ?? [],
  );

const deletesUsers = ({ requests }: Operation, type: ResourceType): boolean =>
  type.users !== undefined && requests.some(({ method, path }) => method === 'DELETE' && path === `${type.path}/{id}`);
