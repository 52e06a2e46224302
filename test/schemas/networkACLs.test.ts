import { expect, test } from 'vitest';
import { computeFieldChanges } from '../../src/schema/compare/compare-fields.ts';
import { AS_IS } from '../../src/schema/compare/normal-form.ts';
import { loadSchema } from '../../src/schema/load-schema.ts';
import { composeUpdateBody, type EncodeOptions } from '../../src/schema/request/compose-body.ts';
import { toRootShape } from '../../src/schema/schema-shape.ts';
import { findRefusals } from './schema-helpers.ts';

const shape = toRootShape(loadSchema('networkACLs'));
const wire: EncodeOptions = {
  encodeReference: (type, key) => ({ $ref: `${type}/${key}` }),
  readReference: (_, value) => value,
  secrets: new Set(),
};

test.each<[string, unknown]>([
  [
    'a rule',
    {
      description: 'Only us',
      active: true,
      priority: 1,
      rule: { action: { allow: true }, scope: 'authentication', match: { geo_country_codes: ['US'] } },
    },
  ],
  [
    'a redirect of all others',
    {
      description: 'Only us',
      active: true,
      priority: 1,
      rule: {
        action: { redirect: true, redirect_uri: 'https://acme.test' },
        scope: 'tenant',
        not_match: { asns: [1], auth0_managed: ['auth0.low_reputation'], hostnames: ['acme.test'] },
      },
    },
  ],
  [
    'a rule for signed requests',
    {
      description: 'Only signed',
      active: true,
      rule: {
        action: { block: true },
        scope: 'tenant',
        not_match: { http_message_signature: { keys: [{ id: 'edge' }, { id: 'proxy' }] } },
      },
    },
  ],
  [
    'a rule for all requests',
    { description: 'Only us', active: true, rule: { action: { log: true }, scope: 'tenant', match_all: true } },
  ],
])('accepts %s', (_, value) => {
  expect(findRefusals('networkACLs', value)).toEqual([]);
});

test.each<[string, unknown, readonly string[]]>([
  ['a rule without a name', { active: true }, ['required ']],
  [
    'a place that is not there',
    {
      description: 'Only us',
      active: true,
      priority: 101,
      rule: { action: { allow: true }, scope: 'authentication', match: { geo_country_codes: ['US'] } },
    },
    ['maximum /priority'],
  ],
  [
    'an empty list',
    {
      description: 'Only us',
      active: true,
      priority: 1,
      rule: { action: { allow: true }, scope: 'authentication', match: { asns: [] } },
    },
    ['minItems /rule/match/asns'],
  ],
  [
    'an action that is switched off',
    {
      description: 'Only us',
      active: true,
      priority: 1,
      rule: { action: { block: false }, scope: 'authentication', match: { geo_country_codes: ['US'] } },
    },
    ['enum /rule/action/block'],
  ],
  [
    'more keys than the API takes',
    {
      description: 'Only signed',
      rule: {
        action: { block: true },
        scope: 'tenant',
        match: { http_message_signature: { keys: Array.from({ length: 11 }, (_, index) => ({ id: `key ${index}` })) } },
      },
    },
    ['maxItems /rule/match/http_message_signature/keys'],
  ],
  [
    'an unknown part of Auth0',
    {
      description: 'Only us',
      active: true,
      priority: 1,
      rule: { action: { allow: true }, scope: 'everything', match: { geo_country_codes: ['US'] } },
    },
    ['enum /rule/scope'],
  ],
])('refuses %s', (_, value, expected) => {
  expect(findRefusals('networkACLs', value)).toEqual(expected);
});

test('a rule that does something else says so, and unsets what it did', () => {
  const live = { rule: { action: { block: true }, scope: 'tenant', match: { asns: [1] } } };
  const declared = { rule: { action: { allow: true, block: null }, match: null, not_match: { asns: [1] } } };
  expect(composeUpdateBody(shape, live, declared, ['rule'], wire)).toEqual({
    rule: { action: { allow: true }, scope: 'tenant', not_match: { asns: [1] } },
  });
});

test('the order of addresses is no change', () => {
  const buildRule = (...cidrs: readonly string[]) => ({ rule: { match: { ipv4_cidrs: cidrs } } });
  expect(computeFieldChanges(shape, buildRule('10.0.0.0/8', '127.0.0.1'), buildRule('127.0.0.1', '10.0.0.0/8'), AS_IS)).toEqual(
    [],
  );
});
