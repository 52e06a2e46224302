import type { Problem } from '../problem/problem.ts';
import type { Operation, Permission, Plan } from './plan.ts';

/** Whether any of these deletes people's accounts. */
export const hasUserLoss = (operations: readonly Operation[]): boolean =>
  operations.some(({ usersLost }) => usersLost !== undefined);

/** All the people whose accounts a plan deletes, and whether it may; undefined where nobody loses one. */
export function formatUserLoss({ operations, allowed = [] }: Pick<Plan, 'operations' | 'allowed'>): string | undefined {
  const lost = operations.flatMap(({ usersLost }) => usersLost ?? []);
  const counts = lost.filter((users) => users !== 'unknown');
  if (lost.length === 0) return undefined;
  const counted = counts.length === 0 ? [] : [formatUserCount(counts.reduce((sum, users) => sum + users, 0))];
  const uncounted = counts.length === lost.length ? [] : [formatUserCount('unknown')];
  const may = allowed.includes('user-loss') ? 'allowed by --allow user-loss' : 'not allowed without --allow user-loss';
  return `${[...counted, ...uncounted].join(' and ')} will be deleted for good (${may})`;
}

/** `1,204 users`, `an unknown number of users` */
export const formatUserCount = (users: number | 'unknown'): string =>
  users === 'unknown' ? 'an unknown number of users' : `${formatThousands(users)} ${users === 1 ? 'user' : 'users'}`;

/** Thousands apart, alike in every locale. */
const formatThousands = (count: number): string => String(count).replace(/\B(?=(?:\d{3})+$)/g, ',');

type UserLosingOperation = Pick<Operation, 'address' | 'usersLost'>;

/** Asked for each time, whatever the number is: who signs up between the plan and its apply is not counted. */
export function refuseUserLoss(operations: readonly UserLosingOperation[], allow: readonly Permission[]): readonly Problem[] {
  const losing = operations.filter(({ usersLost }) => usersLost !== undefined);
  const [first] = losing;
  if (!first || allow.includes('user-loss')) return [];
  const uncounted = losing.some(({ usersLost }) => usersLost === 'unknown');
  return [
    {
      code: 'guard-user-loss',
      severity: 'error',
      message: `all users of ${formatLosingResources(losing)} would be deleted for good, with their passwords`,
      ...(losing.length === 1 ? { place: { kind: 'address', address: first.address } } : {}),
      hint: [
        'To keep them, declare the resource or take its type out of reconcile.prune. If it is meant, plan again with --allow user-loss.',
        ...(uncounted ? ['A token with read:users shows how many they are.'] : []),
      ].join('\n'),
    },
  ];
}

const MAX_NAMED_RESOURCES = 5;

/** `connections/people (3 users), connections/partners (0 users) and 7 more` */
function formatLosingResources(losing: readonly UserLosingOperation[]): string {
  const names = losing
    .slice(0, MAX_NAMED_RESOURCES)
    .map(({ address, usersLost = 'unknown' }) => `${address} (${formatUserCount(usersLost)})`);
  const more = losing.length > MAX_NAMED_RESOURCES ? ` and ${losing.length - MAX_NAMED_RESOURCES} more` : '';
  return names.join(', ') + more;
}
