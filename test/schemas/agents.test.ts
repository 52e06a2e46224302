import { expect, test } from 'vitest';
import { computeFieldChanges } from '../../src/schema/compare/compare-fields.ts';
import { AS_IS } from '../../src/schema/compare/normal-form.ts';
import { loadSchema } from '../../src/schema/load-schema.ts';
import { toRootShape } from '../../src/schema/schema-shape.ts';
import { findRefusals } from './schema-helpers.ts';

const shape = toRootShape(loadSchema('agents'));

test.each<[string, object]>([
  ['an agent with a name only', { name: 'helper' }],
  ['an agent with everything', { name: 'helper', external_agent_id: 'h-1', client_id: 'Shop', metadata: { a: { b: [1] } } }],
  ['an agent without metadata', { name: 'helper', metadata: null }],
])('accepts %s', (_, value) => {
  expect(findRefusals('agents', value)).toEqual([]);
});

test.each<[string, object, readonly string[]]>([
  ['an agent without a name', { external_agent_id: 'h-1' }, ['required ']],
  ['a name with markup', { name: '<b>' }, ['pattern /name']],
  ['a name that is too long', { name: 'x'.repeat(256) }, ['maxLength /name']],
  ['metadata that is no map', { name: 'helper', metadata: 'text' }, ['type /metadata']],
])('refuses %s', (_, value, expected) => {
  expect(findRefusals('agents', value)).toEqual(expected);
});

test('the client of an existing agent is not compared, its external id is', () => {
  const live = { agent_id: 'agt_1', name: 'helper', metadata: {}, external_agent_id: 'h-1' };
  expect(computeFieldChanges(shape, live, { name: 'helper', client_id: 'Shop', metadata: null }, AS_IS)).toEqual([]);
  const changes = computeFieldChanges(shape, live, { name: 'helper', external_agent_id: 'h-2' }, AS_IS);
  expect(changes.map(({ path }) => path)).toEqual(['/external_agent_id']);
});
