import type { ApiRequest } from '../../management-api/management-api.ts';
import { splitAddress } from '../../model/address.ts';
import { getObjectMember, isObject, type JsonObject, type JsonValue } from '../../model/json/json-value.ts';
import type { Pointer } from '../../model/json/pointer.ts';
import { failWith, type Outcome, succeed } from '../../model/plan/outcome.ts';
import type { Operation, PlannedRequest } from '../../model/plan/plan.ts';
import { isError, type Problem } from '../../model/problem/problem.ts';
import { findRequestedAttachment } from '../../resources/attached-items.ts';
import {
  decodeResource,
  deriveIdFromKey,
  getCreateTarget,
  getResourceId,
  getResourceTarget,
} from '../../resources/resource-endpoints.ts';
import { getResourceShape } from '../../resources/resource-shape.ts';
import type { AttachedItemType, ResourceType } from '../../resources/resource-type.ts';
import { inCanonicalOrder } from '../../schema/compare/canonical-order.ts';
import { computeFingerprint } from '../../schema/compare/fingerprint.ts';
import { findMaskedPlaces } from '../../schema/secrets/mask-resource.ts';
import { type ApplyContext, findOperationType, toLiveKey } from '../apply-context.ts';
import { addRemovedAsNull, compareAnswer } from '../verify/compare-answer.ts';
import { describeStaleChanges } from '../verify/describe-stale.ts';
import { findUnattached, verifyAttached } from '../verify/verify-attached.ts';
import { waitUntilReady } from '../verify/wait-until-ready.ts';
import { readVersions } from './read-versions.ts';
import { findSecretPlaces, type ResolveContext, resolveRequest, resolveValue } from './resolve-request.ts';
import { type PlannedWrite, type SendOutcome, sendOnce } from './send-once.ts';

/** How one operation went: what was noticed, or why it failed. */
export interface PerformedOperation {
  readonly ok: boolean;
  /** Whether a request of it was carried out although it failed. */
  readonly partly?: true;
  readonly liveId?: string;
  readonly problems: readonly Problem[];
}

/** Carries out one operation's requests one after the other, and looks at each answer. */
export async function performOperation(operation: Operation, context: ApplyContext): Promise<PerformedOperation> {
  const type = findOperationType(context, operation);
  if (!type) return buildFailure([]);
  let live: JsonObject | undefined;
  let done: PerformedOperation = { ok: true, problems: [] };
  let wrote = false;
  const madeIds: string[] = [];
  const versions = new Map<string, string>();
  const failAfterWrites = (problems: readonly Problem[]): PerformedOperation =>
    wrote ? { ...done, ok: false, partly: true, problems: [...done.problems, ...problems] } : buildFailure(problems);
  for (const request of operation.requests) {
    const { address, liveId } = operation;
    const resolving: ResolveContext = {
      address,
      liveId,
      resolveSecret: context.resolveSecret,
      createdIds: context.createdIds,
      madeIds,
      live,
      versions,
    };
    const resolved = resolveRequest(request, resolving);
    if (!resolved.ok) return failAfterWrites([resolved.error]);
    if (request.versions) {
      const owner = resolveValue(request.params?.id ?? null, resolving);
      if (!owner.ok) return failAfterWrites([owner.error]);
      const read = await readVersions(request.versions, owner.value, resolved.value, context.api);
      if (!read.ok) return failAfterWrites([read.error.problem]);
      for (const [name, id] of read.value) versions.set(name, id);
      continue;
    }
    if (request.method === 'GET') {
      const read = await readForOperation(operation, type, request, resolved.value, context);
      if (!read.ok) return failAfterWrites(read.error);
      live = read.value;
      continue;
    }
    const write: OperationWrite = {
      planned: request,
      request: resolved.value,
      isCreatingWrite: isCreatingWrite(operation, wrote),
      madeIds,
    };
    const written = await performWrite(operation, type, write, context);
    if (!written.ok) return wrote ? { ...written, ...failAfterWrites(written.problems) } : written;
    done = { ...done, ...written, problems: [...done.problems, ...written.problems] };
    wrote = true;
  }
  return done;
}

/** Of the requests of a create the first write is the one that makes something. */
const isCreatingWrite = (operation: Operation, wrote: boolean): boolean => operation.action === 'create' && !wrote;

const readForOperation = (
  operation: Operation,
  type: ResourceType,
  { until }: PlannedRequest,
  request: ApiRequest,
  context: ApplyContext,
): Promise<Outcome<JsonObject, readonly Problem[]>> =>
  until ? waitUntilReady(operation, until, request, context) : readIfUnchanged(operation, type, request, context);

const buildFailure = (problems: readonly Problem[], partly = false): PerformedOperation => ({
  ok: false,
  problems,
  ...(partly ? { partly: true } : {}),
});

/** The resource as it is now; refused if it is no longer what the operation was computed from. */
async function readIfUnchanged(
  operation: Operation,
  type: ResourceType,
  request: ApiRequest,
  context: ApplyContext,
): Promise<Outcome<JsonObject, readonly Problem[]>> {
  const answer = await context.api.get(request.path, request.query);
  if (!answer.ok) return failWith([answer.error.problem]);
  const body = decodeResource(type, operation.liveId ?? '', answer.value.body);
  if (!body) return failWith(describeStaleChanges(operation, type, undefined));
  const moved = operation.fingerprint !== undefined && computeFingerprint(getResourceShape(type), body) !== operation.fingerprint;
  // In the order in which the plan was made, so that places inside of sets are the same.
  return moved ? failWith(describeStaleChanges(operation, type, body)) : succeed(inCanonicalOrder(getResourceShape(type), body));
}

