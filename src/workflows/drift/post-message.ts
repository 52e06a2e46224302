import { VERSION } from '../../disk/version.ts';
import { type ClientClock, systemClock } from '../../management-api/client-clock.ts';
import { parseRetryWait } from '../../management-api/rate-limits/rate-headers.ts';
import { createLazyTransport } from '../../management-api/transport/lazy-transport.ts';
import { computeBackoff } from '../../management-api/transport/retry-policy.ts';
import type { Transport, WireOutcome } from '../../management-api/transport/wire-messages.ts';
import type { JsonValue } from '../../model/json/json-value.ts';
import { toPrintableJson } from '../../model/json/printable-json.ts';
import type { Problem } from '../../model/problem/problem.ts';
import type { WebhookTarget } from './webhook-target.ts';

export interface PostMessageInput {
  readonly target: WebhookTarget;
  readonly message: JsonValue;
  readonly redact?: (text: string) => string;
  readonly clock?: ClientClock;
  readonly transport?: Transport;
}

const TIMEOUT_MS = 10_000;
const RETRY_POLICY = { attempts: 4, limitAttempts: 4, baseMs: 1000, budgetMs: 60_000 };

/** Posts a message, with retries for up to a minute. If an answer is lost, the message may arrive twice. Returns why delivery failed. */
export async function postMessage({
  target,
  message,
  redact = (text) => text,
  clock = systemClock,
  transport = createLazyTransport(),
}: PostMessageInput): Promise<Problem | undefined> {
  const until = clock.now() + RETRY_POLICY.budgetMs;
  for (let attempt = 1; ; attempt += 1) {
    const outcome = await transport(buildWebhookRequest(target, redact(toPrintableJson(message))));
    if (outcome.kind === 'answer' && outcome.status < 300) return undefined;
    const wait = waitAfter(outcome, attempt, clock.now());
    if (wait === undefined || clock.now() + wait > until) return createNotDeliveredProblem(target, outcome, attempt);
    await clock.sleep(wait);
  }
}

const buildWebhookRequest = ({ url }: WebhookTarget, body: string) => ({
  method: 'POST',
  url,
  headers: { 'content-type': 'application/json', 'user-agent': `tenon/${VERSION}` },
  body,
  timeoutMs: TIMEOUT_MS,
});

/** Milliseconds until the next attempt. Undefined: a retry would not help. */
function waitAfter(outcome: WireOutcome, attempt: number, now: number): number | undefined {
  if (attempt >= RETRY_POLICY.attempts) return undefined;
  const ownWait = computeBackoff(RETRY_POLICY, attempt, Math.random());
  if (outcome.kind === 'fault') return outcome.fault === 'tls' ? undefined : ownWait;
  const isTransient = outcome.status === 408 || outcome.status === 429 || outcome.status >= 500;
  return isTransient ? (parseRetryWait(outcome.headers, now) ?? ownWait) : undefined;
}

/** Shows neither the URL, which is a secret, nor the answer, which may quote it. */
function createNotDeliveredProblem({ host }: WebhookTarget, outcome: WireOutcome, attempts: number): Problem {
  const why = outcome.kind === 'answer' ? `HTTP status ${outcome.status}` : `${outcome.fault} (${outcome.cause})`;
  return {
    code: 'notify-failed',
    severity: 'warning',
    message: `the webhook at ${host} did not accept the message: ${why}${attempts === 1 ? '' : `, after ${attempts} attempts`}`,
    hint: 'Check the URL given with --notify (or TENON_NOTIFY_URL), and --notify-format.',
  };
}
