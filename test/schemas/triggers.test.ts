import { expect, test } from 'vitest';
import { fieldChanges } from '../../src/schema/compare/diff.ts';
import { WIRE } from '../../src/schema/compare/normal.ts';
import { schemaOf } from '../../src/schema/load.ts';
import { referencesIn } from '../../src/schema/references.ts';
import { rootShape } from '../../src/schema/walk.ts';
import { refusals } from './support.ts';

const shape = rootShape(schemaOf('triggers'));
const bound = (...names: readonly string[]) => ({
  trigger: 'post-login',
  bindings: names.map((name) => ({ action_name: name, display_name: name })),
});

test.each<[string, unknown]>([
  ['actions in order', bound('Greet', 'Audit')],
  ['no actions', bound()],
  ['an action without a name of its own', { trigger: 'credentials-exchange', bindings: [{ action_name: 'Greet' }] }],
])('accepts %s', (_, value) => {
  expect(refusals('triggers', value)).toEqual([]);
});

test.each<[string, unknown, readonly string[]]>([
  ['a trigger that does not exist', { trigger: 'post-logout', bindings: [] }, ['enum /trigger']],
  ['a binding of nothing', { trigger: 'post-login', bindings: [{ display_name: 'Greet' }] }, ['required /bindings/0']],
  ['actions as texts', { trigger: 'post-login', bindings: ['Greet'] }, ['type /bindings/0']],
  ['more than 20 actions', bound(...Array.from({ length: 21 }, (_, index) => `A${index}`)), ['maxItems /bindings']],
])('refuses %s', (_, value, expected) => {
  expect(refusals('triggers', value)).toEqual(expected);
});

test('another order is a change', () => {
  expect(fieldChanges(shape, bound('A', 'B'), bound('B', 'A'), WIRE).map(({ path }) => path)).toEqual(['/bindings']);
});

test('refers to its actions by name', () => {
  expect(referencesIn(shape, bound('A', 'B')).map(({ type, value }) => `${type}/${value}`)).toEqual(['actions/A', 'actions/B']);
});
