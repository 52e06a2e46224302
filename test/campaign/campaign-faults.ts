import type { Fault, FaultProxy, ProxiedRequest } from '../support/fault-proxy.ts';
import { startLag } from './read-lag.ts';

/** What happens to one write, in the words of the table. */
export const CAMPAIGN_FAULTS = [
  'lost',
  'lost-blind',
  'lost-lag-1s',
  'lost-lag-3s',
  'lost-lag-6s',
  'limited',
  'error',
  'error-after',
  'hang',
  'drip',
  'truncated',
  'expired',
  'kill-before',
  'kill-after',
] as const;
export type FaultName = (typeof CAMPAIGN_FAULTS)[number];

const WIRE: Readonly<Record<FaultName, Fault | undefined>> = {
  lost: 'lost after',
  'lost-blind': 'lost after',
  'lost-lag-1s': 'lost after',
  'lost-lag-3s': 'lost after',
  'lost-lag-6s': 'lost after',
  limited: 'limited',
  error: 'error before',
  'error-after': 'error after',
  hang: 'hangs after',
  drip: 'drips',
  truncated: 'truncated',
  expired: 'expired',
  'kill-before': 'lost before',
  // Carried out and answered; nobody is there any more to read it.
  'kill-after': undefined,
};
const LAG_MS: Readonly<Partial<Record<FaultName, number>>> = { 'lost-lag-1s': 1000, 'lost-lag-3s': 3000, 'lost-lag-6s': 6000 };
const LIMITED_MS = 1000;

/** Waits for the client's own deadline, which is short only inside of the campaign's process. */
export const isSlow = (fault: FaultName): boolean => fault === 'hang' || fault === 'drip';
export const isKill = (fault: FaultName): boolean => fault === 'kill-before' || fault === 'kill-after';

export const isWrite = ({ method, path }: ProxiedRequest): boolean => method !== 'GET' && path.startsWith('/api/v2/');

/** The write that the fault met, and how often the very same was sent. */
export interface FaultHit {
  readonly hit: ProxiedRequest | undefined;
  readonly times: number;
}

/** From now on the k-th write meets the fault, counted from 1; `onHit` is called as it arrives. */
export function scheduleFault(
  proxy: FaultProxy,
  fault: FaultName,
  k: number,
  onHit: () => void = () => undefined,
): () => FaultHit {
  let writes = 0;
  let hit: ProxiedRequest | undefined;
  let until = 0;
  const lag = LAG_MS[fault] === undefined ? undefined : startLag(LAG_MS[fault]);
  proxy.clear();
  proxy.chooseFault = (seen) => {
    if (Date.now() < until) return 'limited';
    if (hit && isKill(fault)) return 'lost before';
    if (hit && fault === 'lost-blind' && seen.method === 'GET') return 'error before';
    if (!isWrite(seen)) return undefined;
    writes += 1;
    if (writes !== k) return undefined;
    hit = seen;
    if (fault === 'limited') until = Date.now() + LIMITED_MS;
    onHit();
    return WIRE[fault];
  };
  if (lag) proxy.answer = (seen, ask) => lag(seen, ask, seen === hit);
  return () => ({ hit, times: proxy.seen.filter((seen) => isSame(seen, hit)).length });
}

const isSame = (seen: ProxiedRequest, hit: ProxiedRequest | undefined): boolean =>
  hit !== undefined && seen.method === hit.method && seen.path === hit.path && seen.body === hit.body;
