import { failure, type Outcome, success } from '../../model/plan/outcome.ts';
import { sensitiveTexts } from '../scrub/scrub-secrets.ts';
import type { ApiAnswer, ApiFailure, ApiRequest } from '../types.ts';
import { attempt, type Line, type Made } from './attempt.ts';
import { refusalOf } from './refusals.ts';
import { faultFailure, unreadableFailure } from './request-problems.ts';
import { Patience } from './retry-budget.ts';

/** One request, with as many attempts as its kind and the policy allow. */
export async function exchange(line: Line, request: ApiRequest): Promise<Outcome<ApiAnswer, ApiFailure>> {
  const patience = new Patience(line, request);
  for (let number = 1; ; number += 1) {
    const made = await attempt(line, request, number);
    if (made.kind === 'not made') return failure(made.failure);
    const decision = await patience.after(made);
    if (decision === 'again') continue;
    return decision === 'final' ? resultOf(line, request, made) : failure(decision);
  }
}

function resultOf(line: Line, request: ApiRequest, { outcome, body }: Made): Outcome<ApiAnswer, ApiFailure> {
  if (outcome.kind === 'fault') return failure(faultFailure(request, line.site.host, outcome));
  const { status, text } = outcome;
  if (status >= 300) return failure(refusalOf(request, outcome, secretsOf(line, request)));
  if (text === '') return success({ status });
  return body ? success({ status, body: body.value }) : failure(unreadableFailure(request, status, 'is no JSON'));
}

const secretsOf = ({ tokens, settings }: Line, request: ApiRequest): readonly string[] => [
  ...tokens.secrets(),
  ...(settings.secrets?.() ?? []),
  ...sensitiveTexts(request.body),
];
