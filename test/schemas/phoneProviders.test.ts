import { expect, test } from 'vitest';
import { fieldChanges } from '../../src/schema/compare/diff.ts';
import { WIRE } from '../../src/schema/compare/normal.ts';
import { schemaOf } from '../../src/schema/load.ts';
import { masked } from '../../src/schema/secrets/mask.ts';
import { rootShape } from '../../src/schema/walk.ts';
import { refusals } from './support.ts';

const shape = rootShape(schemaOf('phoneProviders'));

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
  expect(refusals('phoneProviders', value)).toEqual([]);
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
  expect(refusals('phoneProviders', value)).toEqual(expected);
});

test('the token is never a change and never shown', () => {
  const declared = { name: 'twilio', credentials: { auth_token: 'canary' } };
  expect(fieldChanges(shape, { name: 'twilio', credentials: null }, declared, WIRE)).toEqual([]);
  expect(JSON.stringify(masked(shape, declared, new Set()))).not.toContain('canary');
});
