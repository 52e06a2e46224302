import type { ApiEvent } from '../../management-api/api-events.ts';
import { sanitizeText } from '../../reporter/sanitize.ts';

/** `--trace`, or TENON_TRACE where the command itself is not at hand. */
export const isTraceEnabled = (flag: boolean | undefined, env: Readonly<Record<string, string | undefined>>): boolean =>
  flag === true || !['', '0', 'false'].includes(env.TENON_TRACE ?? '');

/** One event of the client on one line. Bodies, queries and headers stay out: names of fields do not tell which values are secrets. */
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
  `waits ${Math.round(ms)} ms  ${why === 'limit' ? 'for the rate limit' : 'for a fault to pass'}  limit "${bucket}"`;
