import type { ApiAnswer, ApiFailure, ApiRequest } from '../../management-api/management-api.ts';
import { isObject } from '../../model/json/json-value.ts';
import { type ChangeOperation, type CreateOperation, isRelationOperation } from '../../model/plan/operation.ts';
import { failWith, type Outcome, succeed } from '../../model/plan/outcome.ts';
import type { PlannedRequest } from '../../model/plan/planned-request.ts';
import type { Problem } from '../../model/problem/problem.ts';
import { getResourceId } from '../../resources/endpoints/resource-endpoints.ts';
import { isRegistrationRequest } from '../../resources/identity/registrations.ts';
import { findRequestedAttachment } from '../../resources/relations/attached-items.ts';
import type { ResourceType } from '../../resources/resource-type.ts';
import { type ApplyContext, pauseFor } from '../apply-context.ts';
import {
  findCreated,
  type RecoveredWrite,
  recoverAddedItem,
  recoverAttached,
  recoverCreate,
  recoverSingleItem,
} from './recover-lost-write.ts';

export type SendOutcome = Outcome<SentAnswer, ApiFailure>;

/** `found`: the answer was lost, and this is what a later read showed. */
export type SentAnswer = ApiAnswer & { readonly found?: true };

/** A write as planned and as sent, with the facts that recovery needs if its answer is lost. */
export interface PlannedWrite {
  readonly planned: PlannedRequest;
  readonly request: ApiRequest;
  /** Whether this write creates the operation's resource. */
  readonly isCreatingWrite: boolean;
  /** Reads the resource and returns the read if it shows the written values, else `undefined`. Absent for writes that are safe to repeat. */
  readonly confirm?: () => Promise<SendOutcome | undefined>;
}

/**
 * Sends a write so that it takes effect only once. If the answer is lost, reads the tenant first and sends the write again only if the
 * tenant does not show its effect. If the tenant cannot be read, fails with `outcome-unknown`.
 */
export async function sendOnce(
  operation: ChangeOperation,
  type: ResourceType,
  write: PlannedWrite,
  context: ApplyContext,
): Promise<SendOutcome> {
  const { request } = write;
  let sent = await context.api.send(request);
  let isRepeated = false;
  for (let attempt = 1; attempt <= context.lostAnswerRetry.attempts && !sent.ok && sent.error.carriedOut === 'maybe'; attempt++) {
    const recovered = await recoverWrite(operation, type, write, context);
    if (recovered.kind === 'made') return succeed({ status: 200, body: recovered.body, found: true });
    if (recovered.kind === 'confirmed') return recovered.sent;
    if (recovered.kind === 'unknown') return failWith(describeUnknownOutcome(operation, sent.error, recovered.error));
    sent = acceptAlreadyDone(operation, request, await context.api.send(request), true);
    isRepeated = true;
    // A conflict means that the first create succeeded and reads did not show it yet.
    if (!sent.ok && sent.error.status === 409 && operation.action === 'create')
      sent = await adoptExisting(operation, type, request, context, sent);
  }
  const accepted = acceptAlreadyDone(operation, request, sent, write.planned.carried === true);
  if (!accepted.ok && accepted.error.carriedOut === 'maybe') return failWith(describeUnknownOutcome(operation, accepted.error));
  const mayHaveDoubled = isRepeated && write.isCreatingWrite && !isRegistrationRequest(type, write.planned);
  return mayHaveDoubled && accepted.ok && operation.action === 'create'
    ? refuseDuplicate(operation, type, write, context, accepted)
    : accepted;
}

/** Treats a 404 on a delete as success, and a 409 on a link that an earlier request may have made. */
function acceptAlreadyDone(operation: ChangeOperation, request: ApiRequest, sent: SendOutcome, isRepeat: boolean): SendOutcome {
  if (sent.ok) return sent;
  const isGone = request.method === 'DELETE' && sent.error.status === 404;
  const isThere = isRepeat && isRelationOperation(operation) && sent.error.status === 409;
  return isGone || isThere ? succeed({ status: 204 }) : sent;
}

type RecoveryOutcome = RecoveredWrite | { readonly kind: 'confirmed'; readonly sent: SendOutcome };

async function recoverWrite(
  operation: ChangeOperation,
  type: ResourceType,
  write: PlannedWrite,
  context: ApplyContext,
): Promise<RecoveryOutcome> {
  const attached = findRequestedAttachment(type, write.planned);
  if (attached && write.request.method === 'POST') return recoverAttached(operation, attached, write.request, context);
  const isRepeatable = isRegistrationRequest(type, write.planned);
  if (operation.action === 'create' && write.isCreatingWrite && !attached && !isRepeatable)
    return recoverCreate(operation, type, write.request, context);
  if (isRelationOperation(operation) && write.request.method === 'POST') {
    const relation = type.relations.find(({ field }) => field === operation.relation);
    if (relation?.singleItem) return recoverSingleItem(operation, relation, write.request, context);
    if (relation?.addsTwice) return recoverAddedItem(operation, type, relation, write.request, context);
  }
  await pauseFor(context.lostAnswerRetry.delayMs);
  const sent = await write.confirm?.();
  return sent ? { kind: 'confirmed', sent } : { kind: 'absent' };
}

async function adoptExisting(
  operation: CreateOperation,
  type: ResourceType,
  request: ApiRequest,
  context: ApplyContext,
  refused: SendOutcome,
): Promise<SendOutcome> {
  const recovered = await recoverCreate(operation, type, request, context);
  return recovered.kind === 'made' ? succeed({ status: 200, body: recovered.body, found: true }) : refused;
}

/** Fails if the repeated create made a duplicate because no read had shown the first one. A person must decide which one to keep. */
async function refuseDuplicate(
  operation: CreateOperation,
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
      message: `the tenant has ${operation.address} ${ids.length} times (${ids.join(', ')}): the answer to the first create was lost and reads did not show it in time. ${ownId} is the newest`,
      place: { kind: 'address', address: operation.address },
      hint: `Delete ${ownId} in the Dashboard, or keep it with "$id: ${ownId}" and delete the others.`,
    },
  });
}

function describeUnknownOutcome(operation: ChangeOperation, lost: ApiFailure, look?: ApiFailure): ApiFailure {
  const why = look ? `; looking it up failed too: ${look.problem.message}` : '';
  const problem: Problem = {
    ...lost.problem,
    code: 'outcome-unknown',
    message: `cannot confirm whether the ${operation.action} of ${operation.address} took effect: ${lost.problem.message}${why}`,
    hint: 'The request was not repeated. Plan again: the new plan shows what is missing.',
  };
  return { ...lost, problem };
}
