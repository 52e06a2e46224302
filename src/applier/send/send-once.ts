import type { ApiAnswer, ApiFailure, ApiRequest } from '../../management-api/management-api.ts';
import { isObject } from '../../model/json/json-value.ts';
import { failWith, type Outcome, succeed } from '../../model/plan/outcome.ts';
import type { Operation, PlannedRequest } from '../../model/plan/plan.ts';
import type { Problem } from '../../model/problem/problem.ts';
import { findRequestedAttachment } from '../../resources/attached-items.ts';
import { getResourceId } from '../../resources/resource-endpoints.ts';
import type { ResourceType } from '../../resources/resource-type.ts';
import { type ApplyContext, pauseFor } from '../apply-context.ts';
import { findCreated, type RecoveredWrite, recoverAttached, recoverCreate, recoverSingleItem } from './recover-lost-write.ts';

export type SendOutcome = Outcome<ApiAnswer, ApiFailure>;

/** A write as planned and as sent, and how its lost answer is made up for. */
export interface PlannedWrite {
  readonly planned: PlannedRequest;
  readonly request: ApiRequest;
  /** Whether it is the one that makes the operation's resource. */
  readonly isCreatingWrite: boolean;
  /** Whether the tenant shows that the write was carried out; undefined for what can be sent again without harm. */
  readonly confirm?: () => Promise<SendOutcome | undefined>;
}

/**
 * Sends a write so that it is carried out once. An answer that was lost leaves it open whether it was: then the tenant is asked first, and only
 * what is not there is sent again.
 */
export async function sendOnce(
  operation: Operation,
  type: ResourceType,
  write: PlannedWrite,
  context: ApplyContext,
): Promise<SendOutcome> {
  const { request } = write;
  let sent = await context.api.send(request);
  let isRepeated = false;
  for (let attempt = 1; attempt <= context.lostAnswerRetry.attempts && !sent.ok && sent.error.carriedOut === 'maybe'; attempt++) {
    const recovered = await recoverWrite(operation, type, write, context);
    if (recovered.kind === 'made') return succeed({ status: 200, body: recovered.body });
    if (recovered.kind === 'confirmed') return recovered.sent;
    if (recovered.kind === 'unknown') return failWith(describeUnknownOutcome(operation, sent.error, recovered.error));
    sent = acceptAlreadyDone(operation, request, await context.api.send(request), true);
    isRepeated = true;
    // That there is one already says what reads did not show yet.
    if (!sent.ok && sent.error.status === 409 && isCreate(operation))
      sent = await adoptExisting(operation, type, request, context, sent);
  }
  const accepted = acceptAlreadyDone(operation, request, sent, false);
  if (!accepted.ok && accepted.error.carriedOut === 'maybe') return failWith(describeUnknownOutcome(operation, accepted.error));
  return isRepeated && accepted.ok && write.isCreatingWrite
    ? refuseDuplicate(operation, type, write, context, accepted)
    : accepted;
}

const isCreate = ({ action, relation }: Operation): boolean => action === 'create' && relation === undefined;

/** A delete of what is gone is done; after a lost answer, so is a link that is there already. */
function acceptAlreadyDone(operation: Operation, request: ApiRequest, sent: SendOutcome, isRepeat: boolean): SendOutcome {
  if (sent.ok) return sent;
  const isGone = request.method === 'DELETE' && sent.error.status === 404;
  const isThere = isRepeat && operation.relation !== undefined && sent.error.status === 409;
  return isGone || isThere ? succeed({ status: 204 }) : sent;
}

type RecoveryOutcome = RecoveredWrite | { readonly kind: 'confirmed'; readonly sent: SendOutcome };

async function recoverWrite(
  operation: Operation,
  type: ResourceType,
  write: PlannedWrite,
  context: ApplyContext,
): Promise<RecoveryOutcome> {
  const attached = findRequestedAttachment(type, write.planned);
  if (attached && write.request.method === 'POST') return recoverAttached(operation, attached, write.request, context);
  if (isCreate(operation) && write.isCreatingWrite && !attached) return recoverCreate(operation, type, write.request, context);
  const only = type.relations.find((relation) => relation.field === operation.relation && relation.singleItem);
  if (only && write.request.method === 'POST') return recoverSingleItem(operation, only, write.request, context);
  await pauseFor(context.lostAnswerRetry.delayMs);
  const sent = await write.confirm?.();
  return sent ? { kind: 'confirmed', sent } : { kind: 'absent' };
}

async function adoptExisting(
  operation: Operation,
  type: ResourceType,
  request: ApiRequest,
  context: ApplyContext,
  refused: SendOutcome,
): Promise<SendOutcome> {
  const recovered = await recoverCreate(operation, type, request, context);
  return recovered.kind === 'made' ? succeed({ status: 200, body: recovered.body }) : refused;
}

/** A second create may meet a first one that no read had shown. Both are named: somebody has to say which one goes. */
async function refuseDuplicate(
  operation: Operation,
  type: ResourceType,
  { request }: PlannedWrite,
  context: ApplyContext,
  accepted: SendOutcome,
): Promise<SendOutcome> {
  const found = await findCreated(operation, type, isObject(request.body) ? request.body : {}, context);
  if (!found.ok || found.value.length < 2 || !accepted.ok) return accepted;
  const ownId = isObject(accepted.value.body) ? getResourceId(type, accepted.value.body) : undefined;
  const ids = found.value.map((live) => getResourceId(type, live) ?? '').sort();
  return failWith({
    carriedOut: 'maybe',
    problem: {
      code: 'resource-doubled',
      severity: 'error',
      message: `the tenant has ${operation.address} ${ids.length} times (${ids.join(', ')}): the answer to its create was lost, and reads did not show it in time. ${ownId} is the younger one`,
      place: { kind: 'address', address: operation.address },
      hint: `Delete ${ownId} in the Dashboard, or keep it with "$id: ${ownId}" and delete the others.`,
    },
  });
}

function describeUnknownOutcome(operation: Operation, lost: ApiFailure, look?: ApiFailure): ApiFailure {
  const why = look ? `, and it could not be looked up: ${look.problem.message}` : '';
  const problem: Problem = {
    ...lost.problem,
    code: 'outcome-unknown',
    message: `whether the ${operation.action} of ${operation.address} was carried out is not known: ${lost.problem.message}${why}`,
    hint: 'Nothing was sent again. Plan again: the next plan shows what is missing.',
  };
  return { ...lost, problem };
}
