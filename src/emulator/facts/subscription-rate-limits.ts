import type { SubscriptionLimits } from '../limits/rate-limiter.ts';
import type { TokenBucketOptions } from '../limits/token-bucket.ts';
import type { SubscriptionName } from './subscription-names.ts';

/**
 * Published limits of each endpoint group in each subscription (August 2026): burst, then sustained rate per minute unless
 * another unit follows. `-` means that the subscription lists no such group. Of two different published limits, the lower one.
 */
const LIMIT_TABLE = `
                            | free      | self-service | enterprise | dev       | 1x        | 5x        | 15x       | 30x         | 60x         | 100x
organizations               | -         | 5 50         | 10 100     | 10 100    | 10 100    | 50 500    | 150 1500  | 300 3000    | 600 6000    | 1000 10000
organization                | -         | 20 200       | 10 100     | 40 500    | 40 500    | 50 2500   | 150 7500  | 300 15000   | 600 30000   | 4000 50000
organization by name        | -         | 10 100       | 20 200     | 20 200    | 20 200    | 100 1000  | 30 3000   | 600 6000    | 1200 12000  | 2000 20000
write organizations         | -         | 5 25         | 5 150      | 5 150     | 5 150     | 25 750    | 75 2250   | 150 4500    | 300 9000    | 500 15000
members                     | -         | 20 200       | 40 500     | 20 200    | 20 200    | 100 1000  | 300 3000  | 600 6000    | 1200 12000  | 2400 24000
write members               | -         | 20 200       | 20 200     | 20 200    | 20 200    | 100 1000  | 300 3000  | 600 6000    | 1200 12000  | 2400 24000
member roles                | -         | 20 200       | 20 200     | 20 200    | 20 200    | 100 1000  | 300 3000  | 600 6000    | 1200 12000  | 2400 24000
write member roles          | -         | 20 200       | 20 200     | 20 200    | 20 200    | 100 1000  | 300 3000  | 600 6000    | 1200 12000  | 2400 24000
enabled connections         | -         | 5 50         | 10 100     | 10 100    | -         | 50 500    | 150 1500  | 300 3000    | 600 6000    | 1200 12000
write enabled connections   | -         | 5 25         | 5 150      | 5 150     | 5 150     | 25 750    | 75 2250   | 150 4500    | 300 9000    | 600 18000
organization grants         | -         | 10 100       | 10 100     | 10 100    | 10 100    | 50 500    | 150 1500  | 300 3000    | 600 6000    | -
write organization grants   | -         | 5 150        | 5 150      | 5 150     | 5 150     | 25 750    | 75 2250   | 150 4500    | 300 9000    | -
organizations of a user     | -         | -            | 40 500     | -         | -         | -         | -         | -           | -           | -
invitations                 | -         | -            | 20 200     | -         | -         | -         | -         | -           | -           | -
write invitations           | -         | -            | 20 200     | -         | -         | -         | -         | -           | -           | -
search clients              | -         | 5 150        | 5 150      | 5 150     | 5 150     | 25 750    | 75 2250   | 150 4500    | 300 9000    | -
clients                     | -         | 5 100        | -          | -         | -         | -         | -         | -           | -           | -
connections                 | -         | 5 50         | -          | -         | -         | -         | -         | -           | -           | -
users                       | -         | 40 500       | -          | -         | -         | -         | -         | -           | -           | -
write users                 | -         | 20 200       | -          | -         | -         | -         | -         | -           | -           | -
delete users                | -         | 20 200       | -          | -         | -         | -         | -         | -           | -           | -
logs                        | -         | 10 100       | -          | -         | -         | -         | -         | -           | -           | -
device credentials          | -         | 5 100        | -          | -         | -         | -         | -         | -           | -           | -
email templates             | 10 50     | 10 50        | 15 150     | -         | -         | -         | -         | -           | -           | -
write email templates       | 5 25      | 5 25         | 10 100     | -         | -         | -         | -         | -           | -           | -
email provider              | 5 25      | 5 25         | 15 150     | -         | -         | -         | -         | -           | -           | -
write email provider        | 5 25      | 5 25         | 10 100     | -         | -         | -         | -         | -           | -           | -
token exchange profiles     | -         | 20 200       | 20 200     | -         | 20 200    | 100 1000  | 300 3000  | 600 6000    | 1200 12000  | 2000 20000
write token exchange        | -         | 5 100        | 5 100      | -         | 5 100     | 15 300    | 15 300    | 15 300      | 15 300      | 15 300
partials                    | -         | 5 5          | 5 5        | 5 5       | 5 5       | 5 5       | 5 5       | 5 5         | 5 5         | -
write partials              | -         | 5 5          | 5 5        | 5 5       | 5 5       | 5 5       | 5 5       | 5 5         | 5 5         | -
verify custom domain        | 5 5       | 5 5          | 5 5        | 5 5       | 5 5       | 5 5       | 5 5       | 5 5         | 5 5         | 5 5
rotate signing keys         | 5 5/day   | 5 5/day      | 5 5/day    | 5 5/day   | 5 5/day   | 5 5/day   | 5 5/day   | 5 5/day     | 5 5/day     | 5 5/day
connection status           | 100 15/s  | 100 15/s     | 100 15/s   | 100 15/s  | 100 15/s  | 100 15/s  | 100 15/s  | 100 15/s    | 100 15/s    | 100 15/s`;

