import { expect, test } from 'vitest';
import { findRefusals } from './schema-helpers.ts';

const identifier = 'https://orders.acme.test/';
const scopes = [{ value: 'read:orders', description: 'Read orders' }, { value: 'update:orders' }];

test.each<[string, unknown]>([
  ['an identifier', { identifier }],
  ['an identifier that is no address', { name: 'Orders', identifier: 'orders-api' }],
  [
    'what an export holds',
    {
      name: 'Orders',
      identifier,
      allow_offline_access: false,
      enforce_policies: true,
      scopes,
      signing_alg: 'RS256',
      skip_consent_for_verifiable_first_party_clients: true,
      token_dialect: 'access_token_authz',
      token_lifetime: 86400,
      token_lifetime_for_web: 7200,
    },
  ],
  ['a scope without its text', { identifier, scopes: [{ value: 'read:orders', description: '' }] }],
  [
    'tokens bound to a key, encrypted, with consent to details',
    {
      identifier,
      signing_alg: 'PS256',
      token_encryption: {
        format: 'compact-nested-jwe',
        encryption_key: { name: 'Orders', alg: 'RSA-OAEP-256', kid: 'orders', pem: '-----BEGIN PUBLIC KEY-----' },
      },
      consent_policy: 'transactional-authorization-with-mfa',
      authorization_details: [{ type: 'payment' }, { type: 'shipping' }],
      proof_of_possession: { mechanism: 'dpop', required: true, required_for: 'public_clients' },
    },
  ],
  [
    'everything unset that can be',
    {
      identifier,
      token_encryption: null,
      consent_policy: null,
      authorization_details: null,
      proof_of_possession: null,
      authorization_policy: null,
    },
  ],
  [
    'who may have tokens',
    { identifier, subject_type_authorization: { client: { policy: 'deny_all' }, user: { policy: 'require_client_grant' } } },
  ],
  [
    'refresh tokens that end with the session',
    { identifier, allow_online_access: true, allow_online_access_with_ephemeral_sessions: false },
  ],
])('accepts %s', (_, api) => {
  expect(findRefusals('resourceServers', api)).toEqual([]);
});

test.each<[string, unknown, readonly string[]]>([
  ['no identifier', { name: 'Orders' }, ['required ']],
  ['an empty identifier', { identifier: '' }, ['minLength /identifier']],
  ['a name with markup', { identifier, name: '<b>Orders</b>' }, ['pattern /name']],
  ['scopes as texts', { identifier, scopes: ['read:orders'] }, ['type /scopes/0']],
  [
    'a scope with a name',
    { identifier, scopes: [{ name: 'read:orders' }] },
    ['additionalProperties /scopes/0', 'required /scopes/0'],
  ],
  ['a lifetime over 30 days', { identifier, token_lifetime: 2592001 }, ['maximum /token_lifetime']],
  ['a lifetime as a text', { identifier, token_lifetime: '86400' }, ['type /token_lifetime']],
  ['an unknown algorithm', { identifier, signing_alg: 'ES256' }, ['enum /signing_alg']],
  ['a short secret', { identifier, signing_alg: 'HS256', signing_secret: 'secret' }, ['minLength /signing_secret']],
  ['half a proof of possession', { identifier, proof_of_possession: { mechanism: 'dpop' } }, ['required /proof_of_possession']],
  [
    'a policy for users that is one for nobody',
    { identifier, subject_type_authorization: { client: { policy: 'allow_all' } } },
    ['enum /subject_type_authorization/client/policy'],
  ],
])('refuses %s', (_, api, expected) => {
  expect(findRefusals('resourceServers', api)).toEqual(expected);
});
