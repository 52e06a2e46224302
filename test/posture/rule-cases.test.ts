import { describe, expect, it } from 'vitest';
import { isObject } from '../../src/model/json/json-value.ts';
import { RULES } from '../../src/posture/rules/all-rules.ts';
import { findRefusals } from '../schemas/schema-helpers.ts';
import { ALL_CASES } from './cases/all-cases.ts';
import type { RuleCase } from './cases/rule-case.ts';
import { type ConditionInput, evaluateCondition, isHit } from './evaluate-rule.ts';

const toInput = ({ r, t = {}, prod = true, isNew = false, regulated = false }: RuleCase): ConditionInput => ({
  r,
  t,
  prod,
  isNew,
  regulated,
});
/** Rules about values that the API refuses today: only an old tenant may still have them. */
const REFUSED_TODAY: ReadonlySet<string> = new Set(['login-uri-insecure', 'log-stream-clear']);

const rows = RULES.flatMap((rule) => {
  const { hit = [], miss = [] } = ALL_CASES[rule.id] ?? {};
  return [
    ...hit.map((one, index) => ({ name: `${rule.id} finds ${index + 1}`, rule, one, expected: true })),
    ...miss.map((one, index) => ({ name: `${rule.id} leaves out ${index + 1}`, rule, one, expected: false })),
  ];
});

it('every rule has at least one hit and one miss, and there is no case of a rule that does not exist', () => {
  const complete = Object.entries(ALL_CASES).filter(([, { hit, miss }]) => hit.length > 0 && miss.length > 0);
  expect(complete.map(([id]) => id).sort()).toEqual(RULES.map(({ id }) => id).sort());
});

describe.each(rows)('$name', ({ rule, one, expected }) => {
  it('as expected', () => {
    expect(isHit(rule, toInput(one))).toBe(expected);
  });

  it('and all values of the resource are ones that a definition can have', () => {
    const fields = Object.fromEntries(Object.entries(one.r).filter(([name]) => !name.startsWith('$')));
    // What a complete definition has to say besides is left out here.
    const refusals = rule.types.map((type) =>
      findRefusals(type === 'tenant' ? 'tenantSettings' : type, fields).filter(
        (refusal) => !/^(required|minProperties) /.test(refusal),
      ),
    );
    if (rule.scope === 'resource' && !REFUSED_TODAY.has(rule.id)) expect(refusals).toContainEqual([]);
  });
});

it('a rule whose related types are not known finds nothing', () => {
  const related = rows.filter(({ rule, expected }) => expected && (rule.reads ?? []).length > 0);
  expect(related.length).toBeGreaterThan(20);
  expect(related.filter(({ rule, one }) => isHit(rule, toInput({ ...one, t: {} }))).map(({ name }) => name)).toEqual([]);
});

it('null instead of any value of a hit is an answer, too', () => {
  for (const { rule, one } of rows)
    for (const name of Object.keys(one.r))
      expect(typeof evaluateCondition(rule.when, toInput({ ...one, r: { ...one.r, [name]: null } }))).toBe('boolean');
  expect(rows.every(({ one }) => isObject(one.r))).toBe(true);
});
