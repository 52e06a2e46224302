import type { Operation } from '../../model/plan/operation.ts';
import { OPERATION_REASON } from '../../model/plan/operation-reasons.ts';

/** Reasons that repeat what the list of changes below them already shows. */
const SELF_EVIDENT_REASONS: ReadonlySet<string> = new Set([
  OPERATION_REASON.create,
  OPERATION_REASON.update,
  OPERATION_REASON.link,
]);

/** Lists the distinct reasons of operations, without the self-evident ones. */
export const listShownReasons = (operations: readonly Operation[]): readonly string[] =>
  [...new Set(operations.map(({ why }) => why))].filter((why) => !SELF_EVIDENT_REASONS.has(why));
