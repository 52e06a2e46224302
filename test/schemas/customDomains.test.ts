import { expect, test } from 'vitest';
import { loadSchema } from '../../src/schema/load-schema.ts';
import { composeUpdateBody, type EncodeOptions } from '../../src/schema/request/compose-body.ts';
import { toRootShape } from '../../src/schema/schema-shape.ts';
import { findRefusals } from './schema-helpers.ts';

const shape = toRootShape(loadSchema('customDomains'));
const wire: EncodeOptions = {
  encodeReference: (type, key) => ({ $ref: `${type}/${key}` }),
  readReference: (_, value) => value,
  secrets: new Set(),
};

test.each<[string, unknown]>([
  ['a domain', { domain: 'login.acme.test', type: 'auth0_managed_certs' }],
  [
    'all of it',
    {
      domain: 'login.acme.test',
      type: 'self_managed_certs',
      verification_method: 'txt',
      tls_policy: 'recommended',
      custom_client_ip_header: 'cf-connecting-ip',
      domain_metadata: { team: 'blue', old: null },
      relying_party_identifier: 'acme.test',
      is_default: true,
    },
  ],
  [
    'what can be unset',
    { domain: 'login.acme.test', type: 'auth0_managed_certs', custom_client_ip_header: null, relying_party_identifier: null },
  ],
  [
    'what only the API answers',
    {
      domain: 'login.acme.test',
      type: 'auth0_managed_certs',
      custom_domain_id: 'cd_1',
      primary: true,
      status: 'pending_verification',
      verification: { methods: [] },
      origin_domain_name: 'x.test',
    },
  ],
])('accepts %s', (_, value) => {
  expect(findRefusals('customDomains', value)).toEqual([]);
});

test.each<[string, unknown, readonly string[]]>([
  ['no type', { domain: 'login.acme.test' }, ['required ']],
  ['an address instead of a domain', { domain: 'https://login.acme.test', type: 'auth0_managed_certs' }, ['pattern /domain']],
  ['a type that is not there', { domain: 'login.acme.test', type: 'free' }, ['enum /type']],
  [
    'another header',
    { domain: 'login.acme.test', type: 'auth0_managed_certs', custom_client_ip_header: 'x-real-ip' },
    ['enum /custom_client_ip_header'],
  ],
  [
    'a long text',
    { domain: 'login.acme.test', type: 'auth0_managed_certs', domain_metadata: { text: 'x'.repeat(256) } },
    ['maxLength /domain_metadata/text'],
  ],
])('refuses %s', (_, value, expected) => {
  expect(findRefusals('customDomains', value)).toEqual(expected);
});

test("texts of one's own are merged: those that are not declared survive", () => {
  const live = { domain_metadata: { team: 'blue', old: 'x', kept: 'y' } };
  const declared = { domain_metadata: { team: 'red', old: null } };
  expect(composeUpdateBody(shape, live, declared, ['domain_metadata'], wire)).toEqual(declared);
});
