import fc from 'fast-check';
import { expect, test } from 'vitest';
import { renderPlanJson } from '../../src/reporter/plan-json.ts';
import { hostilePlan } from '../support/hostile-values.ts';
import { createOperation, createPlan } from '../support/plan-builders.ts';
import { createSamplePlan } from '../support/sample-plan.ts';

test('is the very plan', () => {
  fc.assert(
    fc.property(hostilePlan, (of) => {
      expect(JSON.parse(renderPlanJson(of))).toEqual(JSON.parse(JSON.stringify(of)));
    }),
  );
});

test('does not depend on the order of members', () => {
  const reverseKeys = <T>(value: T): T =>
    JSON.parse(JSON.stringify(value), (_, one: unknown) =>
      typeof one === 'object' && one !== null && !Array.isArray(one) ? Object.fromEntries(Object.entries(one).reverse()) : one,
    );
  expect(renderPlanJson(reverseKeys(createSamplePlan()))).toBe(renderPlanJson(createSamplePlan()));
});

test('begins with what it is, and indents by two', () => {
  expect(renderPlanJson(createPlan()).split('\n').slice(0, 3)).toEqual([
    '{',
    '  "format": "tenon-plan/1",',
    '  "tool": "0.1.0",',
  ]);
  expect(renderPlanJson(createPlan())).toMatch(/\n}\n$/);
});

test('keeps members that are called as the prototype is', () => {
  const live = JSON.parse('{"__proto__": {"a": 1}, "constructor": 2}');
  expect(renderPlanJson(createPlan([createOperation('update', 'clients/A', { live })]))).toContain('"__proto__": {');
});
