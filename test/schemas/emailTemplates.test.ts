import { expect, test } from 'vitest';
import { findRefusals } from './schema-helpers.ts';

test.each<[string, unknown]>([
  ['a template alone', { template: 'verify_email' }],
  [
    'all of it',
    {
      template: 'reset_email',
      body: '<html></html>',
      from: '',
      subject: 'Your password',
      syntax: 'liquid',
      resultUrl: 'https://acme.test/',
      urlLifetimeInSeconds: 432000,
      includeEmailInRedirect: false,
      enabled: true,
    },
  ],
  [
    'everything unset that can be',
    {
      template: 'welcome_email',
      body: null,
      from: null,
      subject: null,
      syntax: null,
      resultUrl: null,
      urlLifetimeInSeconds: null,
      enabled: null,
    },
  ],
])('accepts %s', (_, value) => {
  expect(findRefusals('emailTemplates', value)).toEqual([]);
});

test.each<[string, unknown, readonly string[]]>([
  ['a template that Auth0 does not send', { template: 'birthday' }, ['enum /template']],
  ['no template', { body: '' }, ['required ']],
  ['a lifetime below nothing', { template: 'verify_email', urlLifetimeInSeconds: -1 }, ['minimum /urlLifetimeInSeconds']],
  ['a field in another spelling', { template: 'verify_email', result_url: '' }, ['additionalProperties ']],
])('refuses %s', (_, value, expected) => {
  expect(findRefusals('emailTemplates', value)).toEqual(expected);
});
