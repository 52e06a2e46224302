import { isObject, type JsonObject, type JsonValue } from '../../model/json/json.ts';
import { stepsOf } from '../../model/json/pointer.ts';
import type { Operation } from '../../model/plan/plan.ts';
import type { Problem } from '../../model/problem/problem.ts';
import type { ResourceType } from '../../resources/define.ts';
import { shapeOf } from '../../resources/shape.ts';
import { fieldChanges } from '../../schema/compare/diff.ts';
import { WIRE } from '../../schema/compare/normal.ts';
import { masked, maskedLike } from '../../schema/secrets/mask.ts';

/** Who has moved: which field, from what to what. Secrets never show, since both sides are masked. */
export function movedProblems(operation: Operation, type: ResourceType, now: JsonObject | undefined): readonly Problem[] {
  if (operation.relation !== undefined) return [stale(operation, `/${operation.relation}`, `its ${operation.relation} changed`)];
  if (!now) return [stale(operation, '', 'it is gone')];
  const shape = shapeOf(type);
  const before = operation.live ?? {};
  const after = asObject(maskedLike(before, masked(shape, now)));
  const gone = Object.fromEntries(
    Object.keys(before)
      .filter((name) => !Object.hasOwn(after, name))
      .map((name) => [name, null]),
  );
  const changes = fieldChanges(shape, before, { ...after, ...gone }, WIRE);
  if (changes.length === 0) return [stale(operation, '', 'it changed')];
  return changes.map((change) =>
    stale(operation, change.path, `${stepsOf(change.path).join('.')} went from ${text(change.before)} to ${text(change.after)}`),
  );
}

const asObject = (value: JsonValue): JsonObject => (isObject(value) ? value : {});

const text = (value: JsonValue | undefined): string => (value === undefined ? 'nothing' : JSON.stringify(value));

export const stale = (operation: Operation, pointer: string, what: string): Problem => ({
  code: 'plan-stale',
  severity: 'error',
  message: `${operation.address} is no longer what the plan was made from: ${what}`,
  place: { kind: 'address', address: operation.address, pointer },
  hint: 'Plan again, and see what the plan says now.',
});
