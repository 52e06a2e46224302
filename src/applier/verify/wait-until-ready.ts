import { setTimeout as pause } from 'node:timers/promises';
import type { ApiRequest } from '../../management-api/management-api.ts';
import { getObjectMember, isObject, type JsonObject, type JsonValue } from '../../model/json/json-value.ts';
import type { ChangeOperation } from '../../model/plan/operation.ts';
import { failWith, type Outcome, succeed } from '../../model/plan/outcome.ts';
import type { WaitCondition } from '../../model/plan/planned-request.ts';
import type { Problem } from '../../model/problem/problem.ts';
import type { ApplyContext } from '../apply-context.ts';

/**
 * Polls a resource until the tenant has finished processing it, for example the build of an action. Builds can take six minutes
 * (terraform-provider-auth0 issue 1616). A few 404 answers are tolerated, because reads lag behind writes.
 */
export async function waitUntilReady(
  operation: ChangeOperation,
  until: WaitCondition,
  request: ApiRequest,
  context: ApplyContext,
): Promise<Outcome<JsonObject, readonly Problem[]>> {
  for (let attempt = 1; ; attempt += 1) {
    const answer = await context.api.get(request.path);
    const problem = answer.ok ? undefined : answer.error.problem;
    if (problem && !(problem.code === 'not-found' && attempt < context.lostAnswerRetry.attempts)) return failWith([problem]);
    const body: JsonObject = answer.ok && isObject(answer.value.body) ? answer.value.body : {};
    const state = String(getObjectMember(body, until.member) ?? '');
    if (state === until.is) return succeed(body);
    if (until.fails.includes(state)) return failWith([describeFailedBuild(operation, state, body)]);
    if (attempt >= context.readyPolling.looks) return failWith([describeStillBusy(operation, state)]);
    await context.yieldSlot(pause(context.readyPolling.everyMs));
  }
}

const describeFailedBuild = (operation: ChangeOperation, state: string, body: JsonObject): Problem => ({
  code: 'build-failed',
  severity: 'error',
  message: [`the build of ${operation.address} ended with status "${state}"`, ...collectBuildErrors(body)].join(': '),
  place: { kind: 'address', address: operation.address },
  hint: 'Fix the error and apply again. The version that was active before is still active.',
});

/** Collects the messages of a failed build: the API lists them as `errors[].msg`. */
const collectBuildErrors = (body: JsonObject): readonly string[] => {
  const errors: JsonValue = getObjectMember(body, 'errors') ?? [];
  const messages = Array.isArray(errors)
    ? errors.map((error) => (isObject(error) ? (getObjectMember(error, 'msg') ?? '') : error))
    : [];
  return messages.filter((message) => typeof message === 'string' && message !== '').map(String);
};

const describeStillBusy = (operation: ChangeOperation, state: string): Problem => ({
  code: 'outcome-unknown',
  severity: 'error',
  message: `${operation.address} is still ${state === '' ? 'not ready' : state}`,
  place: { kind: 'address', address: operation.address },
  hint: 'Apply again later; it continues where this run stopped.',
});
