import { expect, test } from 'vitest';
import { countAppliedChanges, countPlannedChanges } from '../../src/action/action-counts.ts';
import { createImpactPlan } from '../support/impact-plan.ts';
import { createOperationResult, createResult } from '../support/plan-builders.ts';

const plan = createImpactPlan();
const text = JSON.stringify(plan);

test('a plan counts resources by class of impact', () => {
  expect(countPlannedChanges(text)).toEqual({
    changes: 70,
    destructive: 1,
    impact: { weakens: 1, widens: 2, tightens: 2, 'runs-code': 1, loses: 1, secret: 1, cosmetic: 3 },
  });
});

test('an apply counts only what is done', () => {
  const result = createResult(
    plan.operations.map((one, index) => createOperationResult(index === 0 ? 'done' : 'not started', one)),
  );
  expect(countAppliedChanges(JSON.stringify(result), text)).toEqual({ changes: 1, destructive: 0, impact: { weakens: 1 } });
});
