import { describe, expect, test } from 'vitest';
import { buildPlanView, type PlanView } from '../../src/reporter/view/plan/plan-view.ts';
import { createCustomers, createFinding, createImpact, createImpactPlan } from '../support/impact-plan.ts';
import { createChange, createCreation, createOperation, createPlan } from '../support/plan-builders.ts';

const listAddresses = ({ impact }: PlanView): readonly (readonly [string, ...string[]])[] =>
  impact.map(({ is, entries }) => [is, ...entries.flatMap(({ blocks }) => blocks.map(({ address }) => address))]);

describe('impact', () => {
  const view = buildPlanView(createImpactPlan());
  test('comes by class, the worst first, and a resource stands in each of its classes', () => {
    expect(listAddresses(view)).toEqual([
      ['weakens', 'attackProtection/bruteForceProtection'],
      ['widens', 'clients/App', 'roles/Viewer'],
      ['tightens', 'clients/App', 'organizations/acme'],
      ['runs-code', 'actions/login'],
      ['loses', 'connections/legacy-users'],
      ['secret', 'clients/App'],
    ]);
  });
  test('has only the changes that it is about; the rest is an update, the cosmetic ones last', () => {
    expect(view.impact[1]?.entries[0]?.changes).toMatchObject([{ kind: 'list', items: [{ sign: '+' }] }]);
    expect(view.impact[2]?.entries[0]?.changes).toMatchObject([{ kind: 'list', items: [{ sign: '-' }] }]);
    expect(view.updates.map(({ block, isRest, isCosmetic }) => [block.address, isRest, isCosmetic])).toEqual([
      ['clients/App', true, false],
      ['tenant', false, false],
      ['emailTemplates/welcome_email', false, true],
      ['branding', false, true],
    ]);
    expect(view.updates[0]?.block.parts[0]?.entries.map(({ name }) => name)).toEqual(['description', 'sso_disabled']);
  });
  test('names the line of the change', () => {
    const origin = { kind: 'file', file: 'a.yaml', line: 7, column: 1 } as const;
    const update = createOperation('update', 'clients/A', {
      changes: [{ ...createChange(['x'], 1, 2), origin }],
      impact: [createImpact('widens', 'x', 'More.', '/x')],
    });
    expect(buildPlanView(createPlan([update])).impact[0]?.entries[0]?.origin).toEqual(origin);
  });
  test('of resources that are alike is one entry', () => {
    const updates = ['A', 'B', 'C'].map((name) =>
      createOperation('update', `clients/${name}`, {
        changes: [createChange(['x'], 1, 2)],
        why: 'the same',
        impact: [createImpact('widens', 'x', 'More.', '/x')],
      }),
    );
    const count = (of: typeof updates): unknown =>
      buildPlanView(createPlan(of)).impact[0]?.entries.map(({ blocks }) => blocks.length);
    expect(count(updates)).toEqual([3]);
    expect(count(updates.slice(1))).toEqual([1, 1]);
  });
  test('counts resources', () => {
    expect(view.impactCounts.map(({ is, resources }) => [is, resources])).toEqual([
      ['weakens', 1],
      ['widens', 2],
      ['tightens', 2],
      ['runs-code', 1],
      ['loses', 1],
      ['secret', 1],
      ['cosmetic', 3],
    ]);
  });
});

describe('the verdict', () => {
  const judge = (...operations: Parameters<typeof createOperation>[]): string =>
    buildPlanView(createPlan(operations.map((each) => createOperation(...each)))).verdict.alarm;
  test('alarms for what opens, weakens or loses, and for what is refused', () => {
    expect(judge(['update', 'a/b', { impact: [createImpact('widens', '', 'x')] }])).toBe('danger');
    expect(judge(['update', 'a/b', { impact: [createImpact('runs-code', '', 'x')] }])).toBe('warn');
    expect(judge(['delete', 'a/b'])).toBe('warn');
    expect(judge(['update', 'a/b', { impact: [createImpact('cosmetic', '', 'x')] }])).toBe('calm');
    expect(judge()).toBe('calm');
  });
  test('never calls anything safe', () => {
    expect(JSON.stringify(buildPlanView(createImpactPlan()).verdict)).not.toMatch(/safe/i);
  });
});

describe('findings', () => {
  const update = createOperation('update', 'clients/A', {
    changes: [createChange(['x'], 1, 2), createChange(['y'], 1, 2)],
    impact: [createImpact('weakens', 'x', 'Less.', '/x'), createImpact('widens', 'y.z[]', 'More.', '/y')],
  });
  const place = (...added: readonly ReturnType<typeof createFinding>[]): PlanView =>
    buildPlanView(createPlan([update], { findings: { added, ended: 0, before: 0 } }));
  test('stand with the change of their field, each once', () => {
    const view = place(createFinding('clients/A', 'y'), createFinding('clients/A', 'q', { rule: 'other' }));
    expect(view.impact.map(({ entries }) => entries[0]?.findings.map(({ finding }) => finding.rule))).toEqual([
      ['other'],
      ['callback-loopback'],
    ]);
    expect(view.otherFindings).toEqual([]);
  });
  test('about something else stand alone; accepted ones are only counted', () => {
    const view = place(createFinding('tenant', 'x'), createFinding('clients/A', 'x', { accepted: { reason: 'known' } }));
    expect(view.otherFindings.map(({ finding }) => finding.address)).toEqual(['tenant']);
    expect(view.findingsLine).toMatch(/^\D+1\D+1\D+0\D+0/);
  });
});

describe('creates', () => {
  test('of the same fields are a group, which knows what differs', () => {
    const [group] = buildPlanView(createPlan(createCustomers(60))).creates;
    expect(group).toMatchObject({ type: 'organizations', differing: ['name', 'display_name'] });
    expect(group?.blocks).toHaveLength(60);
    expect(Object.keys(group?.common ?? {})).toEqual(['branding']);
  });
  test('that are few, or not alike, stand alone', () => {
    expect(buildPlanView(createPlan(createCustomers(3))).creates).toHaveLength(3);
    const odd = createCreation('organizations', 'odd', { name: 'odd', metadata: { a: 'b' } });
    expect(buildPlanView(createPlan([...createCustomers(4), odd])).creates.map(({ blocks }) => blocks.length)).toEqual([4, 1]);
  });
});
