import { expect, test } from 'vitest';
import { loadSchema } from '../../src/schema/load-schema.ts';
import { composeUpdateBody } from '../../src/schema/request/compose-body.ts';
import { toRootShape } from '../../src/schema/schema-shape.ts';
import { findRefusals } from './schema-helpers.ts';

const WHO = { resource: 'oauth_authentication_api', consumer: 'client', consumer_selector: 'default' };

test.each<[string, object]>([
  ['no limit', { action: 'allow' }],
  ['a limit', { action: 'block', limit: 100 }],
  ['a limit that is only watched', { action: 'log', limit: 0 }],
  ['a redirect', { action: 'redirect', limit: 10, redirect_uri: 'https://acme.test' }],
])('accepts %s', (_, configuration) => {
  expect(findRefusals('rateLimitPolicies', { ...WHO, configuration })).toEqual([]);
});

test.each<[string, object, readonly string[]]>([
  ['a limit that is too high', { action: 'log', limit: 10001 }, ['maximum /configuration/limit']],
  ['an unknown action', { action: 'delay' }, ['enum /configuration/action']],
  ['no action', { limit: 10 }, ['required /configuration']],
  ['a block without a limit', { action: 'block' }, ['required /configuration']],
  ['a limit to what is allowed', { action: 'allow', limit: 10 }, ['type /configuration/limit']],
  ['a redirect to nowhere', { action: 'redirect', limit: 10 }, ['required /configuration']],
  [
    'a redirect in clear',
    { action: 'redirect', limit: 10, redirect_uri: 'http://acme.test' },
    ['pattern /configuration/redirect_uri'],
  ],
  [
    'an address that nothing is sent to',
    { action: 'block', limit: 10, redirect_uri: 'https://acme.test' },
    ['type /configuration/redirect_uri'],
  ],
])('refuses %s', (_, configuration, expected) => {
  expect(findRefusals('rateLimitPolicies', { ...WHO, configuration })).toEqual(expected);
});

test('refuses nobody to limit', () => {
  expect(findRefusals('rateLimitPolicies', { resource: WHO.resource, consumer: 'client' })).toEqual(['required ']);
});

test('another action leaves behind what only the old one takes', () => {
  const live = { ...WHO, configuration: { action: 'redirect', limit: 10, redirect_uri: 'https://acme.test' } };
  const composeConfigurationBody = (configuration: { readonly action: string; readonly limit?: number }) =>
    composeUpdateBody(toRootShape(loadSchema('rateLimitPolicies')), live, { ...WHO, configuration }, ['configuration'], {
      encodeReference: (type, key) => `${type}/${key}`,
      readReference: (_: string, value: string) => value,
      secrets: new Set(),
    });
  expect(composeConfigurationBody({ action: 'allow' })).toEqual({ configuration: { action: 'allow' } });
  expect(composeConfigurationBody({ action: 'log', limit: 10 })).toEqual({ configuration: { action: 'log', limit: 10 } });
});
