import type { ApiRequest } from '../../management-api/management-api.ts';
import { splitAddress } from '../../model/address.ts';
import type { JsonObject, JsonValue } from '../../model/json/json-value.ts';
import type { Pointer } from '../../model/json/pointer.ts';
import { getLiveState, type ResourceOperation } from '../../model/plan/operation.ts';
import { findSecretPlaces } from '../../model/plan/placeholders.ts';
import type { PlannedRequest } from '../../model/plan/planned-request.ts';
import type { Problem } from '../../model/problem/problem.ts';
import {
  decodeResource,
  deriveIdFromKey,
  getCreateTarget,
  getResourceTarget,
} from '../../resources/endpoints/resource-endpoints.ts';
import { isRegistrationRequest } from '../../resources/identity/registrations.ts';
import { getResourceShape } from '../../resources/resource-shape.ts';
import type { ResourceType } from '../../resources/resource-type.ts';
import { findMaskedPlaces } from '../../schema/secrets/mask-resource.ts';
import { type ApplyContext, toLiveKey } from '../apply-context.ts';
import { addRemovedAsNull, compareAnswer } from './compare-answer.ts';
import { omitCarriedItems } from './confirm-carried.ts';
import { findUnattached } from './verify-attached.ts';

/** Compares the answer to a write with what was sent, both decoded, and remembers the answer as the resource's last seen state. */
export function verifyAnswer(
  operation: ResourceOperation,
  type: ResourceType,
  { planned, request }: { readonly planned: PlannedRequest; readonly request: ApiRequest },
  answer: JsonValue | undefined,
  context: ApplyContext,
): readonly Problem[] {
  if (isForOtherResource(operation, type, planned)) return [];
  const id = operation.liveId ?? (type.kind === 'placed' ? deriveIdFromKey(type, splitAddress(operation.address).key) : '');
  const [written, answered] = [decodeResource(type, id, omitCarriedItems(type, request.body)), decodeResource(type, id, answer)];
  // With several writes, a removed member may disappear only with the last one.
  const isLast = operation.requests.findLast((candidate) => isOwnWrite(operation, type, candidate)) === planned;
  const sent = written && isLast ? addRemovedAsNull(getResourceShape(type), written, operation.changes) : written;
  const before = findLastSeen(operation, type, context);
  if (before && answered && operation.liveId !== undefined)
    context.lastSeen.set(toLiveKey(type.type, operation.liveId), { ...before, ...answered });
  return [
    ...compareAnswer(operation.address, getResourceShape(type), sent, answered, before, findHiddenPlaces(operation)),
    ...(sent && answered ? findUnattached(operation.address, type, sent, answered) : []),
  ];
}

const isOwnWrite = (operation: ResourceOperation, type: ResourceType, request: PlannedRequest): boolean =>
  request.method !== 'GET' && !isForOtherResource(operation, type, request);

/** Whether a request goes to another resource than the operation's own, to restore settings there that the operation resets. */
export function isForOtherResource(operation: ResourceOperation, type: ResourceType, request: PlannedRequest): boolean {
  if (isRegistrationRequest(type, request)) return false;
  const { key } = splitAddress(operation.address);
  const ownTargets = [getResourceTarget(type, operation.liveId ?? deriveIdFromKey(type, key)), getCreateTarget(type, key)];
  return !ownTargets.some((own) => own.path === request.path);
}

/** Lists the places that the plan masks. */
const findHiddenPlaces = (operation: ResourceOperation): ReadonlySet<Pointer> =>
  new Set([...findMaskedPlaces(getLiveState(operation)), ...operation.requests.flatMap(({ body }) => findSecretPlaces(body))]);

/**
 * Returns the last seen state that an answer can be compared with, without the activation field: a write is not active yet when it is
 * answered, which is expected.
 */
function findLastSeen(operation: ResourceOperation, type: ResourceType, context: ApplyContext): JsonObject | undefined {
  if (operation.liveId === undefined || type.answersWithRequest) return undefined;
  const found = context.lastSeen.get(toLiveKey(type.type, operation.liveId));
  return found && Object.fromEntries(Object.entries(found).filter(([name]) => name !== type.activation?.field));
}
