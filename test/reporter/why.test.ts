import { expect, test } from 'vitest';
import { PLAIN_REASON } from '../../src/model/plan/reasons.ts';
import { htmlPlan } from '../../src/reporter/html/plan.ts';
import { markdownPlan } from '../../src/reporter/markdown/plan.ts';
import { change, operation, plan } from '../support/plans.ts';

test.each([
  ['update', PLAIN_REASON.update, false],
  ['link', PLAIN_REASON.link, false],
  ['unlink', PLAIN_REASON.unlink, true],
  ['update', 'a name is needed twice', true],
] as const)('a reviewer reads why there is an %s ("%s") where it does not go without saying', (action, why, isTold) => {
  const changes = [change(['description'], 'old', 'new')];
  const of = plan([operation(action, 'clients/A', { why, changes, liveId: 'a' })]);
  for (const report of [markdownPlan(of), htmlPlan(of)]) expect(report.includes(why)).toBe(isTold);
});
