import { setTimeout as moment } from 'node:timers/promises';
import { limitsOf, type PlanName } from '../../src/emulator/facts/rate-limits.ts';
import { RateLimiter } from '../../src/emulator/limits/rate-limiter.ts';
import { createManagementApi } from '../../src/management-api/client.ts';
import type { Clock } from '../../src/management-api/clock.ts';
import type { Transport } from '../../src/management-api/wire.ts';
import type { Method } from '../../src/model/plan.ts';

/**
 * Time that passes only when nothing else happens: the client's own work takes none of it. Bottleneck lives on real timers of a
 * millisecond, so that long nothing must have happened.
 */
function idleClock(): Clock {
  let now = 1_700_000_000_000;
  const sleepers = new Set<{ readonly at: number; readonly wake: () => void }>();
  let turning = false;
  const turn = async (): Promise<void> => {
    if (turning) return;
    turning = true;
    while (sleepers.size > 0) {
      await moment(4);
      const [first] = [...sleepers].sort((a, b) => a.at - b.at);
      if (!first) break;
      now = Math.max(now, first.at);
      sleepers.delete(first);
      first.wake();
    }
    turning = false;
  };
  return {
    now: () => now,
    sleep: (ms, signal) =>
      new Promise((resolve) => {
        if (signal?.aborted) return resolve();
        const sleeper = { at: now + Math.max(ms, 0), wake: resolve };
        sleepers.add(sleeper);
        signal?.addEventListener('abort', () => {
          sleepers.delete(sleeper);
          resolve();
        });
        void turn();
      }),
  };
}

interface Asked {
  readonly method: Method;
  /** With its parameters in braces. */
  readonly path: string;
}

/** What a run of tenon asks for: most of it is counted together, some has a bucket of its own. */
const MIX: readonly Asked[] = [
  { method: 'GET', path: '/organizations' },
  { method: 'POST', path: '/roles' },
  { method: 'GET', path: '/roles/{id}/permissions' },
  { method: 'DELETE', path: '/roles/{id}' },
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

export interface Simulated {
  readonly plan: PlanName;
  /** What somebody else's requests take of the bucket for all, or for all other, endpoints. */
  readonly others: number;
  readonly requests: number;
  /** Refused by a limit. */
  readonly refused: number;
  readonly seconds: number;
  /** What the buckets allow, or the network where that is slower. */
  readonly floor: number;
}

/** The real client against the buckets of a subscription, on simulated time. */
export async function simulate(plan: PlanName, others: number, requests: number): Promise<Simulated> {
  const clock = idleClock();
  let serverTime = clock.now();
  const limits = new RateLimiter(limitsOf(plan), () => new Date(serverTime));
  const asked = Array.from({ length: requests }, (_, n) => MIX[n % MIX.length] ?? { method: 'GET' as const, path: '/roles' });
  const began = clock.now();
  let [refused, last] = [0, began];
  const theirPause = 1000 / (limitsOf(plan).wide.perSecond * others);
  let theirs = began + theirPause;
  const transport: Transport = async ({ method, url }) => {
    const path = new URL(url).pathname.slice('/api/v2'.length).replaceAll('%7B', '{').replaceAll('%7D', '}');
    await clock.sleep(LATENCY_MS / 2);
    for (; theirs <= clock.now(); theirs += theirPause) {
      serverTime = theirs;
      limits.consume({ requests: 1 });
    }
    serverTime = clock.now();
    const taken = limits.take({ method, path });
    await clock.sleep(LATENCY_MS / 2);
    if (taken.refusal) refused += 1;
    last = clock.now();
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
    clock,
    transport,
  });
  await Promise.all(asked.map((one) => api.send(one)));
  await api.close();
  return { plan, others, requests, refused, seconds: (last - began) / 1000, floor: floorOf(plan, others, asked) };
}

/** Each bucket gives what it holds above the headroom, and then what comes back and others do not take; the slowest decides. */
function floorOf(plan: PlanName, others: number, asked: readonly Asked[]): number {
  const { wide, groups, apart } = limitsOf(plan);
  const plain = (text: string): string => text.replaceAll(/\{[^}]*\}/g, '{}');
  const groupOf = ({ method, path }: Asked) =>
    groups.find(({ operations }) => operations.some((operation) => plain(operation) === `${method} ${plain(path)}`));
  const inWide = apart ? asked.filter((one) => !groupOf(one)) : asked;
  const floors = [wide, ...groups.map(({ limit }) => limit)].map((limit, index) => {
    const count = index === 0 ? inWide.length : asked.filter((one) => groupOf(one) === groups[index - 1]).length;
    const usable = limit.burst - Math.min(Math.ceil(limit.burst * HEADROOM), limit.burst - 1);
    return Math.max(count - usable, 0) / (limit.perSecond * (index === 0 ? 1 - others : 1));
  });
  return Math.max(...floors, (asked.length / WIDTH) * (LATENCY_MS / 1000));
}
