import { expect, test } from 'vitest';
import { computeFieldChanges } from '../../src/schema/compare/compare-fields.ts';
import { AS_IS } from '../../src/schema/compare/normal-form.ts';
import { loadSchema } from '../../src/schema/load-schema.ts';
import { findReferences } from '../../src/schema/schema-references.ts';
import { toRootShape } from '../../src/schema/schema-shape.ts';
import { findRefusals } from './schema-helpers.ts';

const shape = toRootShape(loadSchema('triggers'));
const buildBinding = (...names: readonly string[]) => ({
  trigger: 'post-login',
  bindings: names.map((name) => ({ action_name: name, display_name: name })),
});

test.each<[string, unknown]>([
  ['actions in order', buildBinding('Greet', 'Audit')],
  ['no actions', buildBinding()],
  ['an action without a name of its own', { trigger: 'credentials-exchange', bindings: [{ action_name: 'Greet' }] }],
])('accepts %s', (_, value) => {
  expect(findRefusals('triggers', value)).toEqual([]);
});

test.each<[string, unknown, readonly string[]]>([
  ['a trigger that does not exist', { trigger: 'post-logout', bindings: [] }, ['enum /trigger']],
  ['a binding of nothing', { trigger: 'post-login', bindings: [{ display_name: 'Greet' }] }, ['required /bindings/0']],
  ['actions as texts', { trigger: 'post-login', bindings: ['Greet'] }, ['type /bindings/0']],
  ['more than 20 actions', buildBinding(...Array.from({ length: 21 }, (_, index) => `A${index}`)), ['maxItems /bindings']],
])('refuses %s', (_, value, expected) => {
  expect(findRefusals('triggers', value)).toEqual(expected);
});

test('another order is a change', () => {
  expect(computeFieldChanges(shape, buildBinding('A', 'B'), buildBinding('B', 'A'), AS_IS).map(({ path }) => path)).toEqual([
    '/bindings',
  ]);
});

test('refers to its actions by name', () => {
  expect(findReferences(shape, buildBinding('A', 'B')).map(({ type, value }) => `${type}/${value}`)).toEqual([
    'actions/A',
    'actions/B',
  ]);
});
