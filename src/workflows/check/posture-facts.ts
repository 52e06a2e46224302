import type { CelFunction } from '../../posture/cel-function.ts';
import type { Judge } from '../../posture/judge/judge-rules.ts';
import type { Rule } from '../../posture/rule.ts';

export interface PostureFacts {
  readonly rules: readonly Rule[];
  readonly functions: readonly CelFunction[];
  readonly judge: Judge;
}

let facts: Promise<PostureFacts> | undefined;

/** Loads the rules and the evaluator of conditions, on first use: most commands need neither. */
export const loadPosture = (): Promise<PostureFacts> => {
  facts ??= importPosture();
  return facts;
};

async function importPosture(): Promise<PostureFacts> {
  const [{ RULES }, { CEL_FUNCTIONS }, { createJudge }] = await Promise.all([
    import('../../posture/rules/all-rules.ts'),
    import('../../posture/functions/cel-functions.ts'),
    import('../../posture/judge/judge-rules.ts'),
  ]);
  return { rules: RULES, functions: CEL_FUNCTIONS, judge: createJudge(RULES, CEL_FUNCTIONS) };
}
