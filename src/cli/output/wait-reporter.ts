import { type ApiEvent, LONG_WAIT_MS } from '../../management-api/api-events.ts';
import type { Progress } from '../../workflows/ports.ts';

type WaitEvent = Extract<ApiEvent, { kind: 'waiting' }>;

/** Requests that were refused together wait until the same time. */
const SAME_WAIT_MS = 1000;

/** Shows a short wait on a terminal only; writes a separate line to stderr for a long one, in every output format. */
export function createWaitReporter(progress: Progress): (event: WaitEvent) => void {
  const shownUntil = new Map<string, number>();
  return (event) => {
    const { bucket, ms, until } = event;
    if (ms <= LONG_WAIT_MS) return progress.show(`waiting ${Math.ceil(ms / 1000)} s (${event.why}) …`);
    if (until <= (shownUntil.get(bucket) ?? 0) + SAME_WAIT_MS) return;
    shownUntil.set(bucket, until);
    progress.writeLine(formatLongWait(event));
  };
}

function formatLongWait({ why, bucket, ms, until }: WaitEvent): string {
  const reason = why === 'limit' ? `rate limit of "${bucket}"` : 'retry after a failed request';
  return `waiting ${Math.ceil(ms / 1000)} s, until ${new Date(until).toISOString().slice(11, 19)} UTC: ${reason}`;
}
