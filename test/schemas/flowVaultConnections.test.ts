import { expect, test } from 'vitest';
import { computeFieldChanges } from '../../src/schema/compare/compare-fields.ts';
import { AS_IS } from '../../src/schema/compare/normal-form.ts';
import { loadSchema } from '../../src/schema/load-schema.ts';
import { toRootShape } from '../../src/schema/schema-shape.ts';
import { maskResource } from '../../src/schema/secrets/mask-resource.ts';
import { findRefusals } from './schema-helpers.ts';

const shape = toRootShape(loadSchema('flowVaultConnections'));

test.each<[string, unknown]>([
  [
    'a connection',
    { name: 'Management', app_id: 'AUTH0', setup: { type: 'OAUTH_APP', client_id: 'id', client_secret: 'canary' } },
  ],
  ['what only the API answers', { name: 'Management', app_id: 'HTTP', ready: false, refreshed_at: null, fingerprint: 'x' }],
])('accepts %s', (_, value) => {
  expect(findRefusals('flowVaultConnections', value)).toEqual([]);
});

test.each<[string, unknown, readonly string[]]>([
  ['a service that is not there', { name: 'x', app_id: 'FAX' }, ['enum /app_id']],
  ['no service', { name: 'x' }, ['required ']],
])('refuses %s', (_, value, expected) => {
  expect(findRefusals('flowVaultConnections', value)).toEqual(expected);
});

test('credentials are never a change and never shown', () => {
  const declared = { name: 'Management', app_id: 'HTTP', setup: { token: 'canary' } };
  expect(computeFieldChanges(shape, { name: 'Management', app_id: 'HTTP' }, declared, AS_IS)).toEqual([]);
  expect(JSON.stringify(maskResource(shape, declared, new Set()))).not.toContain('canary');
});
