import type { Problem } from '../problem/problem.ts';
import type { Operation } from './operation.ts';
import type { Permission, Plan } from './plan.ts';

/** Checks whether any of the operations deletes user accounts. */
export const hasUserLoss = (operations: readonly Operation[]): boolean =>
  operations.some(({ usersLost }) => usersLost !== undefined);

/** Describes how many user accounts a plan deletes and whether `--allow` permits it. Undefined if it deletes nothing that has users. */
export function formatUserLoss({ operations, allowed = [] }: Pick<Plan, 'operations' | 'allowed'>): string | undefined {
  const lost = operations.flatMap(({ usersLost }) => usersLost ?? []);
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

/** Formats a count: `1 user`, `1,204 users`, `an unknown number of users`. */
export const formatUserCount = (users: number | 'unknown'): string =>
  users === 'unknown' ? 'an unknown number of users' : `${formatThousands(users)} ${users === 1 ? 'user' : 'users'}`;

/** Groups digits with commas. `toLocaleString` would depend on the machine. */
const formatThousands = (count: number): string => String(count).replace(/\B(?=(?:\d{3})+$)/g, ',');

type UserLosingOperation = Pick<Operation, 'address' | 'usersLost'>;

/** Refuses deletes of user accounts without `--allow user-loss`, even at 0 users: more may sign up between plan and apply. */
export function refuseUserLoss(operations: readonly UserLosingOperation[], allow: readonly Permission[]): readonly Problem[] {
  const losing = operations.filter(({ usersLost }) => usersLost !== undefined);
  const [first] = losing;
  if (!first || allow.includes('user-loss')) return [];
  const uncounted = losing.some(({ usersLost }) => usersLost === 'unknown');
  return [
    {
      code: 'guard-user-loss',
      severity: 'error',
      message: `the plan would permanently delete all users of ${formatLosingResources(losing)} and their passwords`,
      ...(losing.length === 1 ? { place: { kind: 'address', address: first.address } } : {}),
      hint: [
        'To keep them, declare the resource or remove its type from reconcile.prune. To delete them, plan again with --allow user-loss.',
        ...(uncounted ? ['Grant read:users to the application to see how many users are affected.'] : []),
      ].join('\n'),
    },
  ];
}

const MAX_NAMED_RESOURCES = 5;

/** Formats addresses with their user counts: `connections/people (3 users), connections/partners (0 users) and 7 more`. */
function formatLosingResources(losing: readonly UserLosingOperation[]): string {
  const names = losing
    .slice(0, MAX_NAMED_RESOURCES)
    .map(({ address, usersLost = 'unknown' }) => `${address} (${formatUserCount(usersLost)})`);
  const more = losing.length > MAX_NAMED_RESOURCES ? ` and ${losing.length - MAX_NAMED_RESOURCES} more` : '';
  return names.join(', ') + more;
}
