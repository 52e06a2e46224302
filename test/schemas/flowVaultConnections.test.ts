import { expect, test } from 'vitest';
import { fieldChanges } from '../../src/schema/compare/diff.ts';
import { WIRE } from '../../src/schema/compare/normal.ts';
import { schemaOf } from '../../src/schema/load.ts';
import { masked } from '../../src/schema/secrets/mask.ts';
import { rootShape } from '../../src/schema/walk.ts';
import { refusals } from './support.ts';

const shape = rootShape(schemaOf('flowVaultConnections'));

test.each<[string, unknown]>([
  [
    'a connection',
    { name: 'Management', app_id: 'AUTH0', setup: { type: 'OAUTH_APP', client_id: 'id', client_secret: 'canary' } },
  ],
  ['what only the API answers', { name: 'Management', app_id: 'HTTP', ready: false, refreshed_at: null, fingerprint: 'x' }],
])('accepts %s', (_, value) => {
  expect(refusals('flowVaultConnections', value)).toEqual([]);
});

test.each<[string, unknown, readonly string[]]>([
  ['a service that is not there', { name: 'x', app_id: 'FAX' }, ['enum /app_id']],
  ['no service', { name: 'x' }, ['required ']],
])('refuses %s', (_, value, expected) => {
  expect(refusals('flowVaultConnections', value)).toEqual(expected);
});

test('credentials are never a change and never shown', () => {
  const declared = { name: 'Management', app_id: 'HTTP', setup: { token: 'canary' } };
  expect(fieldChanges(shape, { name: 'Management', app_id: 'HTTP' }, declared, WIRE)).toEqual([]);
  expect(JSON.stringify(masked(shape, declared, new Set()))).not.toContain('canary');
});
