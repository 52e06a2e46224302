import { type Clock, systemClock } from '../../management-api/clock.ts';
import { waitOf } from '../../management-api/rate-limits/rate-headers.ts';
import { kyTransport } from '../../management-api/transport/lazy-transport.ts';
import { backoff } from '../../management-api/transport/retry-policy.ts';
import type { Transport, WireOutcome } from '../../management-api/transport/wire.ts';
import type { JsonValue } from '../../model/json/json.ts';
import { printableJson } from '../../model/json/printable-json.ts';
import type { Problem } from '../../model/problem/problem.ts';
import { VERSION } from '../version.ts';
import type { Target } from './target.ts';

export interface Posting {
  readonly target: Target;
  readonly message: JsonValue;
  readonly clock?: Clock;
  readonly transport?: Transport;
}

const TIMEOUT_MS = 10_000;
const POLICY = { attempts: 4, limitAttempts: 4, baseMs: 1000, budgetMs: 60_000 };

/** Posts until it is taken, a few times and a minute at most. An answer that is lost may make a message come twice. */
export async function post({
  target,
  message,
  clock = systemClock,
  transport = kyTransport,
}: Posting): Promise<Problem | undefined> {
  const until = clock.now() + POLICY.budgetMs;
  for (let attempt = 1; ; attempt += 1) {
    const outcome = await transport(requestOf(target, message));
    if (outcome.kind === 'answer' && outcome.status < 300) return undefined;
    const wait = waitAfter(outcome, attempt, clock.now());
    if (wait === undefined || clock.now() + wait > until) return refused(target, outcome, attempt);
    await clock.sleep(wait);
  }
}

const requestOf = ({ url }: Target, message: JsonValue) => ({
  method: 'POST',
  url,
  headers: { 'content-type': 'application/json', 'user-agent': `tenon/${VERSION}` },
  body: printableJson(message),
  timeoutMs: TIMEOUT_MS,
});

/** How long until the next attempt; undefined where none would help. */
function waitAfter(outcome: WireOutcome, attempt: number, now: number): number | undefined {
  if (attempt >= POLICY.attempts) return undefined;
  const own = backoff(POLICY, attempt, Math.random());
  if (outcome.kind === 'fault') return outcome.fault === 'tls' ? undefined : own;
  const passes = outcome.status === 408 || outcome.status === 429 || outcome.status >= 500;
  return passes ? (waitOf(outcome.headers, now) ?? own) : undefined;
}

/** Neither the address nor the answer is shown: the one is a secret, the other may quote it. */
function refused({ host }: Target, outcome: WireOutcome, attempts: number): Problem {
  const why = outcome.kind === 'answer' ? `it answered ${outcome.status}` : `${outcome.fault} (${outcome.cause})`;
  return {
    code: 'notify-failed',
    severity: 'warning',
    message: `the webhook at ${host} did not take the message: ${why}${attempts === 1 ? '' : `, after ${attempts} attempts`}`,
    hint: 'Check the address given with --notify, and --notify-format.',
  };
}
