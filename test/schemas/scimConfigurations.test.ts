import { expect, test } from 'vitest';
import { updateBody, type Wire } from '../../src/schema/compose.ts';
import { schemaOf } from '../../src/schema/load.ts';
import { rootShape } from '../../src/schema/walk.ts';
import { refusals } from './support.ts';

const shape = rootShape(schemaOf('scimConfigurations'));
const wire: Wire = { reference: (type, key) => ({ $ref: `${type}/${key}` }), secrets: new Set() };

test.each<[string, unknown]>([
  [
    'a mapping',
    { connection: 'okta-acme', user_id_attribute: 'externalId', mapping: [{ scim: 'userName', auth0: 'preferred_username' }] },
  ],
  ['the default one', { connection: 'okta-acme' }],
])('accepts %s', (_, value) => {
  expect(refusals('scimConfigurations', value)).toEqual([]);
});

test.each<[string, unknown, readonly string[]]>([
  ['no connection', { mapping: [] }, ['required ']],
  ['half a pair', { connection: 'okta-acme', mapping: [{ scim: 'userName' }] }, ['required /mapping/0']],
])('refuses %s', (_, value, expected) => {
  expect(refusals('scimConfigurations', value)).toEqual(expected);
});

test('an update sends both parts: the API refuses one alone', () => {
  const live = { user_id_attribute: 'externalId', mapping: [{ scim: 'userName', auth0: 'username' }], strategy: 'okta' };
  expect(updateBody(shape, live, { user_id_attribute: 'id' }, ['user_id_attribute'], wire)).toEqual({
    user_id_attribute: 'id',
    mapping: live.mapping,
  });
});
