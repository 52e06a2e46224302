import { expect, test } from 'vitest';
import { loadSchema } from '../../src/schema/load-schema.ts';
import { findReferences } from '../../src/schema/schema-references.ts';
import { toRootShape } from '../../src/schema/schema-shape.ts';
import { findRefusals } from './schema-helpers.ts';

const shape = toRootShape(loadSchema('promptScreens'));

test.each<[string, unknown]>([
  ["Auth0's own screen", { prompt: 'login-id', screen: 'login-id', rendering_mode: 'standard' }],
  [
    "a screen of one's own",
    {
      prompt: 'login-id',
      screen: 'login-id',
      rendering_mode: 'advanced',
      context_configuration: ['branding.settings', 'client.metadata.team'],
      default_head_tags_disabled: false,
      use_page_template: true,
      head_tags: [
        { tag: 'script', attributes: { src: 'https://acme.test/a.js', async: true, integrity: ['sha512-x'] }, content: '' },
      ],
    },
  ],
  [
    'filters',
    {
      prompt: 'login-id',
      screen: 'login-id',
      filters: {
        match_type: 'includes_any',
        clients: [{ id: 'Storefront' }],
        organizations: [{ metadata: { team: 'blue' } }],
        domains: [{ id: 'login.acme.test' }],
      },
    },
  ],
  [
    'everything unset',
    {
      prompt: 'login-id',
      screen: 'login-id',
      context_configuration: null,
      head_tags: null,
      filters: null,
      use_page_template: null,
      default_head_tags_disabled: null,
    },
  ],
])('accepts %s', (_, value) => {
  expect(findRefusals('promptScreens', value)).toEqual([]);
});

test.each<[string, unknown, readonly string[]]>([
  ['a screen that is not there', { prompt: 'login-id', screen: 'login-name' }, ['enum /screen']],
  ['no screen', { prompt: 'login-id' }, ['required ']],
  ['another mode', { prompt: 'login-id', screen: 'login-id', rendering_mode: 'custom' }, ['enum /rendering_mode']],
  [
    'clients as texts',
    { prompt: 'login-id', screen: 'login-id', filters: { clients: ['Storefront'] } },
    ['type /filters/clients/0'],
  ],
])('refuses %s', (_, value, expected) => {
  expect(findRefusals('promptScreens', value)).toEqual(expected);
});

test('filters refer to clients, organizations and domains by key', () => {
  const filters = {
    clients: [{ id: 'Storefront' }, { metadata: { a: 'b' } }],
    organizations: [{ id: 'acme' }],
    domains: [{ id: 'login.acme.test' }],
  };
  expect(findReferences(shape, { filters }).map(({ type, value }) => `${type}/${value}`)).toEqual([
    'clients/Storefront',
    'organizations/acme',
    'customDomains/login.acme.test',
  ]);
});
