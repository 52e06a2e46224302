import type { ApiEvent } from '../../management-api/api-events.ts';
import { sanitizeText } from '../../reporter/sanitize.ts';

/** Formats an event of the API client as one line, without bodies, queries and headers: field names do not reveal which values are secret. */
export const formatTraceLine = (event: ApiEvent): string =>
  sanitizeText(`trace: ${event.kind === 'request' ? formatRequest(event) : formatWait(event)}`);

function formatRequest(event: Extract<ApiEvent, { kind: 'request' }>): string {
  const { method, path, bucket, attempt, status, requestId, fault, proxy, ms } = event;
  return [
    `${method} ${path}`,
    ...(status === undefined ? [] : [status]),
    ...(fault === undefined ? [] : [`failed: ${fault}`]),
    `${Math.round(ms)} ms`,
    `limit "${bucket}"`,
    ...(proxy === undefined ? [] : [`proxy ${proxy}`]),
    ...(attempt === 1 ? [] : [`attempt ${attempt}`]),
    ...(requestId === undefined ? [] : [`request ${requestId}`]),
  ].join('  ');
}

const formatWait = ({ why, bucket, ms }: Extract<ApiEvent, { kind: 'waiting' }>): string =>
  `waits ${Math.round(ms)} ms  ${why === 'limit' ? 'for the rate limit' : 'before a retry'}  limit "${bucket}"`;
