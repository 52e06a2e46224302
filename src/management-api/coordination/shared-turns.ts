import Bottleneck from 'bottleneck';
import { getSpanMs, type Rate } from '../rate-limits/facts/published-rates.ts';
import type { SharedBucket, Turn } from './shared-limits.ts';

/** How often each process refills the reservoir. With Bottleneck's default of five seconds, a third of the rate is lost. */
const HEARTBEAT_MS = 250;
/** After this time, Bottleneck drops the job of a process that was killed. */
const EXPIRATION_MS = 5000;
/** Redis drops a bucket that is unused for this long; the server's bucket is full again by then. */
const IDLE_TIMEOUT_MS = 60 * 60_000;

/**
 * Creates the shared gate of a bucket: a Bottleneck in Redis whose reservoir refills at the published rate. Its jobs are empty and
 * only hand out turns, so a killed process cannot block the others.
 */
export function createSharedTurn(
  bucket: SharedBucket,
  connection: Bottleneck.IORedisConnection,
  onError: (error: unknown) => void,
): Turn {
  const limiter = new Bottleneck({
    // Bottleneck keeps the settings of the first process. The limit is part of the id because a subscription may change.
    id: `tenon:${bucket.tenant}:${bucket.name}:${bucket.limit}`,
    datastore: 'ioredis',
    connection,
    clearDatastore: false,
    heartbeatInterval: HEARTBEAT_MS,
    timeout: IDLE_TIMEOUT_MS,
    reservoir: bucket.available,
    reservoirIncreaseMaximum: bucket.usable,
    ...computeRefill(bucket.rate),
  });
  limiter.on('error', onError);
  limiter.ready().catch(onError);
  return () => limiter.schedule({ expiration: EXPIRATION_MS }, async () => undefined);
}

/** Refills in the smallest steps of whole tokens and whole milliseconds: a small bucket would overflow with larger ones. */
function computeRefill(rate: Rate): { readonly reservoirIncreaseInterval: number; readonly reservoirIncreaseAmount: number } {
  const span = getSpanMs(rate);
  const divisor = computeGreatestCommonDivisor(span, rate.count);
  return { reservoirIncreaseInterval: span / divisor, reservoirIncreaseAmount: rate.count / divisor };
}

const computeGreatestCommonDivisor = (a: number, b: number): number => (b === 0 ? a : computeGreatestCommonDivisor(b, a % b));
