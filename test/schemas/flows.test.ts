import { expect, test } from 'vitest';
import { loadSchema } from '../../src/schema/load-schema.ts';
import { findReferences } from '../../src/schema/schema-references.ts';
import { toRootShape } from '../../src/schema/schema-shape.ts';
import { findRefusals } from './schema-helpers.ts';

const shape = toRootShape(loadSchema('flows'));

test.each<[string, unknown]>([
  ['no steps', { name: 'Update name' }],
  [
    'steps',
    {
      name: 'Update name',
      actions: [
        {
          id: 'update',
          type: 'AUTH0',
          action: 'UPDATE_USER',
          allow_failure: false,
          mask_output: false,
          params: { connection_id: 'Management', user_id: '{{context.user.user_id}}', changes: { a: [1] } },
        },
      ],
    },
  ],
])('accepts %s', (_, value) => {
  expect(findRefusals('flows', value)).toEqual([]);
});

test.each<[string, unknown, readonly string[]]>([
  [
    'a service that is not there',
    {
      name: 'x',
      actions: [
        {
          id: 'update',
          type: 'FAX',
          action: 'UPDATE_USER',
          allow_failure: false,
          mask_output: false,
          params: { connection_id: 'Management', user_id: '{{context.user.user_id}}', changes: { a: [1] } },
        },
      ],
    },
    ['enum /actions/0/type'],
  ],
  ['a step without a name', { name: 'x', actions: [{ type: 'HTTP', action: 'SEND_REQUEST' }] }, ['required /actions/0']],
])('refuses %s', (_, value, expected) => {
  expect(findRefusals('flows', value)).toEqual(expected);
});

test('steps refer to vault connections by name', () => {
  const flow = { actions: [{ id: 'a', type: 'AUTH0', action: 'GET_USER', params: { connection_id: 'Management' } }] };
  expect(findReferences(shape, flow).map(({ type, value }) => `${type}/${value}`)).toEqual(['flowVaultConnections/Management']);
});
