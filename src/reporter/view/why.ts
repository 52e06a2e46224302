import type { Operation } from '../../model/plan/plan.ts';
import { PLAIN_REASON } from '../../model/plan/reasons.ts';

/** Below these stands the change itself, which says it better. */
const SELF_EVIDENT: ReadonlySet<string> = new Set([PLAIN_REASON.create, PLAIN_REASON.update, PLAIN_REASON.link]);

/** Why operations are there, each reason once, without those that go without saying. */
export const whysOf = (operations: readonly Operation[]): readonly string[] =>
  [...new Set(operations.map(({ why }) => why))].filter((why) => !SELF_EVIDENT.has(why));
