import { expect, it } from 'vitest';
import { RULES } from '../../src/posture/rules/all-rules.ts';
import { parseCondition } from './evaluate-rule.ts';

it.each(RULES.map((rule) => [rule.id, rule] as const))('%s is a condition', (_, rule) => {
  const checked = parseCondition(rule.when).check();
  expect({ valid: checked.valid, type: checked.type, message: checked.error?.message }).toEqual({
    valid: true,
    type: 'bool',
    message: undefined,
  });
});
