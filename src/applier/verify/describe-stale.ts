import { type JsonObject, toJsonObject } from '../../model/json/json-value.ts';
import { parsePointer } from '../../model/json/pointer.ts';
import { type ChangeOperation, getLiveState, isRelationOperation } from '../../model/plan/operation.ts';
import type { Problem } from '../../model/problem/problem.ts';
import { formatValue } from '../../model/wording.ts';
import { getResourceShape } from '../../resources/resource-shape.ts';
import type { ResourceType } from '../../resources/resource-type.ts';
import { computeFieldChanges } from '../../schema/compare/compare-fields.ts';
import { AS_IS } from '../../schema/compare/normal-form.ts';
import { maskAlike, maskResource } from '../../schema/secrets/mask-resource.ts';

/**
 * Describes which fields changed since the plan was made, with their old and new values. Both sides are masked, so no secret appears. `now`
 * is the live resource, `undefined` if it no longer exists.
 */
export function describeStaleChanges(
  operation: ChangeOperation,
  type: ResourceType,
  now: JsonObject | undefined,
): readonly Problem[] {
  if (isRelationOperation(operation))
    return [buildStaleProblem(operation, `/${operation.relation}`, `its ${operation.relation} changed`)];
  if (!now) return [buildStaleProblem(operation, '', 'it no longer exists')];
  const shape = getResourceShape(type);
  const before = getLiveState(operation) ?? {};
  const after = toJsonObject(maskAlike(before, maskResource(shape, now)));
  const gone = Object.fromEntries(
    Object.keys(before)
      .filter((name) => !Object.hasOwn(after, name))
      .map((name) => [name, null]),
  );
  const changes = computeFieldChanges(shape, before, { ...after, ...gone }, AS_IS);
  if (changes.length === 0) return [buildStaleProblem(operation, '', 'it changed')];
  return changes.map((change) =>
    buildStaleProblem(
      operation,
      change.path,
      `${parsePointer(change.path).join('.')} changed from ${formatValue(change.before)} to ${formatValue(change.after)}`,
    ),
  );
}

export const buildStaleProblem = (operation: ChangeOperation, pointer: string, what: string): Problem => ({
  code: 'plan-stale',
  severity: 'error',
  message: `${operation.address} no longer matches the state that the plan was made from: ${what}`,
  place: { kind: 'address', address: operation.address, pointer },
  hint: 'Plan again and review the new plan.',
});
