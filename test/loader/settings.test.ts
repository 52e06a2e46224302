import { expect, test } from 'vitest';
import { codesOf, definitionOf, fieldsOf } from './support.ts';

const text = `
clients:
  - name: Shop
  - name: Partner
    is_first_party: false
connections:
  - { name: google, strategy: google-oauth2 }
  - { name: okta, strategy: okta }
databases:
  - { name: users }
  - { name: old-users }
resourceServers:
  - { identifier: urn:a, name: A }
  - { identifier: urn:b, name: B }
roles:
  - name: clerk
`;
const addresses = async (config: Readonly<Record<string, unknown>>, env = {}) => {
  const asked = { config: JSON.parse(JSON.stringify(config)), env };
  return Object.keys(await fieldsOf(text, asked));
};
const ALL = await addresses({});
const but = (...out: readonly string[]) => ALL.filter((address) => !out.includes(address));

test.each([
  [{}, ALL],
  [{ AUTH0_EXCLUDED: ['roles', 'databases'] }, but('roles/clerk', 'connections/users', 'connections/old-users')],
  [{ AUTH0_EXCLUDED: ['connections'] }, but('connections/google', 'connections/okta')],
  [{ AUTH0_INCLUDED_ONLY: ['roles'] }, ['roles/clerk']],
  [{ AUTH0_EXCLUDED_CLIENTS: ['Shop', ''] }, but('clients/Shop')],
  [{ AUTH0_EXCLUDED_DATABASES: ['old-users'] }, but('connections/old-users')],
  [{ AUTH0_EXCLUDED_CONNECTIONS: ['okta'] }, but('connections/okta')],
  [{ AUTH0_INCLUDED_CONNECTIONS: ['okta'] }, but('connections/google')],
  [{ AUTH0_EXCLUDED_RESOURCE_SERVERS: ['B'] }, but('resourceServers/urn:b')],
  [{ AUTH0_EXCLUDE_THIRD_PARTY_CLIENTS: true }, but('clients/Partner')],
  [{ AUTH0_EXCLUDE_THIRD_PARTY_CLIENTS: 'true' }, but('clients/Partner')],
  [{ AUTH0_EXCLUDED_RULES: ['x'], AUTH0_DOMAIN: 'x', EXCLUDED_PROPS: { clients: ['name'] } }, ALL],
])('%j leaves %j', async (config, expected) => {
  expect(await addresses(config)).toEqual(expected);
});

test('the environment says the same as JSON, and wins', async () => {
  expect(await addresses({}, { AUTH0_EXCLUDED: '["roles"]' })).toEqual(but('roles/clerk'));
  expect(await addresses({ AUTH0_EXCLUDED: ['roles'] }, { AUTH0_EXCLUDED: '["clients"]' })).toEqual(
    but('clients/Shop', 'clients/Partner'),
  );
});

test('what is left out is said in one line, and its type is none of our business', async () => {
  expect(await codesOf(text, { config: { AUTH0_EXCLUDED: ['roles', 'clients', 'prompts'] } })).toEqual(['warning excluded']);
  const { declared } = await definitionOf(text, { config: { AUTH0_EXCLUDED: ['roles'] } });
  expect(declared.map(({ type }) => type)).not.toContain('roles');
  const named = await definitionOf(text, { config: { AUTH0_EXCLUDED_CLIENTS: ['Shop'] } });
  expect(named.declared).toContainEqual({ type: 'clients', except: [{ field: 'name', values: ['Shop'], notOf: [] }] });
  expect(await codesOf(text, { config: { AUTH0_EXCLUDED_CLIENTS: ['Shop'] } })).toEqual(['warning excluded']);
});

test.each([
  [{ AUTH0_EXCLUDED: 'roles' }, {}],
  [{ AUTH0_EXCLUDED: [1] }, {}],
  [{ AUTH0_KEYWORD_REPLACE_MAPPINGS: [] }, {}],
  [{}, { AUTH0_EXCLUDED: 'roles' }],
  [{ AUTH0_EXCLUDED: ['roles'], AUTH0_INCLUDED_ONLY: ['clients'] }, {}],
  [{ AUTH0_EXCLUDED_CONNECTIONS: ['a'], AUTH0_INCLUDED_CONNECTIONS: ['b'] }, {}],
])('%j with %j is an error, not a guess', async (config, env) => {
  expect(await codesOf('organizations: []\n', { config: JSON.parse(JSON.stringify(config)), env })).toContain('wrong-value');
});

test('ALLOW_DELETE deletes nothing, and that is said where nothing else deletes', async () => {
  const config = { AUTH0_ALLOW_DELETE: true };
  expect(await codesOf('roles: [{ name: a }]\n', { config })).toEqual(['warning setting-differs']);
  expect(await codesOf('roles: [{ name: a }]\nreconcile: { prune: [roles] }\n', { config })).toEqual([]);
  expect(await codesOf('roles: []\n', { config: { AUTH0_ALLOW_DELETE: false } })).toEqual([]);
});

test('an empty type that is pruned is told', async () => {
  expect(await codesOf('roles: []\nclients: []\nreconcile: { prune: [roles] }\n')).toEqual(['warning prunes-all 1:1']);
  expect(await codesOf('roles: [{ name: a }]\nreconcile: { prune: [roles] }\n')).toEqual([]);
});

test('markers: by hand, then the environment, then the config file', async () => {
  const role = 'roles:\n  - name: "##NAME##"\n';
  const config = { AUTH0_KEYWORD_REPLACE_MAPPINGS: { NAME: 'config' } };
  expect(Object.keys(await fieldsOf(role, { config }))).toEqual(['roles/config']);
  expect(Object.keys(await fieldsOf(role, { config, env: { NAME: 'env' } }))).toEqual(['roles/env']);
  expect(Object.keys(await fieldsOf(role, { config, env: { NAME: 'env' }, vars: { NAME: 'hand' } }))).toEqual(['roles/hand']);
  const env = { AUTH0_KEYWORD_REPLACE_MAPPINGS: '{"NAME":"json"}' };
  expect(Object.keys(await fieldsOf(role, { config, env }))).toEqual(['roles/json']);
});

test('a config file for another tenant than the environment’s is told', async () => {
  const config = { AUTH0_DOMAIN: 'dev.eu.auth0.com' };
  expect(await codesOf('organizations: []\n', { config, env: { AUTH0_DOMAIN: 'prod.eu.auth0.com' } })).toEqual([
    'warning setting-differs',
  ]);
  expect(await codesOf('organizations: []\n', { config, env: { AUTH0_DOMAIN: 'dev.eu.auth0.com' } })).toEqual([]);
  expect(await codesOf('organizations: []\n', { config })).toEqual([]);
});
