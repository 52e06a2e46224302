import type { ApiAnswer, ApiFailure, ApiRequest } from '../../management-api/types.ts';
import { isObject } from '../../model/json/json.ts';
import { failure, type Outcome, success } from '../../model/plan/outcome.ts';
import type { Operation, PlannedRequest } from '../../model/plan/plan.ts';
import type { Problem } from '../../model/problem/problem.ts';
import { attachedBy } from '../../resources/attached.ts';
import type { ResourceType } from '../../resources/define.ts';
import { idIn } from '../../resources/endpoints.ts';
import { pauseFor, type Run } from '../run.ts';
import { findMade, type Recovered, recoverAttached, recoverCreate, recoverOnly } from './recover-lost-write.ts';

export type Sent = Outcome<ApiAnswer, ApiFailure>;

/** A write as planned and as sent, and how its lost answer is made up for. */
export interface OneWrite {
  readonly planned: PlannedRequest;
  readonly request: ApiRequest;
  /** Whether it is the one that makes the operation's resource. */
  readonly makes: boolean;
  /** Whether the tenant shows that the write was carried out; undefined for what can be sent again without harm. */
  readonly confirm?: () => Promise<Sent | undefined>;
}

/**
 * Sends a write so that it is carried out once. An answer that was lost leaves it open whether it was: then the tenant is asked first, and only
 * what is not there is sent again.
 */
export async function sendOnce(operation: Operation, type: ResourceType, one: OneWrite, run: Run): Promise<Sent> {
  const { request } = one;
  let sent = await run.api.send(request);
  let isRepeated = false;
  for (let attempt = 1; attempt <= run.settle.attempts && !sent.ok && sent.error.carriedOut === 'maybe'; attempt++) {
    const recovered = await recover(operation, type, one, run);
    if (recovered.kind === 'made') return success({ status: 200, body: recovered.body });
    if (recovered.kind === 'confirmed') return recovered.sent;
    if (recovered.kind === 'unknown') return failure(describeUnknown(operation, sent.error, recovered.error));
    sent = acceptAlreadyDone(operation, request, await run.api.send(request), true);
    isRepeated = true;
    // That there is one already says what reads did not show yet.
    if (!sent.ok && sent.error.status === 409 && isCreate(operation))
      sent = await adoptRefused(operation, type, request, run, sent);
  }
  const settled = acceptAlreadyDone(operation, request, sent, false);
  if (!settled.ok && settled.error.carriedOut === 'maybe') return failure(describeUnknown(operation, settled.error));
  return isRepeated && settled.ok && one.makes ? refuseDouble(operation, type, one, run, settled) : settled;
}

const isCreate = ({ action, relation }: Operation): boolean => action === 'create' && relation === undefined;

/** A delete of what is gone is done; after a lost answer, so is a link that is there already. */
function acceptAlreadyDone(operation: Operation, request: ApiRequest, sent: Sent, again: boolean): Sent {
  if (sent.ok) return sent;
  const gone = request.method === 'DELETE' && sent.error.status === 404;
  const there = again && operation.relation !== undefined && sent.error.status === 409;
  return gone || there ? success({ status: 204 }) : sent;
}

type Confirmed = Recovered | { readonly kind: 'confirmed'; readonly sent: Sent };

async function recover(operation: Operation, type: ResourceType, one: OneWrite, run: Run): Promise<Confirmed> {
  const attached = attachedBy(type, one.planned);
  if (attached && one.request.method === 'POST') return recoverAttached(operation, attached, one.request, run);
  if (isCreate(operation) && one.makes && !attached) return recoverCreate(operation, type, one.request, run);
  const only = type.relations.find((relation) => relation.field === operation.relation && relation.only);
  if (only && one.request.method === 'POST') return recoverOnly(operation, only, one.request, run);
  await pauseFor(run.settle.delayMs);
  const sent = await one.confirm?.();
  return sent ? { kind: 'confirmed', sent } : { kind: 'absent' };
}

async function adoptRefused(
  operation: Operation,
  type: ResourceType,
  request: ApiRequest,
  run: Run,
  refused: Sent,
): Promise<Sent> {
  const recovered = await recoverCreate(operation, type, request, run);
  return recovered.kind === 'made' ? success({ status: 200, body: recovered.body }) : refused;
}

/** A second create may meet a first one that no read had shown. Both are named: somebody has to say which one goes. */
async function refuseDouble(
  operation: Operation,
  type: ResourceType,
  { request }: OneWrite,
  run: Run,
  settled: Sent,
): Promise<Sent> {
  const found = await findMade(operation, type, isObject(request.body) ? request.body : {}, run);
  if (!found.ok || found.value.length < 2 || !settled.ok) return settled;
  const mine = isObject(settled.value.body) ? idIn(type, settled.value.body) : undefined;
  const ids = found.value.map((live) => idIn(type, live) ?? '').sort();
  return failure({
    carriedOut: 'maybe',
    problem: {
      code: 'resource-doubled',
      severity: 'error',
      message: `the tenant has ${operation.address} ${ids.length} times (${ids.join(', ')}): the answer to its create was lost, and reads did not show it in time. ${mine} is the younger one`,
      place: { kind: 'address', address: operation.address },
      hint: `Delete ${mine} in the Dashboard, or keep it with "$id: ${mine}" and delete the others.`,
    },
  });
}

function describeUnknown(operation: Operation, lost: ApiFailure, look?: ApiFailure): ApiFailure {
  const why = look ? `, and it could not be looked up: ${look.problem.message}` : '';
  const problem: Problem = {
    ...lost.problem,
    code: 'outcome-unknown',
    message: `whether the ${operation.action} of ${operation.address} was carried out is not known: ${lost.problem.message}${why}`,
    hint: 'Nothing was sent again. Plan again: the next plan shows what is missing.',
  };
  return { ...lost, problem };
}
