import { describe, expect, it } from 'vitest';
import { PREDICATE_NAMES } from '../../src/impact/predicates/predicate-registry.ts';
import { CATALOGUE } from '../../src/resources/catalogue.ts';
import { createAjv } from '../../src/schema/compile/create-ajv.ts';

/** Finds every predicate that a schema names. */
function listNamedPredicates(schema: object): readonly string[] {
  const names: string[] = [];
  JSON.stringify(schema, (name, value: unknown) => {
    if (name === 'x-impact' && typeof value === 'object' && value !== null && 'when' in value && Array.isArray(value.when))
      names.push(...value.when);
    return value;
  });
  return names;
}

it('schemas name every predicate, and none that does not exist', () => {
  const named = CATALOGUE.all.flatMap(({ schema }) => listNamedPredicates(schema));
  expect([...new Set(named)].sort()).toEqual([...PREDICATE_NAMES].sort());
});

describe('x-impact', () => {
  const compile = (keyword: object) => () => createAjv().compile({ 'x-impact': keyword });

  it.each([
    { up: ['widens', 'More people may log in.'] },
    { any: ['cosmetic', 'Texts change.'], order: ['a', ['b', 'c'], null], when: ['url-risk'] },
  ])('may be %o', (keyword) => {
    expect(compile(keyword)).not.toThrow();
  });

  it.each([
    {},
    { sideways: ['widens', 'More.'] },
    { up: ['broadens', 'More.'] },
    { up: ['widens'] },
    { up: ['widens', 'More.', 'Even more.'] },
    { up: ['widens', 'no capital and no period'] },
    { up: ['widens', `${'A'.repeat(120)}.`] },
    { order: ['a'] },
    { when: [] },
  ])('may not be %o', (keyword) => {
    expect(compile(keyword)).toThrow();
  });
});
