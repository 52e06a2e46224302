import { expect, test } from 'vitest';
import { OPERATION_REASON } from '../../src/model/plan/operation-reasons.ts';
import { renderPlanHtml } from '../../src/reporter/html/plan/html-plan.ts';
import { renderPlanMarkdown } from '../../src/reporter/markdown/markdown-plan.ts';
import { createChange, createOperation, createPlan } from '../support/plan-builders.ts';

test.each([
  ['update', OPERATION_REASON.update, false],
  ['link', OPERATION_REASON.link, false],
  ['unlink', OPERATION_REASON.unlink, true],
  ['update', 'a name is needed twice', true],
] as const)('a reviewer reads why there is an %s ("%s") where it does not go without saying', (action, why, isTold) => {
  const changes = [createChange(['description'], 'old', 'new')];
  const of = createPlan([createOperation(action, 'clients/A', { why, changes, liveId: 'a' })]);
  for (const report of [renderPlanMarkdown(of), renderPlanHtml(of)]) expect(report.includes(why)).toBe(isTold);
});
