import type { ApiRequest } from '../../management-api/management-api.ts';
import type { ChangeOperation } from '../../model/plan/operation.ts';
import { failWith, type Outcome, succeed } from '../../model/plan/outcome.ts';
import type { PlannedRequest, VersionMembers } from '../../model/plan/planned-request.ts';
import type { ResourceType } from '../../resources/resource-type.ts';
import { type ApplyContext, findOperationType, toRelationKey } from '../apply-context.ts';
import { buildFailure, OperationProgress, type PerformedOperation } from './operation-progress.ts';
import { performWrite } from './perform-write.ts';
import { readForOperation } from './read-for-operation.ts';
import { readVersions } from './read-versions.ts';
import { resolveRequest, resolveValue } from './resolve-request.ts';

/** Sends an operation's requests in order and checks each answer. Stops at the first request that fails. */
export async function performOperation(operation: ChangeOperation, context: ApplyContext): Promise<PerformedOperation> {
  const type = findOperationType(context, operation);
  if (!type) return buildFailure([]);
  const progress = new OperationProgress();
  for (const planned of operation.requests) {
    if (planned.carried && isConfirmed(operation, context)) continue;
    const performed = await performRequest(operation, type, planned, progress, context);
    if (!performed.ok) return progress.fail(performed.error);
  }
  return progress.result;
}

/** Whether the create of the resource already added the items that the operation links. */
const isConfirmed = ({ address, relation }: ChangeOperation, { carried }: ApplyContext): boolean =>
  relation !== undefined && carried.has(toRelationKey(address, relation));

type RequestOutcome = Outcome<void, PerformedOperation>;

/** Sends one request of an operation and records its outcome in `progress`. */
async function performRequest(
  operation: ChangeOperation,
  type: ResourceType,
  planned: PlannedRequest,
  progress: OperationProgress,
  context: ApplyContext,
): Promise<RequestOutcome> {
  const resolved = resolveRequest(planned, progress.toResolveContext(operation, context));
  if (!resolved.ok) return failWith(buildFailure([resolved.error]));
  const request = resolved.value;
  if (planned.versions) return recordVersions(operation, planned, planned.versions, request, progress, context);
  if (planned.method === 'GET') {
    const read = await readForOperation(operation, type, planned, request, context);
    if (!read.ok) return failWith(buildFailure(read.error));
    progress.live = read.value;
    return succeed(undefined);
  }
  // The first write of a create makes the resource; later ones only complete it.
  const isCreatingWrite = operation.action === 'create' && !progress.hasWritten;
  const write = { planned, request, isCreatingWrite, madeIds: progress.madeIds };
  const written = await performWrite(operation, type, write, context);
  if (!written.ok) return failWith(written);
  progress.recordWrite(written);
  return succeed(undefined);
}

async function recordVersions(
  operation: ChangeOperation,
  planned: PlannedRequest,
  members: VersionMembers,
  request: ApiRequest,
  progress: OperationProgress,
  context: ApplyContext,
): Promise<RequestOutcome> {
  const owner = resolveValue(planned.params?.id ?? null, progress.toResolveContext(operation, context));
  if (!owner.ok) return failWith(buildFailure([owner.error]));
  const read = await readVersions(members, owner.value, request, context.api);
  if (!read.ok) return failWith(buildFailure([read.error.problem]));
  progress.recordVersions(read.value);
  return succeed(undefined);
}
