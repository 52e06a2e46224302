import { setTimeout as pause } from 'node:timers/promises';
import type { ApiRequest } from '../../management-api/types.ts';
import { isObject, type JsonObject, type JsonValue, member } from '../../model/json/json.ts';
import { failure, type Outcome, success } from '../../model/plan/outcome.ts';
import type { Operation, Until } from '../../model/plan/plan.ts';
import type { Problem } from '../../model/problem/problem.ts';
import type { Run } from '../run.ts';

/**
 * Reads until the tenant is done with what it was given, at most once a second; builds of six minutes have been seen (TFP#1616).
 * What was made just now may not show yet: reads lag behind writes.
 */
export async function settled(
  operation: Operation,
  until: Until,
  request: ApiRequest,
  run: Run,
): Promise<Outcome<JsonObject, readonly Problem[]>> {
  for (let looked = 1; ; looked += 1) {
    const answer = await run.api.get(request.path);
    const problem = answer.ok ? undefined : answer.error.problem;
    if (problem && !(problem.code === 'not-found' && looked < run.settle.attempts)) return failure([problem]);
    const body: JsonObject = answer.ok && isObject(answer.value.body) ? answer.value.body : {};
    const state = String(member(body, until.member) ?? '');
    if (state === until.is) return success(body);
    if (until.fails.includes(state)) return failure([went(operation, state, body)]);
    if (looked >= run.patience.looks) return failure([tooLong(operation, state)]);
    await run.rest(pause(run.patience.everyMs));
  }
}

const went = (operation: Operation, state: string, body: JsonObject): Problem => ({
  code: 'build-failed',
  severity: 'error',
  message: [`the build of ${operation.address} ended as "${state}"`, ...reasonsIn(body)].join(': '),
  place: { kind: 'address', address: operation.address },
  hint: 'Correct it and apply again. What was in effect before still is.',
});

/** Errors of a build stand in the list `errors`, each with a message. */
const reasonsIn = (body: JsonObject): readonly string[] => {
  const errors: JsonValue = member(body, 'errors') ?? [];
  const messages = Array.isArray(errors) ? errors.map((error) => (isObject(error) ? (member(error, 'msg') ?? '') : error)) : [];
  return messages.filter((message) => typeof message === 'string' && message !== '').map(String);
};

const tooLong = (operation: Operation, state: string): Problem => ({
  code: 'outcome-unknown',
  severity: 'error',
  message: `${operation.address} is still ${state === '' ? 'not ready' : state}`,
  place: { kind: 'address', address: operation.address },
  hint: 'Apply again in a while: it goes on where this one stopped.',
});
