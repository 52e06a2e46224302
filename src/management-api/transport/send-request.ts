import { failWith, type Outcome, succeed } from '../../model/plan/outcome.ts';
import type { ApiAnswer, ApiFailure, ApiRequest } from '../management-api.ts';
import { collectSensitiveTexts } from '../scrub/scrub-secrets.ts';
import { toRefusal } from './api-refusal.ts';
import { buildFaultFailure, buildUnreadableFailure } from './request-problems.ts';
import { RetryBudget } from './retry-budget.ts';
import { type CompletedAttempt, runAttempt, type Session } from './run-attempt.ts';

/** Sends a request, with as many attempts as its method and the retry policy allow. */
export async function sendApiRequest(session: Session, request: ApiRequest): Promise<Outcome<ApiAnswer, ApiFailure>> {
  const retryBudget = new RetryBudget(session, request);
  for (let number = 1; ; number += 1) {
    const attempted = await runAttempt(session, request, number);
    if (attempted.kind === 'not sent') return failWith(attempted.failure);
    const decision = await retryBudget.decideAfter(attempted);
    if (decision === 'again') continue;
    return decision === 'final' ? toAnswerOutcome(session, request, attempted) : failWith(decision);
  }
}

function toAnswerOutcome(
  session: Session,
  request: ApiRequest,
  { outcome, body }: CompletedAttempt,
): Outcome<ApiAnswer, ApiFailure> {
  if (outcome.kind === 'fault') return failWith(buildFaultFailure(request, session.site.host, outcome));
  const { status, text } = outcome;
  if (status >= 300) return failWith(toRefusal(request, outcome, collectSecrets(session, request)));
  if (text === '') return succeed({ status });
  return body ? succeed({ status, body: body.value }) : failWith(buildUnreadableFailure(request, status, 'is not JSON'));
}

const collectSecrets = ({ tokens, settings }: Session, request: ApiRequest): readonly string[] => [
  ...tokens.listSecrets(),
  ...(settings.secrets?.() ?? []),
  ...collectSensitiveTexts(request.body),
];
