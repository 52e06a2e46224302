import { getObjectMember, isObject, type JsonObject, type JsonValue } from '../../model/json/json-value.ts';
import { omitUndefined } from '../../model/json/omit-undefined.ts';
import {
  type ChangeOperation,
  isRelationOperation,
  isResourceUpdate,
  type ResourceOperation,
  type UpdateOperation,
} from '../../model/plan/operation.ts';
import type { PlannedRequest, TicketMembers } from '../../model/plan/planned-request.ts';
import { isError, type Problem } from '../../model/problem/problem.ts';
import { getResourceId } from '../../resources/endpoints/resource-endpoints.ts';
import { pickShownResource } from '../../resources/identity/registrations.ts';
import { findRequestedAttachment } from '../../resources/relations/attached-items.ts';
import type { AttachedItemType, ResourceType } from '../../resources/resource-type.ts';
import { type ApplyContext, toRelationKey } from '../apply-context.ts';
import { listConfirmedRelations } from '../verify/confirm-carried.ts';
import { isForOtherResource, verifyAnswer } from '../verify/verify-answer.ts';
import { verifyAttached } from '../verify/verify-attached.ts';
import { buildFailure, type PerformedOperation } from './operation-progress.ts';
import { type PlannedWrite, type SendOutcome, sendOnce } from './send-once.ts';

export interface OperationWrite extends PlannedWrite {
  /** Receives the ids of the attached items that the operation creates. */
  readonly madeIds: string[];
}

/** Sends one write of an operation, records the id of what it created, and verifies the answer. */
export async function performWrite(
  operation: ChangeOperation,
  type: ResourceType,
  write: OperationWrite,
  context: ApplyContext,
): Promise<PerformedOperation> {
  const answer = await sendOnce(operation, type, { ...write, ...buildConfirm(operation, type, write, context) }, context);
  if (!answer.ok) return buildFailure([answer.error.problem]);
  if (isRelationOperation(operation)) return { ok: true, problems: [] };
  const { body } = answer.value;
  if (write.planned.ticket) return deliverLink(operation, write.planned, write.planned.ticket, body, context);
  const attached = findRequestedAttachment(type, write.planned);
  if (attached) return recordAttached(operation, attached, write, isObject(body) ? body : {});
  const isCreated = write.isCreatingWrite && type.kind === 'collection';
  const liveId = isCreated ? getResourceId(type, isObject(body) ? body : undefined) : operation.liveId;
  if (isCreated && liveId === undefined) return buildFailure([describeMissingId(operation, write.planned)], true);
  if (isCreated && liveId !== undefined) context.createdIds.set(operation.address, liveId);
  if (isCreated && !answer.value.found)
    for (const field of listConfirmedRelations(type, write.request, body))
      context.carried.add(toRelationKey(operation.address, field));
  const shown = pickShownResource(type, write.planned, body);
  const problems = isEmptyAnswer(shown) ? [] : verifyAnswer(operation, type, write, shown, context);
  const isTaken = !problems.some(isError);
  return { ok: isTaken, problems, ...(isTaken ? {} : { partly: true }), ...omitUndefined({ liveId }) };
}

/** Passes on the link of a ticket. Nothing else may see it, so the answer goes no further. */
async function deliverLink(
  { address, action }: ResourceOperation,
  planned: PlannedRequest,
  { link: member, seconds }: TicketMembers,
  answer: JsonValue | undefined,
  context: ApplyContext,
): Promise<PerformedOperation> {
  const link = isObject(answer) ? getObjectMember(answer, member) : undefined;
  const problem =
    typeof link === 'string' ? await context.deliverTicket({ address, link, seconds }) : describeMissingLink(address, planned);
  return problem ? buildFailure([problem], action === 'create') : { ok: true, problems: [] };
}

const describeMissingLink = (address: string, { method, path }: PlannedRequest): Problem => ({
  code: 'answer-unreadable',
  severity: 'error',
  message: `the answer to the request for the ticket of ${address} contains no link`,
  place: { kind: 'request', method, path },
  hint: 'Resume the run: it asks for another ticket.',
});

/** Records the id of an attached item that was created, and verifies the answer. */
function recordAttached(
  operation: ResourceOperation,
  attached: AttachedItemType,
  write: OperationWrite,
  answer: JsonObject,
): PerformedOperation {
  const ownId = operation.liveId === undefined ? {} : { liveId: operation.liveId };
  if (write.request.method === 'DELETE') return { ok: true, problems: [], ...ownId };
  const id = getObjectMember(answer, 'id');
  if (typeof id !== 'string') return buildFailure([describeMissingId(operation, write.planned)], true);
  if (write.request.method === 'POST') write.madeIds.push(id);
  const problems = verifyAttached(operation.address, attached, write.request, answer);
  return { ok: problems.length === 0, problems, ...ownId, ...(problems.length === 0 ? {} : { partly: true }) };
}

/** Some writes are answered with `{}`, which contains nothing to verify. */
const isEmptyAnswer = (answer: JsonValue | undefined): boolean => isObject(answer) && Object.keys(answer).length === 0;

const describeMissingId = (operation: ChangeOperation, request: PlannedRequest): Problem => ({
  code: 'answer-unreadable',
  severity: 'error',
  message: `the answer to the ${request.method} for ${operation.address} contains no id`,
  place: { kind: 'request', method: request.method, path: request.path },
  hint: 'Plan again: the next plan finds what this run created.',
});

/** An update of the resource itself is confirmed by reading the resource; every other write is safe to repeat. */
const buildConfirm = (
  operation: ChangeOperation,
  type: ResourceType,
  write: OperationWrite,
  context: ApplyContext,
): Pick<PlannedWrite, 'confirm'> =>
  isResourceUpdate(operation) &&
  !findRequestedAttachment(type, write.planned) &&
  !isForOtherResource(operation, type, write.planned)
    ? { confirm: () => confirmUpdate(operation, type, write, context) }
    : {};

async function confirmUpdate(
  operation: UpdateOperation,
  type: ResourceType,
  write: OperationWrite,
  context: ApplyContext,
): Promise<SendOutcome | undefined> {
  const live = await context.api.get(write.request.path, type.kind === 'placed' ? type.query : undefined);
  if (!live.ok || !isObject(write.request.body)) return undefined;
  return verifyAnswer(operation, type, write, live.value.body, context).some(isError) ? undefined : live;
}
