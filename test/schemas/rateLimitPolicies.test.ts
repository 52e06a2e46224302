import { expect, test } from 'vitest';
import { refusals } from './support.ts';

test.each<[string, unknown]>([
  [
    'a limit',
    {
      resource: 'oauth_authentication_api',
      consumer: 'client',
      consumer_selector: 'default',
      configuration: { action: 'block', limit: 100 },
    },
  ],
  [
    'a redirect',
    {
      resource: 'oauth_authentication_api',
      consumer: 'client',
      consumer_selector: 'default',
      configuration: { action: 'redirect', limit: 10, redirect_uri: 'https://acme.test' },
    },
  ],
])('accepts %s', (_, value) => {
  expect(refusals('rateLimitPolicies', value)).toEqual([]);
});

test.each<[string, unknown, readonly string[]]>([
  [
    'a limit that is too high',
    {
      resource: 'oauth_authentication_api',
      consumer: 'client',
      consumer_selector: 'default',
      configuration: { action: 'log', limit: 10001 },
    },
    ['maximum /configuration/limit'],
  ],
  [
    'an unknown action',
    {
      resource: 'oauth_authentication_api',
      consumer: 'client',
      consumer_selector: 'default',
      configuration: { action: 'delay' },
    },
    ['enum /configuration/action'],
  ],
  ['nobody to limit', { resource: 'oauth_authentication_api', consumer: 'client' }, ['required ']],
])('refuses %s', (_, value, expected) => {
  expect(refusals('rateLimitPolicies', value)).toEqual(expected);
});