/** The operations of each group. They share one bucket. */
const GROUP_OPERATIONS: Readonly<Record<string, readonly string[]>> = {
  organizations: ['GET /organizations'],
  organization: ['GET /organizations/{id}'],
  'organization by name': ['GET /organizations/name/{name}'],
  'write organizations': ['POST /organizations', 'PATCH /organizations/{id}', 'DELETE /organizations/{id}'],
  members: ['GET /organizations/{id}/members'],
  'write members': ['POST /organizations/{id}/members', 'DELETE /organizations/{id}/members'],
  'member roles': ['GET /organizations/{id}/members/{user_id}/roles'],
  'write member roles': [
    'POST /organizations/{id}/members/{user_id}/roles',
    'DELETE /organizations/{id}/members/{user_id}/roles',
  ],
  'enabled connections': [
    'GET /organizations/{id}/enabled_connections',
    'GET /organizations/{id}/enabled_connections/{connectionId}',
  ],
  'write enabled connections': [
    'POST /organizations/{id}/enabled_connections',
    'PATCH /organizations/{id}/enabled_connections/{connectionId}',
    'DELETE /organizations/{id}/enabled_connections/{connectionId}',
  ],
  'organization grants': ['GET /organizations/{id}/client-grants'],
  'write organization grants': ['POST /organizations/{id}/client-grants'],
  'organizations of a user': ['GET /users/{id}/organizations'],
  invitations: ['GET /organizations/{id}/invitations', 'GET /organizations/{id}/invitations/{invitation_id}'],
  'write invitations': ['POST /organizations/{id}/invitations'],
  'search clients': ['GET /clients?q'],
  clients: ['GET /clients'],
  connections: ['GET /connections'],
  users: ['GET /users'],
  'write users': ['POST /users', 'PATCH /users/{id}'],
  'delete users': ['DELETE /users/{id}'],
  logs: ['GET /logs'],
  'device credentials': ['POST /device-credentials', 'DELETE /device-credentials/{id}'],
  'email templates': ['GET /email-templates/{templateName}'],
  'write email templates': [
    'POST /email-templates',
    'PATCH /email-templates/{templateName}',
    'PUT /email-templates/{templateName}',
  ],
  'email provider': ['GET /emails/provider'],
  'write email provider': ['POST /emails/provider', 'PATCH /emails/provider', 'DELETE /emails/provider'],
  'token exchange profiles': ['GET /token-exchange-profiles', 'GET /token-exchange-profiles/{id}'],
  'write token exchange': [
    'POST /token-exchange-profiles',
    'PATCH /token-exchange-profiles/{id}',
    'DELETE /token-exchange-profiles/{id}',
  ],
  partials: ['GET /prompts/{prompt}/partials'],
  'write partials': ['PUT /prompts/{prompt}/partials'],
  'verify custom domain': ['POST /custom-domains/{id}/verify'],
  'rotate signing keys': ['POST /keys/signing/rotate'],
  'connection status': ['GET /connections/{id}/status'],
};

