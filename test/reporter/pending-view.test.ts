import { describe, expect, test } from 'vitest';
import type { PlanSince } from '../../src/model/plan/pending-changes.ts';
import type { Plan } from '../../src/model/plan/plan.ts';
import { renderPlanHtml } from '../../src/reporter/html/plan/html-plan.ts';
import { renderPlanMarkdown } from '../../src/reporter/markdown/markdown-plan.ts';
import { renderPlanText } from '../../src/reporter/text/plan/text-plan.ts';
import { buildPlanView } from '../../src/reporter/view/plan/plan-view.ts';
import { createImpact } from '../support/impact-plan.ts';
import { createChange, createOperation, createPlan } from '../support/plan-builders.ts';

const ann = {
  who: { kind: 'person', name: 'Ann Example' },
  via: 'dashboard',
  at: '2026-11-20T10:00:00.000Z',
  request: { method: 'PATCH', path: '/clients/x' },
  tenon: false,
} as const;

const client = createOperation('update', 'clients/App', {
  changes: [createChange(['mine'], 1, 2), createChange(['drifted'], 'drifted-value', 4)],
  impact: [createImpact('widens', 'drifted', 'Wider.', '/drifted'), createImpact('tightens', 'mine', 'Tighter.', '/mine')],
});
const role = createOperation('update', 'roles/Merged', { changes: [createChange(['description'], 'a', 'b')] });

const createSincePlan = (since: Partial<PlanSince>): Plan => ({
  ...createPlan([client, role]),
  since: {
    revision: 'git:origin/main',
    pending: [
      { operation: client.id, paths: ['/drifted'], kind: 'tenant changed', by: ann },
      { operation: role.id, kind: 'definition ahead' },
    ],
    refusals: [],
    ...since,
  },
});

describe('a plan that was compared with an earlier revision', () => {
  const view = buildPlanView(createSincePlan({}));

  test('counts and judges only the change under review', () => {
    expect(view.counts).toEqual({ create: 0, update: 1, delete: 0 });
    expect(view.impactCounts).toEqual([{ is: 'tightens', resources: 1 }]);
    expect(view.verdict.alarm).toBe('warn');
    expect(view.updates).toEqual([]);
  });

  test('groups what was pending by its cause', () => {
    expect(view.pending?.count).toBe(2);
    expect(view.pending?.groups.map(({ blocks }) => blocks.map(({ address }) => address))).toEqual([
      ['clients/App'],
      ['roles/Merged'],
    ]);
    expect(view.pending?.groups[0]?.blocks[0]?.parts[0]?.entries).toMatchObject([{ name: 'drifted' }]);
  });

  test('has no such part if nothing was pending', () => {
    expect(buildPlanView(createSincePlan({ pending: [] })).pending).toBeUndefined();
  });

  test.each([
    ['text', (plan: Plan) => renderPlanText(plan, { colour: false, width: 100 })],
    ['markdown', (plan: Plan) => renderPlanMarkdown(plan)],
    ['html', (plan: Plan) => renderPlanHtml(plan)],
  ])('shows as %s what was pending, who changed the tenant, and what keeps it from being applied', (_, render) => {
    const refusal = { code: 'guard-limit', severity: 'error', message: 'too many' } as const;
    const report = render(createSincePlan({ refusals: [refusal] }));
    for (const shown of ['Merged', 'drifted', 'Ann Example', 'guard-limit', 'git:origin/main']) expect(report).toContain(shown);
  });
});
