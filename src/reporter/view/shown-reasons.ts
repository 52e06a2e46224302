import { OPERATION_REASON } from '../../model/plan/operation-reasons.ts';
import type { Operation } from '../../model/plan/plan.ts';

/** Below these stands the change itself, which says it better. */
const SELF_EVIDENT_REASONS: ReadonlySet<string> = new Set([
  OPERATION_REASON.create,
  OPERATION_REASON.update,
  OPERATION_REASON.link,
]);

/** Why operations are there, each reason once, without those that go without saying. */
export const listShownReasons = (operations: readonly Operation[]): readonly string[] =>
  [...new Set(operations.map(({ why }) => why))].filter((why) => !SELF_EVIDENT_REASONS.has(why));
