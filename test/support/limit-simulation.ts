import { getSubscriptionLimits } from '../../src/emulator/facts/subscription-rate-limits.ts';
import type { SubscriptionName } from '../../src/emulator/index.ts';
import { RateLimiter } from '../../src/emulator/limits/rate-limiter.ts';
import type { TokenBucketOptions } from '../../src/emulator/limits/token-bucket.ts';
import { createManagementApi } from '../../src/management-api/api-client.ts';
import type { Transport } from '../../src/management-api/transport/wire-messages.ts';
import type { RequestMethod } from '../../src/model/plan/planned-request.ts';
import { runInVirtualTime } from './virtual-time.ts';

interface SimulatedRequest {
  readonly method: RequestMethod;
  /** With its parameters in braces. */
  readonly path: string;
}

/** What a run of tenon asks for: reads and writes, some counted with the rest, some in a bucket of their own. */
const MIX: readonly SimulatedRequest[] = [
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

/** Our table lists it beside an endpoint that has a bucket of its own; the subscriptions here count it with the rest. */
const UNSURE_REQUEST: SimulatedRequest = { method: 'GET', path: '/organizations/{id}/connections' };

const LATENCY_MS = 50;
const CONCURRENCY = 10;
const HALF_SHARE = 0.5;

/** Who else spends: one whose requests take half of the bucket for all (or all other) endpoints; or half of every bucket is taken. */
export const OTHER_LOADS = ['alone', 'beside requests for half', 'beside half of every bucket'] as const;
export type OtherLoad = (typeof OTHER_LOADS)[number];

export interface Scenario {
  readonly plan: SubscriptionName;
  readonly company: OtherLoad;
  readonly requests: number;
  /** When the other's first request comes, in parts of his pause. */
  readonly phase?: number;
  /** The share that is left to others; a fifth if not given. */
  readonly headroom?: number;
  /** By how much a way to the server and back may take longer, in parts of what it takes. */
  readonly jitter?: number;
  /** Whether endpoints are asked for of which the client cannot know the bucket. */
  readonly unsure?: boolean;
}

export interface SimulationResult {
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
export const simulate = (scenario: Scenario): Promise<SimulationResult> => runInVirtualTime(() => runScenario(scenario));

async function runScenario({
  plan,
  company,
  requests,
  phase = 0.5,
  headroom = 0.2,
  jitter = 0,
  unsure = false,
}: Scenario): Promise<SimulationResult> {
  const subscription = getSubscriptionLimits(plan);
  const began = Date.now();
  let [serverTime, last, refused, theirs, theirsRefused] = [began, began, 0, 0, 0];
  const limits = new RateLimiter(subscription, () => new Date(serverTime));
  if (company === 'beside half of every bucket') limits.consume({ share: HALF_SHARE });
  const theirPause =
    company === 'beside requests for half' ? 1000 / (subscription.global.perSecond * HALF_SHARE) : Number.POSITIVE_INFINITY;
  let theirNext = began + theirPause * phase;
  const mix = unsure ? [...MIX, UNSURE_REQUEST] : MIX;
  const asked = Array.from({ length: requests }, (_, n) => mix[n % mix.length] ?? UNSURE_REQUEST);
  const random = createRandom(requests + phase);
  const waitHalfLatency = () => waitMs((LATENCY_MS / 2) * (1 + jitter * random()));
  const sendSimulated: Transport = async ({ method, url }) => {
    const path = new URL(url).pathname.slice('/api/v2'.length).replaceAll('%7B', '{').replaceAll('%7D', '}');
    await waitHalfLatency();
    for (; theirNext <= Date.now(); theirNext += theirPause) {
      serverTime = theirNext;
      theirs += 1;
      if (limits.take({ method: 'GET', path: '/roles' }).refusal) theirsRefused += 1;
    }
    serverTime = Date.now();
    const taken = limits.take({ method, path });
    await waitHalfLatency();
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
    headroom,
    concurrency: CONCURRENCY,
    transport: sendSimulated,
  });
  await Promise.all(asked.map((one) => api.send(one)));
  await api.close();
  return {
    refused,
    theirs,
    theirsRefused,
    seconds: (last - began) / 1000,
    floor: computeFloor({ plan, company, headroom, jitter, asked }),
  };
}

/** The same numbers in every run. */
function createRandom(seed: number): () => number {
  let state = Math.floor(seed * 1000) + 1;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}

interface FloorInput {
  readonly plan: SubscriptionName;
  readonly company: OtherLoad;
  readonly headroom: number;
  readonly jitter: number;
  readonly asked: readonly SimulatedRequest[];
}

const waitMs = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/**
 * What the arithmetic of the buckets allows: each gives at once what it holds above the headroom, and then what comes back and
 * others do not take. The slowest bucket decides, or the network, where so many requests at once are slower still.
 */
function computeFloor({ plan, company, headroom, jitter, asked }: FloorInput): Floor {
  const { global: wide, groups, excludesGroups: apart } = getSubscriptionLimits(plan);
  const findGroup = ({ method, path }: SimulatedRequest) =>
    groups.find(({ operations }) =>
      operations.some((operation) => stripParameters(operation) === `${method} ${stripParameters(path)}`),
    );
  const countRequests = (group: (typeof groups)[number]) => asked.filter((one) => findGroup(one) === group).length;
  const inWide = apart ? asked.filter((one) => !findGroup(one)) : asked;
  const floors: Floor[] = [
    { by: 'network', seconds: (asked.length / CONCURRENCY) * (LATENCY_MS / 1000) * (1 + jitter / 2) },
    { by: 'all', seconds: computeBucketFloor(wide, inWide.length, headroom, company === 'alone' ? 0 : HALF_SHARE) },
    ...groups.map((group) => ({
      by: group.operations[0] ?? '',
      seconds: computeBucketFloor(
        group.limit,
        countRequests(group),
        headroom,
        company === 'beside half of every bucket' ? HALF_SHARE : 0,
      ),
    })),
  ];
  return floors.reduce((slowest, floor) => (floor.seconds > slowest.seconds ? floor : slowest));
}

function computeBucketFloor({ burst, perSecond }: TokenBucketOptions, requests: number, headroom: number, taken: number): number {
  const usable = burst - Math.min(Math.ceil(burst * headroom), burst - 1);
  return Math.max(requests - usable, 0) / (perSecond * (1 - taken));
}

const stripParameters = (text: string): string => text.replaceAll(/\{[^}]*\}/g, '{}');
