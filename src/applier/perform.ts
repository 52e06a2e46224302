import { setTimeout as pause } from 'node:timers/promises';
import type { ApiAnswer, ApiFailure, ApiRequest } from '../management-api/types.ts';
import { splitAddress } from '../model/address.ts';
import { isObject, type JsonObject } from '../model/json.ts';
import { failure, type Outcome, success } from '../model/outcome.ts';
import type { Operation, PlannedRequest } from '../model/plan.ts';
import type { Pointer } from '../model/pointer.ts';
import { isError, type Problem } from '../model/problem.ts';
import type { ResourceType } from '../resources/define.ts';
import { shapeOf } from '../resources/shape.ts';
import { fingerprint } from '../schema/fingerprint.ts';
import { maskedPlaces } from '../schema/mask.ts';
import { orderly } from '../schema/orderly.ts';
import { findByKey, idOf } from './find.ts';
import { resolveRequest, secretPlaces } from './resolve.ts';
import { liveKey, type Run, typeOf } from './run.ts';
import { movedProblems } from './stale.ts';
import { verify } from './verify.ts';

/** How one operation went: what was noticed, or why it failed. */
export interface Performed {
  readonly ok: boolean;
  /** Whether a request of it was carried out although it failed. */
  readonly partly?: true;
  readonly liveId?: string;
  readonly problems: readonly Problem[];
}

/** Carries out one operation's requests one after the other, and looks at each answer. */
export async function perform(operation: Operation, run: Run): Promise<Performed> {
  const type = typeOf(run, operation);
  if (!type) return failed([]);
  let live: JsonObject | undefined;
  let done: Performed = { ok: true, problems: [] };
  let wrote = false;
  for (const request of operation.requests) {
    const { address, liveId } = operation;
    const resolved = resolveRequest(request, { address, liveId, secrets: run.secrets, created: run.created, live });
    if (!resolved.ok) return failed([resolved.error], wrote);
    if (request.method === 'GET') {
      const read = await readAgain(operation, type, resolved.value, run);
      if (!read.ok) return failed(read.error, wrote);
      live = read.value;
      continue;
    }
    const written = await write(operation, type, request, resolved.value, run);
    if (!written.ok) return wrote ? { ...written, partly: true } : written;
    done = { ...written, problems: [...done.problems, ...written.problems] };
    wrote = true;
  }
  return done;
}

const failed = (problems: readonly Problem[], partly = false): Performed => ({
  ok: false,
  problems,
  ...(partly ? { partly: true } : {}),
});

/** The resource as it is now; refused if it is no longer what the operation was computed from. */
async function readAgain(
  operation: Operation,
  type: ResourceType,
  request: ApiRequest,
  run: Run,
): Promise<Outcome<JsonObject, readonly Problem[]>> {
  const answer = await run.api.get(request.path);
  if (!answer.ok) return failure([answer.error.problem]);
  const body = answer.value.body;
  if (!isObject(body)) return failure(movedProblems(operation, type, undefined));
  const moved = operation.fingerprint !== undefined && fingerprint(shapeOf(type), body) !== operation.fingerprint;
  // In the order in which the plan was made, so that places inside of sets are the same.
  return moved ? failure(movedProblems(operation, type, body)) : success(orderly(shapeOf(type), body));
}

async function write(
  operation: Operation,
  type: ResourceType,
  planned: PlannedRequest,
  request: ApiRequest,
  run: Run,
): Promise<Performed> {
  const answer = await sendSurely(operation, type, request, run);
  if (!answer.ok) return failed([answer.error.problem]);
  if (operation.relation !== undefined) return { ok: true, problems: [] };
  const liveId = idOf(type, answer.value.body) ?? operation.liveId;
  if (operation.action === 'create' && liveId === undefined) return failed([withoutId(operation, planned)], true);
  const problems = verify(
    operation.address,
    shapeOf(type),
    request.body,
    answer.value.body,
    beforeOf(operation, type, run),
    hiddenIn(operation),
  );
  const took = !problems.some(isError);
  return { ok: took, problems, ...(took ? {} : { partly: true }), ...(liveId === undefined ? {} : { liveId }) };
}

/** Where the plan itself hides something. */
const hiddenIn = ({ requests, live }: Operation): ReadonlySet<Pointer> =>
  new Set([...maskedPlaces(live), ...requests.flatMap(({ body }) => secretPlaces(body))]);

