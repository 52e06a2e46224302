import { expect, test } from 'vitest';
import { findRefusals } from './schema-helpers.ts';

test('accepts a group as the API lists it', () => {
  const group = {
    id: 'grp_1',
    connection: 'con_1',
    name: 'Sales',
    external_id: 'x',
    tenant_name: 'acme',
    created_at: '',
    updated_at: '',
  };
  expect(findRefusals('groups', group)).toEqual([]);
});

test.each<[string, unknown, readonly string[]]>([
  ['no connection', { name: 'Sales' }, ['required ']],
  ['no name', { connection: 'corp' }, ['required ']],
  ['a name longer than any group has', { connection: 'corp', name: 'x'.repeat(129) }, ['maxLength /name']],
])('refuses %s', (_, group, expected) => {
  expect(findRefusals('groups', group)).toEqual(expected);
});