interface SubscriptionFacts {
  /** Column of `LIMIT_TABLE`. */
  readonly column: string;
  /** Limit of all endpoints, or with `excludesGroups` of the endpoints outside all groups. */
  readonly global: string;
  /** Grouped endpoints are charged to their group only; default: to the global bucket as well. */
  readonly excludesGroups?: true;
  /** Requests per second to `/oauth/token`, or to the whole Authentication API if no separate limit is published. */
  readonly tokens: number;
  /** Log retention in days. */
  readonly logDays: number;
}

const SUBSCRIPTIONS: Readonly<Record<SubscriptionName, SubscriptionFacts>> = {
  free: { column: 'free', global: '2 2/s', tokens: 30, logDays: 1 },
  essentials: { column: 'self-service', global: '10 150', excludesGroups: true, tokens: 25, logDays: 5 },
  professional: { column: 'self-service', global: '10 150', excludesGroups: true, tokens: 25, logDays: 10 },
  enterprise: { column: 'enterprise', global: '50 16/s', tokens: 100, logDays: 30 },
  'enterprise-nonprod': { column: 'enterprise', global: '10 2/s', tokens: 100, logDays: 30 },
  'private-dev': { column: 'dev', global: '20 20/s', tokens: 20, logDays: 30 },
  'private-100': { column: '1x', global: '50 50/s', tokens: 100, logDays: 30 },
  'private-500': { column: '5x', global: '250 250/s', tokens: 500, logDays: 30 },
  'private-1500': { column: '15x', global: '750 750/s', tokens: 1500, logDays: 30 },
  'private-3000': { column: '30x', global: '1500 1500/s', tokens: 3000, logDays: 30 },
  'private-6000': { column: '60x', global: '3000 3000/s', tokens: 6000, logDays: 30 },
  'private-10000': { column: '100x', global: '5000 5000/s', tokens: 10_000, logDays: 30 },
};

/** Returns the log retention of a subscription in days. */
export const getLogDays = (plan: SubscriptionName): number => SUBSCRIPTIONS[plan].logDays;

const SECONDS: Readonly<Record<string, number>> = { s: 1, day: 86_400 };

/** Parses a limit: `5 50` is a burst of 5 and 50 per minute; `100 15/s` is per second, `5 5/day` per day. */
function parseLimit(text: string): TokenBucketOptions {
  const [burst = '', sustained = ''] = text.split(' ');
  const [count = '', unit = ''] = sustained.split('/');
  return { burst: Number(burst), perSecond: Number(count) / (SECONDS[unit] ?? 60) };
}

export function getSubscriptionLimits(plan: SubscriptionName): SubscriptionLimits {
  const { column, global, tokens, excludesGroups = false } = SUBSCRIPTIONS[plan];
  const [head = [], ...rows] = LIMIT_TABLE.trimStart()
    .split('\n')
    .map((line) => line.split('|').map((cell) => cell.trim()));
  const columnIndex = head.indexOf(column);
  const groups = rows.flatMap((row) => {
    const cell = row[columnIndex] ?? '-';
    return cell === '-' ? [] : [{ operations: GROUP_OPERATIONS[row[0] ?? ''] ?? [], limit: parseLimit(cell) }];
  });
  return { global: parseLimit(global), groups, excludesGroups, tokens: { burst: tokens, perSecond: tokens } };
}