/** The resource as the checks found it. */
const beforeOf = (operation: Operation, type: ResourceType, run: Run): JsonObject | undefined =>
  operation.liveId === undefined ? undefined : run.before.get(liveKey(type.type, operation.liveId));

const withoutId = (operation: Operation, request: PlannedRequest): Problem => ({
  code: 'answer-unreadable',
  severity: 'error',
  message: `the answer to the create of ${operation.address} names no id`,
  place: { kind: 'request', method: request.method, path: request.path },
  hint: 'Plan again: the next run finds what this one has made.',
});

type Sent = Outcome<ApiAnswer, ApiFailure>;

/**
 * Sends a write so that it is carried out once. An answer that was lost leaves it open whether it was: then the tenant is asked first,
 * and only what is not there is sent again.
 */
async function sendSurely(operation: Operation, type: ResourceType, request: ApiRequest, run: Run): Promise<Sent> {
  let sent = await run.api.send(request);
  for (let attempt = 1; attempt <= run.settle.attempts && !sent.ok && sent.error.carriedOut === 'maybe'; attempt++) {
    const found = await lookAfter(operation, type, request, run);
    if (found) return found;
    sent = asDone(operation, request, await run.api.send(request), true);
    // That there is one already says what reads did not show yet.
    const refused = !sent.ok && sent.error.status === 409 && operation.action === 'create' && operation.relation === undefined;
    if (refused) sent = (await adopt(operation, type, request, run)) ?? sent;
  }
  const settled = asDone(operation, request, sent, false);
  if (!settled.ok && settled.error.carriedOut === 'maybe')
    return failure({ ...settled.error, problem: unknown(operation, settled.error) });
  return settled;
}

/** A delete of what is gone is done; after a lost answer, so is a link that is there already. */
function asDone(operation: Operation, request: ApiRequest, sent: Sent, again: boolean): Sent {
  if (sent.ok) return sent;
  const gone = request.method === 'DELETE' && sent.error.status === 404;
  const there = again && operation.relation !== undefined && sent.error.status === 409;
  return gone || there ? success({ status: 204 }) : sent;
}

/** What became of a write whose answer was lost; undefined where it must be sent again. */
async function lookAfter(operation: Operation, type: ResourceType, request: ApiRequest, run: Run): Promise<Sent | undefined> {
  // Links and deletes can be sent again without harm.
  if (operation.relation !== undefined || operation.action === 'delete') return wait(run);
  return operation.action === 'create' ? adopt(operation, type, request, run) : confirmUpdate(operation, type, request, run);
}

async function wait(run: Run): Promise<undefined> {
  await pause(run.settle.delayMs);
  return undefined;
}

/** Reads may lag behind a write: what is not found is looked for again before it is made a second time. */
async function adopt(operation: Operation, type: ResourceType, request: ApiRequest, run: Run): Promise<Sent | undefined> {
  const twins = new Set(operation.twins ?? []);
  const body = isObject(request.body) ? request.body : {};
  for (let attempt = 1; attempt <= run.settle.attempts; attempt++) {
    await wait(run);
    const found = await findByKey(run.api, type, splitAddress(operation.address).key, body);
    if (!found.ok) continue;
    const fresh = found.value.filter(
      (live) => !twins.has(idOf(type, live) ?? '') && !run.before.has(liveKey(type.type, idOf(type, live) ?? '')),
    );
    if (fresh[0]) return success({ status: 200, body: fresh[0] });
  }
  return undefined;
}

async function confirmUpdate(operation: Operation, type: ResourceType, request: ApiRequest, run: Run): Promise<Sent | undefined> {
  await wait(run);
  const live = await run.api.get(request.path);
  if (!live.ok) return undefined;
  const noticed = verify(
    operation.address,
    shapeOf(type),
    request.body,
    live.value.body,
    beforeOf(operation, type, run),
    hiddenIn(operation),
  );
  return noticed.some(isError) ? undefined : live;
}

const unknown = (operation: Operation, lost: ApiFailure): Problem => ({
  ...lost.problem,
  code: 'outcome-unknown',
  message: `whether the ${operation.action} of ${operation.address} was carried out is not known: ${lost.problem.message}`,
  hint: 'Plan again: the next plan shows what is missing.',
});
