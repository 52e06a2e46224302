import Bottleneck from 'bottleneck';
import { getSpanMs, type Rate } from '../rate-limits/facts/published-rates.ts';
import type { SharedBucket, Turn } from './shared-limits.ts';

/** How often each process looks whether something came back. At the default of five seconds a third of the rate is lost. */
const HEARTBEAT_MS = 250;
/** What a process that was killed had in hand is forgotten. */
const EXPIRATION_MS = 5000;
/** By then a bucket that nobody used is full again. */
const IDLE_TIMEOUT_MS = 60 * 60_000;

/**
 * The bucket as all processes together count it: a Bottleneck in Redis, whose reservoir comes back at the published rate. It hands out
 * turns and nothing else, so that a process that is killed holds nothing that others wait for.
 */
export function createSharedTurn(
  bucket: SharedBucket,
  connection: Bottleneck.IORedisConnection,
  onError: (error: unknown) => void,
): Turn {
  const limiter = new Bottleneck({
    // The limit is part of the name: settings are those of whoever came first, and a subscription may change.
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

/** The smallest whole amounts in whole milliseconds: what comes in lumps is lost where the bucket is small. */
function computeRefill(rate: Rate): { readonly reservoirIncreaseInterval: number; readonly reservoirIncreaseAmount: number } {
  const span = getSpanMs(rate);
  const divisor = computeGreatestCommonDivisor(span, rate.count);
  return { reservoirIncreaseInterval: span / divisor, reservoirIncreaseAmount: rate.count / divisor };
}

const computeGreatestCommonDivisor = (a: number, b: number): number => (b === 0 ? a : computeGreatestCommonDivisor(b, a % b));
