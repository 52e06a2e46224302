import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Operation } from '../../src/model/plan.ts';
import { driftText } from '../../src/reporter/text/drift.ts';
import { hostilePlan } from '../support/hostile.ts';
import { added, change, creation, operation, plan, removed } from '../support/plans.ts';
import { samplePlan } from '../support/sample-plan.ts';

const text = (...operations: readonly Operation[]): string => driftText(plan(operations), { colour: false, width: 100 });

test('reads as it should', () =>
  expect(driftText(samplePlan(), { colour: false, width: 100 })).toMatchFileSnapshot('golden/drift.txt'));

test('both sides of a value in words', () => {
  const shown = text(operation('update', 'clients/App', { changes: [change(['name'], 'a', 'b')] }));
  expect(shown).toMatch(/name\n {6}tenant has {7}a\n {6}definition says {2}b\n/);
});

test('items of a set by who has them', () => {
  const shown = text(operation('update', 'clients/App', { changes: [added('callbacks', 'x'), removed('callbacks', 'y')] }));
  expect(shown).toMatch(/definition says {2}x\n {6}tenant has {7}y\n/);
});

test('temporary steps are no drift', () => {
  const swap = [change(['name'], 'a', 'tmp')];
  const shown = text(
    operation('update', 'roles/b', { id: '1', changes: swap }),
    operation('update', 'roles/b', { id: '2', changes: [change(['name'], 'tmp', 'b')] }),
  );
  expect(shown).not.toContain('tmp');
  expect(shown).toContain('1 resource differs');
});

test('what is missing, what is only there, what nobody declared', () => {
  const drift = plan([creation('roles', 'a', { name: 'a' }), operation('delete', 'roles/b')], { undeclared: ['roles/c'] });
  const shown = driftText(drift, { colour: false, width: 100 });
  expect(shown).toContain('- roles/a  missing in the tenant');
  expect(shown).toContain('+ roles/b  only in the tenant');
  expect(shown).toMatch(/\n1 resource is missing in the tenant, 1 is only in the tenant · 1 undeclared\n$/);
});

test('none', () => expect(text()).toMatch(/\nNo drift\.\n$/));

test('nothing hostile reaches the terminal', () => {
  fc.assert(
    fc.property(hostilePlan, (hostile) => {
      const shown = driftText(hostile, { colour: false, width: 80 });
      expect(shown.replace(/[\n\t]/g, '')).not.toMatch(/[\p{Cc}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069\u200b\ufeff]/u);
    }),
  );
});
