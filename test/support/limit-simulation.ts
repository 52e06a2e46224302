import { limitsOf, type PlanName } from '../../src/emulator/facts/rate-limits.ts';
import type { LimitOptions } from '../../src/emulator/limits/bucket.ts';
import { RateLimiter } from '../../src/emulator/limits/rate-limiter.ts';
import { createManagementApi } from '../../src/management-api/client.ts';
import type { Transport } from '../../src/management-api/wire.ts';
import type { Method } from '../../src/model/plan.ts';
import { inVirtualTime } from './virtual-time.ts';

interface Asked {
  readonly method: Method;
  /** With its parameters in braces. */
  readonly path: string;
}

/** What a run of tenon asks for: reads and writes, some counted with the rest, some in a bucket of their own. */
const MIX: readonly Asked[] = [
  { method: 'GET', path: '/organizations' },
  { method: 'POST', path: '/roles' },
  { method: 'GET', path: '/organizations/{id}/enabled_connections' },
  { method: 'GET', path: '/roles/{id}/permissions' },
  { method: 'DELETE', path: '/roles/{id}' },
  { method: 'GET', path: '/connections' },
  { method: 'PATCH', path: '/clients/{id}' },
  { method: 'GET', path: '/organizations/{id}' },
  { method: 'POST', path: '/client-grants' },
  { method: 'POST', path: '/organizations' },
  { method: 'GET', path: '/resource-servers' },
  { method: 'POST', path: '/organizations/{id}/enabled_connections' },
];

const LATENCY_MS = 50;
const WIDTH = 10;
const HEADROOM = 0.2;
const HALF = 0.5;

/** Who else spends: one whose requests take half of the bucket for all (or all other) endpoints; or half of every bucket is taken. */
export const COMPANIES = ['alone', 'beside requests for half', 'beside half of every bucket'] as const;
export type Company = (typeof COMPANIES)[number];

export interface Scenario {
  readonly plan: PlanName;
  readonly company: Company;
  readonly requests: number;
  /** When the other's first request comes, in parts of his pause. */
  readonly phase?: number;
}

export interface Simulated {
  /** Refused by a limit: of ours, and of the other's requests. */
  readonly refused: number;
  readonly theirsRefused: number;
  readonly theirs: number;
  readonly seconds: number;
  readonly floor: Floor;
}

export interface Floor {
  readonly seconds: number;
  /** What is slowest. */
  readonly by: string;
}

/** The real client, on its real clock, against the buckets of a subscription, in virtual time. */
export const simulate = (scenario: Scenario): Promise<Simulated> => inVirtualTime(() => run(scenario));

async function run({ plan, company, requests, phase = 0.5 }: Scenario): Promise<Simulated> {
  const subscription = limitsOf(plan);
  const began = Date.now();
  let [serverTime, last, refused, theirs, theirsRefused] = [began, began, 0, 0, 0];
  const limits = new RateLimiter(subscription, () => new Date(serverTime));
  if (company === 'beside half of every bucket') limits.consume({ share: HALF });
  const theirPause =
    company === 'beside requests for half' ? 1000 / (subscription.wide.perSecond * HALF) : Number.POSITIVE_INFINITY;
  let theirNext = began + theirPause * phase;
  const asked = Array.from({ length: requests }, (_, n) => MIX[n % MIX.length] ?? { method: 'GET' as const, path: '/roles' });
  const transport: Transport = async ({ method, url }) => {
    const path = new URL(url).pathname.slice('/api/v2'.length).replaceAll('%7B', '{').replaceAll('%7D', '}');
    await pause(LATENCY_MS / 2);
    for (; theirNext <= Date.now(); theirNext += theirPause) {
      serverTime = theirNext;
      theirs += 1;
      if (limits.take({ method: 'GET', path: '/roles' }).refusal) theirsRefused += 1;
    }
    serverTime = Date.now();
    const taken = limits.take({ method, path });
    await pause(LATENCY_MS / 2);
    if (taken.refusal) refused += 1;
    last = Date.now();
    const headers = { get: (name: string) => taken.headers[name] ?? null };
    return { kind: 'answer', status: taken.refusal ? 429 : 200, headers, text: '{}' };
  };
  const api = createManagementApi({
    domain: 'acme.eu.auth0.com',
    credentials: { kind: 'token', accessToken: 'simulated' },
    runId: 'simulated',
    toolVersion: '0',
    headroom: HEADROOM,
    concurrency: WIDTH,
    transport,
  });
  await Promise.all(asked.map((one) => api.send(one)));
  await api.close();
  return { refused, theirs, theirsRefused, seconds: (last - began) / 1000, floor: floorOf(plan, company, asked) };
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/**
 * What the arithmetic of the buckets allows: each gives at once what it holds above the default headroom, and then what comes back and
 * others do not take. The slowest bucket decides, or the network, where so many requests at once are slower still.
 */
function floorOf(plan: PlanName, company: Company, asked: readonly Asked[]): Floor {
  const { wide, groups, apart } = limitsOf(plan);
  const groupOf = ({ method, path }: Asked) =>
    groups.find(({ operations }) => operations.some((operation) => plain(operation) === `${method} ${plain(path)}`));
  const countOf = (group: (typeof groups)[number]) => asked.filter((one) => groupOf(one) === group).length;
  const inWide = apart ? asked.filter((one) => !groupOf(one)) : asked;
  const floors: Floor[] = [
    { by: 'network', seconds: (asked.length / WIDTH) * (LATENCY_MS / 1000) },
    { by: 'all', seconds: floorOfBucket(wide, inWide.length, company === 'alone' ? 0 : HALF) },
    ...groups.map((group) => ({
      by: group.operations[0] ?? '',
      seconds: floorOfBucket(group.limit, countOf(group), company === 'beside half of every bucket' ? HALF : 0),
    })),
  ];
  return floors.reduce((slowest, floor) => (floor.seconds > slowest.seconds ? floor : slowest));
}

function floorOfBucket({ burst, perSecond }: LimitOptions, requests: number, taken: number): number {
  const usable = burst - Math.min(Math.ceil(burst * HEADROOM), burst - 1);
  return Math.max(requests - usable, 0) / (perSecond * (1 - taken));
}

const plain = (text: string): string => text.replaceAll(/\{[^}]*\}/g, '{}');