interface OperationWrite extends PlannedWrite {
  /** Takes the ids of what the operation makes besides. */
  readonly madeIds: string[];
}

async function performWrite(
  operation: Operation,
  type: ResourceType,
  write: OperationWrite,
  context: ApplyContext,
): Promise<PerformedOperation> {
  const answer = await sendOnce(operation, type, { ...write, ...buildConfirm(operation, type, write, context) }, context);
  if (!answer.ok) return buildFailure([answer.error.problem]);
  if (operation.relation !== undefined) return { ok: true, problems: [] };
  const attached = findRequestedAttachment(type, write.planned);
  if (attached) return recordAttached(operation, attached, write, toBody(answer.value.body) ?? {});
  const made = write.isCreatingWrite && type.kind === 'collection';
  const liveId = made ? getResourceId(type, toBody(answer.value.body)) : operation.liveId;
  if (made && liveId === undefined) return buildFailure([describeMissingId(operation, write.planned)], true);
  if (made && liveId !== undefined) context.createdIds.set(operation.address, liveId);
  const problems = isEmptyAnswer(answer.value.body) ? [] : verifyAnswer(operation, type, write, answer.value.body, context);
  const isTaken = !problems.some(isError);
  return { ok: isTaken, problems, ...(isTaken ? {} : { partly: true }), ...(liveId === undefined ? {} : { liveId }) };
}

/** Something that the resource is to attach: what came of it, and the id by which it is attached. */
function recordAttached(
  operation: Operation,
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

const toBody = (answer: JsonValue | undefined): JsonObject | undefined => (isObject(answer) ? answer : undefined);

/** Some writes are answered with `{}`. A read that is answered so tells that there is nothing. */
const isEmptyAnswer = (answer: JsonValue | undefined): boolean => isObject(answer) && Object.keys(answer).length === 0;

/** What an answer tells of what was sent, both in the words of a definition. */
function verifyAnswer(
  operation: Operation,
  type: ResourceType,
  { planned, request }: OperationWrite,
  answer: JsonValue | undefined,
  context: ApplyContext,
): readonly Problem[] {
  if (isForOtherResource(operation, type, planned)) return [];
  const id = operation.liveId ?? (type.kind === 'placed' ? deriveIdFromKey(type, splitAddress(operation.address).key) : '');
  const [written, answered] = [decodeResource(type, id, request.body), decodeResource(type, id, answer)];
  // A member that goes may go only with the last of several writes.
  const isLast = operation.requests.findLast((request) => isOwnWrite(operation, type, request)) === planned;
  const sent = written && isLast ? addRemovedAsNull(getResourceShape(type), written, operation.changes) : written;
  const before = findLastSeen(operation, type, context);
  if (before && answered && operation.liveId !== undefined)
    context.lastSeen.set(toLiveKey(type.type, operation.liveId), { ...before, ...answered });
  return [
    ...compareAnswer(operation.address, getResourceShape(type), sent, answered, before, findHiddenPlaces(operation)),
    ...(sent && answered ? findUnattached(operation.address, type, sent, answered) : []),
  ];
}

const isOwnWrite = (operation: Operation, type: ResourceType, request: PlannedRequest): boolean =>
  request.method !== 'GET' && !isForOtherResource(operation, type, request);

/** A request to another resource than the operation's own: what was disturbed there is set again. */
function isForOtherResource(operation: Operation, type: ResourceType, { path }: PlannedRequest): boolean {
  const { key } = splitAddress(operation.address);
  return ![getResourceTarget(type, operation.liveId ?? deriveIdFromKey(type, key)), getCreateTarget(type, key)].some(
    (own) => own.path === path,
  );
}

/** Where the plan itself hides something. */
const findHiddenPlaces = ({ requests, live }: Operation): ReadonlySet<Pointer> =>
  new Set([...findMaskedPlaces(live), ...requests.flatMap(({ body }) => findSecretPlaces(body))]);

/** The resource as the checks found it, where the answer can be held against it. That a write is not yet in effect is no news. */
function findLastSeen(operation: Operation, type: ResourceType, context: ApplyContext): JsonObject | undefined {
  if (operation.liveId === undefined || type.answersWithRequest) return undefined;
  const found = context.lastSeen.get(toLiveKey(type.type, operation.liveId));
  return found && Object.fromEntries(Object.entries(found).filter(([name]) => name !== type.activation?.field));
}

const describeMissingId = (operation: Operation, request: PlannedRequest): Problem => ({
  code: 'answer-unreadable',
  severity: 'error',
  message: `the answer to a ${request.method} for ${operation.address} names no id`,
  place: { kind: 'request', method: request.method, path: request.path },
  hint: 'Plan again: the next run finds what this one has made.',
});

/** An update of the resource itself can be seen to have been carried out; all else can be sent again without harm. */
const buildConfirm = (
  operation: Operation,
  type: ResourceType,
  write: OperationWrite,
  context: ApplyContext,
): Pick<PlannedWrite, 'confirm'> =>
  operation.action === 'update' &&
  operation.relation === undefined &&
  !findRequestedAttachment(type, write.planned) &&
  !isForOtherResource(operation, type, write.planned)
    ? { confirm: () => confirmUpdate(operation, type, write, context) }
    : {};

async function confirmUpdate(
  operation: Operation,
  type: ResourceType,
  write: OperationWrite,
  context: ApplyContext,
): Promise<SendOutcome | undefined> {
  const live = await context.api.get(write.request.path, type.kind === 'placed' ? type.query : undefined);
  if (!live.ok || !isObject(write.request.body)) return undefined;
  return verifyAnswer(operation, type, write, live.value.body, context).some(isError) ? undefined : live;
}
