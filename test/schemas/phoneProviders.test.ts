import { expect, test } from 'vitest';
import { computeFieldChanges } from '../../src/schema/compare/compare-fields.ts';
import { AS_IS } from '../../src/schema/compare/normal-form.ts';
import { loadSchema } from '../../src/schema/load-schema.ts';
import { toRootShape } from '../../src/schema/schema-shape.ts';
import { maskResource } from '../../src/schema/secrets/mask-resource.ts';
import { findRefusals } from './schema-helpers.ts';

const shape = toRootShape(loadSchema('phoneProviders'));

test.each<[string, unknown]>([
  [
    'Twilio',
    {
      name: 'twilio',
      configuration: { sid: 'AC1', delivery_methods: ['text'], default_from: '+15550100' },
      disabled: false,
      credentials: { auth_token: 'canary' },
    },
  ],
  ['an action', { name: 'custom', configuration: { delivery_methods: ['text', 'voice'] }, credentials: {} }],
  [
    'what only the API answers',
    {
      name: 'twilio',
      configuration: { sid: 'AC1', delivery_methods: ['text'] },
      id: 'pro_1',
      tenant: 'acme',
      channel: 'phone',
      credentials: null,
    },
  ],
])('accepts %s', (_, value) => {
  expect(findRefusals('phoneProviders', value)).toEqual([]);
});

test.each<[string, unknown, readonly string[]]>([
  ['a provider that is not there', { name: 'carrier' }, ['enum /name']],
  ['Twilio without an account', { name: 'twilio', configuration: { delivery_methods: ['text'] } }, ['required /configuration']],
  [
    'no way of sending',
    { name: 'twilio', configuration: { sid: 'AC1', delivery_methods: [] } },
    ['minItems /configuration/delivery_methods'],
  ],
  [
    'an empty token',
    { name: 'twilio', configuration: { sid: 'AC1', delivery_methods: ['text'] }, credentials: { auth_token: '' } },
    ['minLength /credentials/auth_token'],
  ],
])('refuses %s', (_, value, expected) => {
  expect(findRefusals('phoneProviders', value)).toEqual(expected);
});

test('the token is never a change and never shown', () => {
  const declared = { name: 'twilio', credentials: { auth_token: 'canary' } };
  expect(computeFieldChanges(shape, { name: 'twilio', credentials: null }, declared, AS_IS)).toEqual([]);
  expect(JSON.stringify(maskResource(shape, declared, new Set()))).not.toContain('canary');
});
