import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SEVERITIES } from '../../src/model/plan/finding.ts';
import { RULES } from '../../src/posture/rules/all-rules.ts';
import { CATALOGUE } from '../../src/resources/catalogue.ts';
import { resolveSchemaRef, type Schema } from '../../src/schema/load-schema.ts';
import { ALL_CASES } from './cases/all-cases.ts';
import { evaluateCondition, parseCondition } from './evaluate-rule.ts';

/** Whether a schema has a field, whatever other fields it may depend on: `scopes[].value`. */
function hasField(schema: Schema, root: Schema, path: readonly string[]): boolean {
  const [name, ...rest] = path;
  if (name === undefined) return true;
  const own = schema.properties?.[name.replace('[]', '')];
  if (own) {
    const field = resolveSchemaRef(own, root);
    if (hasField(name.endsWith('[]') ? resolveSchemaRef(field.items ?? {}, root) : field, root, rest)) return true;
  }
  return (schema.allOf ?? []).some(({ then }) => then !== undefined && hasField(resolveSchemaRef(then, root), root, path));
}

const rows = RULES.map((rule) => [rule.id, rule] as const);

it('ids are unique and in kebab case', () => {
  const ids = RULES.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  expect(ids.filter((id) => !/^[a-z][a-z\d]*(-[a-z\d]+)*$/.test(id))).toEqual([]);
  expect(RULES.length).toBeGreaterThan(140);
});

describe.each(rows)('%s', (_, rule) => {
  it('has a condition that is a bool', () => {
    const checked = parseCondition(rule.when).check();
    expect({ valid: checked.valid, type: checked.type, error: checked.error?.message }).toEqual({
      valid: true,
      type: 'bool',
      error: undefined,
    });
  });

  it('names types and fields that exist', () => {
    expect([...rule.types, ...(rule.reads ?? [])].filter((type) => CATALOGUE.get(type) === undefined)).toEqual([]);
    const schemas = rule.types.flatMap((type) => CATALOGUE.get(type)?.schema ?? []);
    expect(rule.fields.filter((path) => !schemas.some((schema) => hasField(schema, schema, path.split('.'))))).toEqual([]);
    expect(rule.fields.length > 0).toBe(rule.scope === 'resource');
  });

  it('is judged by other resources exactly where it says so, and by no type that it does not read', () => {
    expect((rule.reads ?? []).length > 0).toBe(rule.needs === 'related');
    const named = [...rule.when.matchAll(/\bof\(t, "(\w+)"\)/g)].map(([, type = '']) => type);
    expect(named.filter((type) => !(rule.reads ?? []).includes(type))).toEqual([]);
  });

  it('is at least as serious in production as elsewhere', () => {
    const { production, otherwise } = rule.severity;
    const rank = (severity: string): number => [...SEVERITIES, 'off'].indexOf(severity);
    expect(rank(production)).toBeLessThanOrEqual(rank(otherwise));
  });

  it('says why and what to do in a sentence each', () => {
    for (const text of [rule.why, rule.fix]) {
      expect(text).toMatch(/^[A-Z].*\.$/);
      expect(text.length).toBeLessThan(160);
    }
    expect(rule.source).not.toBe('');
  });
});

const NOTHING = { r: {}, t: {}, prod: true, isNew: true, regulated: true };
const GARBAGE: readonly unknown[] = [null, 0, -1.5, '', 'x', true, false, [], [null], [1, 'a', {}, []], {}, { a: null }];

/** Returns the value with each of its members, at any depth, replaced by `garbage`, one at a time. */
function replaceEach(value: unknown, garbage: unknown): readonly unknown[] {
  if (Array.isArray(value))
    return value.flatMap((item, at) => [garbage, ...replaceEach(item, garbage)].map((other) => value.with(at, other)));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, member]) =>
    [garbage, ...replaceEach(member, garbage)].map((other) => ({ ...value, [name]: other })),
  );
}

const isMap = (value: unknown): value is object => typeof value === 'object' && value !== null;

it.each(rows)('%s has an answer whatever the values are', (id, rule) => {
  const { hit = [], miss = [] } = ALL_CASES[id] ?? {};
  const inputs = GARBAGE.flatMap((garbage) =>
    [...hit, ...miss].flatMap(({ r, t = {} }) => [
      ...replaceEach(r, garbage)
        .filter(isMap)
        .map((other) => ({ ...NOTHING, r: other, t })),
      ...Object.entries(t).flatMap(([type, resources]) =>
        replaceEach(resources, garbage).map((other) => ({
          ...NOTHING,
          r,
          t: { ...t, [type]: Array.isArray(other) ? other : [] },
        })),
      ),
    ]),
  );
  const answers = [NOTHING, ...inputs].map((input) => typeof evaluateCondition(rule.when, input));
  expect(new Set(answers)).toEqual(new Set(['boolean']));
});

it('no resource makes a condition fail', () => {
  const names = [...new Set(RULES.flatMap(({ fields }) => fields.flatMap((path) => path.split(/[.[\]]+/))))];
  const tree = fc.letrec<{ readonly node: unknown }>((tie) => ({
    node: fc.oneof(
      { depthSize: 'small' },
      fc.constantFrom(...GARBAGE, 'http://a', '__proto__', 1e300),
      fc.array(tie('node'), { maxLength: 3 }),
      fc.dictionary(fc.constantFrom(...names), tie('node'), { maxKeys: 4 }),
    ),
  })).node;
  const resource = fc.dictionary(fc.constantFrom(...names), tree, { maxKeys: 8 });
  fc.assert(
    fc.property(resource, fc.boolean(), (r, prod) => {
      const failed = RULES.filter(({ when }) => typeof evaluateCondition(when, { ...NOTHING, r, prod }) !== 'boolean');
      expect(failed).toEqual([]);
    }),
    { numRuns: 200 },
  );
});
