import type { Problem } from '../problem/problem.ts';
import type { DeleteOperation, Operation } from './operation.ts';
import type { Permission, Plan } from './plan.ts';

/** A delete of a resource that has user accounts, even if there are none at the moment. */
export type UserLoss = DeleteOperation & { readonly usersLost: number | 'unknown' };

export const isUserLoss = (operation: Operation): operation is UserLoss =>
  operation.action === 'delete' && operation.usersLost !== undefined;

/** Describes how many user accounts a plan deletes and whether `--allow` permits it. Undefined if it deletes nothing that has users. */
export function formatUserLoss({ operations, allowed = [] }: Pick<Plan, 'operations' | 'allowed'>): string | undefined {
  const lost = operations.filter(isUserLoss).map(({ usersLost }) => usersLost);
  if (lost.length === 0) return undefined;
  const permission = allowed.includes('user-loss') ? 'allowed by --allow user-loss' : 'not allowed without --allow user-loss';
  const counts = lost.filter((users) => users !== 'unknown');
  const total = counts.reduce((sum, users) => sum + users, 0);
  const parts = [
    ...(total === 0 ? [] : [formatUserCount(total)]),
    ...(counts.length === lost.length ? [] : [formatUserCount('unknown')]),
  ];
  return `${parts.length === 0 ? 'no users affected' : `${parts.join(' and ')} will be permanently deleted`} (${permission})`;
}

/** Formats a count: `no users affected`, `1 user`, `1,204 users`, `an unknown number of users`. */
export function formatUserCount(users: number | 'unknown'): string {
  if (users === 'unknown') return 'an unknown number of users';
  if (users === 0) return 'no users affected';
  return `${formatThousands(users)} ${users === 1 ? 'user' : 'users'}`;
}

/** Groups digits with commas. `toLocaleString` would depend on the machine. */
const formatThousands = (count: number): string => String(count).replace(/\B(?=(?:\d{3})+$)/g, ',');

/** Refuses deletes of user accounts without `--allow user-loss`, even at 0 users: more may sign up between plan and apply. */
export function refuseUserLoss(losses: readonly LosingResource[], allow: readonly Permission[]): readonly Problem[] {
  const [first] = losses;
  if (!first || allow.includes('user-loss')) return [];
  const uncounted = losses.some(({ usersLost }) => usersLost === 'unknown');
  return [
    {
      code: 'guard-user-loss',
      severity: 'error',
      message: `the plan would permanently delete users and their passwords: ${formatLosingResources(losses)}`,
      ...(losses.length === 1 ? { place: { kind: 'address', address: first.address } } : {}),
      hint: [
        'To keep them, keep what has them: declare it without "$absent", or remove its type from reconcile.prune. To delete them, plan again with --allow user-loss.',
        ...(uncounted ? ['Grant read:users to the application to see how many users are affected.'] : []),
      ].join('\n'),
    },
  ];
}

type LosingResource = Pick<UserLoss, 'address' | 'usersLost'>;

const MAX_NAMED_RESOURCES = 5;

/** Formats addresses with their user counts: `connections/people (3 users), connections/partners (no users affected) and 7 more`. */
function formatLosingResources(losses: readonly LosingResource[]): string {
  const names = losses
    .slice(0, MAX_NAMED_RESOURCES)
    .map(({ address, usersLost }) => `${address} (${formatUserCount(usersLost)})`);
  const more = losses.length > MAX_NAMED_RESOURCES ? ` and ${losses.length - MAX_NAMED_RESOURCES} more` : '';
  return names.join(', ') + more;
}
