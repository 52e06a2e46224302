import { expect, test } from 'vitest';
import { computeFieldChanges } from '../../src/schema/compare/compare-fields.ts';
import { AS_IS } from '../../src/schema/compare/normal-form.ts';
import { loadSchema } from '../../src/schema/load-schema.ts';
import { composeUpdateBody, type EncodeOptions } from '../../src/schema/request/compose-body.ts';
import { toRootShape } from '../../src/schema/schema-shape.ts';
import { maskResource } from '../../src/schema/secrets/mask-resource.ts';
import { findRefusals } from './schema-helpers.ts';

const shape = toRootShape(loadSchema('actions'));
const wire: EncodeOptions = {
  encodeReference: (type, key) => ({ $ref: `${type}/${key}` }),
  readReference: (_, value) => value,
  secrets: new Set(),
};
const action = { name: 'Greet', supported_triggers: [{ id: 'post-login', version: 'v3' }] };
const buildSecret = (name: string, value: string) => ({ name, value });

test.each<[string, unknown]>([
  ['a name and a trigger', action],
  [
    'all that is written',
    {
      ...action,
      code: 'exports.onExecutePostLogin = async () => {};',
      runtime: 'node22',
      dependencies: [
        { name: 'lodash', version: '4.17.21' },
        { name: 'axios', registry_url: 'https://npm.acme.test' },
      ],
      secrets: [buildSecret('KEY', 'canary')],
      modules: [{ module_name: 'helper', module_version_number: 1 }],
      deployed: true,
    },
  ],
  ['an export of auth0-deploy-cli', { ...action, status: 'built', secrets: [{ name: 'KEY' }], dependencies: [] }],
  [
    'what only the API answers',
    { ...action, all_changes_deployed: true, deployed_version: { number: 1 }, built_at: '2026-05-29' },
  ],
])('accepts %s', (_, value) => {
  expect(findRefusals('actions', value)).toEqual([]);
});

test.each<[string, unknown, readonly string[]]>([
  ['no trigger', { name: 'Greet' }, ['required ']],
  ['an empty list of triggers', { ...action, supported_triggers: [] }, ['minItems /supported_triggers']],
  [
    'a trigger that does not exist',
    { ...action, supported_triggers: [{ id: 'post-logout' }] },
    ['enum /supported_triggers/0/id'],
  ],
  ['code over 100 kB', { ...action, code: 'x'.repeat(102_401) }, ['maxLength /code']],
  ['a secret without a name', { ...action, secrets: [{ value: 'canary' }] }, ['required /secrets/0']],
  [
    'a secret of more than 4096 characters',
    { ...action, secrets: [buildSecret('KEY', 'x'.repeat(4097))] },
    ['maxLength /secrets/0/value'],
  ],
  ['dependencies as a map', { ...action, dependencies: { lodash: '4.17.21' } }, ['type /dependencies']],
  ['an order instead of a state', { ...action, deploy: true }, ['additionalProperties ']],
])('refuses %s', (_, value, expected) => {
  expect(findRefusals('actions', value)).toEqual(expected);
});

test('the value of a secret is never a change and never shown; the secret itself is', () => {
  const live = {
    secrets: [
      { name: 'OLD', updated_at: '2026-01-01' },
      { name: 'KEY', updated_at: '2026-01-01' },
    ],
  };
  const same = { secrets: [buildSecret('KEY', 'canary'), buildSecret('OLD', 'canary')] };
  expect(computeFieldChanges(shape, live, same, AS_IS)).toEqual([]);
  const fewer = { secrets: [buildSecret('KEY', 'canary')] };
  expect(computeFieldChanges(shape, live, fewer, AS_IS).map(({ op, path }) => `${op} ${path}`)).toEqual(['remove /secrets/OLD']);
  expect(composeUpdateBody(shape, live, fewer, ['secrets'], wire)).toEqual({
    secrets: [{ name: 'KEY', value: { $secret: '/secrets/0/value' } }],
  });
  expect(JSON.stringify(maskResource(shape, same, new Set()))).not.toContain('canary');
});

test('packages are told apart by name', () => {
  const live = {
    dependencies: [
      { name: 'a', version: '1.0.0' },
      { name: 'b', version: '1.0.0' },
    ],
  };
  const declared = {
    dependencies: [
      { name: 'b', version: '1.0.0' },
      { name: 'a', version: '2.0.0' },
    ],
  };
  expect(computeFieldChanges(shape, live, declared, AS_IS).map(({ path }) => path)).toEqual(['/dependencies/a/version']);
});
