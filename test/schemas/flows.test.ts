import { expect, test } from 'vitest';
import { loadSchema } from '../../src/schema/load-schema.ts';
import { findReferences } from '../../src/schema/schema-references.ts';
import { toRootShape } from '../../src/schema/schema-shape.ts';
import { maskResource } from '../../src/schema/secrets/mask-resource.ts';
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
  [
    'a setting of another step',
    { name: 'x', actions: [{ id: 'a', type: 'FLOW', action: 'DELAY_FLOW', params: { url: 'https://a.test' } }] },
    ['additionalProperties /actions/0/params'],
  ],
  ['a step without a name', { name: 'x', actions: [{ type: 'HTTP', action: 'SEND_REQUEST' }] }, ['required /actions/0']],
])('refuses %s', (_, value, expected) => {
  expect(findRefusals('flows', value)).toEqual(expected);
});

test('steps refer to vault connections by name, also inside a branch', () => {
  const step = { id: 'a', type: 'AUTH0', action: 'GET_USER', params: { connection_id: 'Management' } };
  const branch = { id: 'b', type: 'FLOW', action: 'BOOLEAN_CONDITION', params: { if: {}, else: [step] } };
  const references = findReferences(shape, { actions: [step, branch] }).map(({ type, value }) => `${type}/${value}`);
  expect(references).toEqual(['flowVaultConnections/Management', 'flowVaultConnections/Management']);
});

test('a step without settings that are known is sent as written', () => {
  const step = { id: 'a', type: 'HTTP', action: 'FETCH', params: { anything: [1] } };
  expect(findRefusals('flows', { name: 'x', actions: [step] })).toEqual(['enum /actions/0/action']);
});

test('a password of a request is secret', () => {
  const send = {
    id: 'h',
    type: 'HTTP',
    action: 'SEND_REQUEST',
    params: { url: 'https://a.test', basic: { password: 'canary' } },
  };
  expect(JSON.stringify(maskResource(shape, { name: 'x', actions: [send] }))).not.toContain('canary');
});
