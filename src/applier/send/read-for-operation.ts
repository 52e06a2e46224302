import type { ApiRequest } from '../../management-api/management-api.ts';
import type { JsonObject } from '../../model/json/json-value.ts';
import type { ChangeOperation } from '../../model/plan/operation.ts';
import { failWith, type Outcome, succeed } from '../../model/plan/outcome.ts';
import type { PlannedRequest } from '../../model/plan/planned-request.ts';
import type { Problem } from '../../model/problem/problem.ts';
import { decodeResource } from '../../resources/endpoints/resource-endpoints.ts';
import { getResourceShape } from '../../resources/resource-shape.ts';
import type { ResourceType } from '../../resources/resource-type.ts';
import { inCanonicalOrder } from '../../schema/compare/canonical-order.ts';
import { computeFingerprint } from '../../schema/compare/fingerprint.ts';
import type { ApplyContext } from '../apply-context.ts';
import { describeStaleChanges } from '../verify/describe-stale.ts';
import { waitUntilReady } from '../verify/wait-until-ready.ts';

/** Carries out a planned GET: polls until the resource is ready, or reads it once and checks that it is unchanged. */
export const readForOperation = (
  operation: ChangeOperation,
  type: ResourceType,
  { until }: PlannedRequest,
  request: ApiRequest,
  context: ApplyContext,
): Promise<Outcome<JsonObject, readonly Problem[]>> =>
  until ? waitUntilReady(operation, until, request, context) : readIfUnchanged(operation, type, request, context);

/** Reads the live resource; fails if it differs from the state that the operation was computed from. */
async function readIfUnchanged(
  operation: ChangeOperation,
  type: ResourceType,
  request: ApiRequest,
  context: ApplyContext,
): Promise<Outcome<JsonObject, readonly Problem[]>> {
  const answer = await context.api.get(request.path, request.query);
  if (!answer.ok) return failWith([answer.error.problem]);
  const body = decodeResource(type, operation.liveId ?? '', answer.value.body);
  if (!body) return failWith(describeStaleChanges(operation, type, undefined));
  const shape = getResourceShape(type);
  const isChanged = operation.fingerprint !== undefined && computeFingerprint(shape, body) !== operation.fingerprint;
  // Placeholders for live values contain list positions, so the lists must be in the order that the planner saw.
  return isChanged ? failWith(describeStaleChanges(operation, type, body)) : succeed(inCanonicalOrder(shape, body));
}
