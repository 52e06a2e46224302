import { expect, test } from 'vitest';
import { findProblemCodes, loadDefinition, loadFields } from './load-helpers.ts';

const text = `
clients:
  - name: Shop
  - name: Partner
    is_first_party: false
    third_party_security_mode: strict
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
const loadAddresses = async (config: Readonly<Record<string, unknown>>, env = {}) => {
  const asked = { config: JSON.parse(JSON.stringify(config)), env };
  return Object.keys(await loadFields(text, asked));
};
const ALL = await loadAddresses({});
const listAllExcept = (...out: readonly string[]) => ALL.filter((address) => !out.includes(address));

test.each([
  [{}, ALL],
  [{ AUTH0_EXCLUDED: ['roles', 'databases'] }, listAllExcept('roles/clerk', 'connections/users', 'connections/old-users')],
  [{ AUTH0_EXCLUDED: ['connections'] }, listAllExcept('connections/google', 'connections/okta')],
  [{ AUTH0_INCLUDED_ONLY: ['roles'] }, ['roles/clerk']],
  [{ AUTH0_EXCLUDED_CLIENTS: ['Shop', ''] }, listAllExcept('clients/Shop')],
  [{ AUTH0_EXCLUDED_DATABASES: ['old-users'] }, listAllExcept('connections/old-users')],
  [{ AUTH0_EXCLUDED_CONNECTIONS: ['okta'] }, listAllExcept('connections/okta')],
  [{ AUTH0_INCLUDED_CONNECTIONS: ['okta'] }, listAllExcept('connections/google')],
  [{ AUTH0_EXCLUDED_RESOURCE_SERVERS: ['B'] }, listAllExcept('resourceServers/urn:b')],
  [{ AUTH0_EXCLUDE_THIRD_PARTY_CLIENTS: true }, listAllExcept('clients/Partner')],
  [{ AUTH0_EXCLUDE_THIRD_PARTY_CLIENTS: 'true' }, listAllExcept('clients/Partner')],
  [{ AUTH0_EXCLUDED_RULES: ['x'], AUTH0_DOMAIN: 'x', EXCLUDED_PROPS: { clients: ['name'] } }, ALL],
])('%j leaves %j', async (config, expected) => {
  expect(await loadAddresses(config)).toEqual(expected);
});

test('the environment says the same as JSON, and wins', async () => {
  expect(await loadAddresses({}, { AUTH0_EXCLUDED: '["roles"]' })).toEqual(listAllExcept('roles/clerk'));
  expect(await loadAddresses({ AUTH0_EXCLUDED: ['roles'] }, { AUTH0_EXCLUDED: '["clients"]' })).toEqual(
    listAllExcept('clients/Shop', 'clients/Partner'),
  );
});

test('what is left out is said in one line, and its type is none of our business', async () => {
  expect(await findProblemCodes(text, { config: { AUTH0_EXCLUDED: ['roles', 'clients', 'prompts'] } })).toEqual([
    'warning excluded',
  ]);
  const { declared } = await loadDefinition(text, { config: { AUTH0_EXCLUDED: ['roles'] } });
  expect(declared.map(({ type }) => type)).not.toContain('roles');
  const named = await loadDefinition(text, { config: { AUTH0_EXCLUDED_CLIENTS: ['Shop'] } });
  expect(named.declared).toContainEqual({ type: 'clients', except: [{ field: 'name', values: ['Shop'], notOf: [] }] });
  expect(await findProblemCodes(text, { config: { AUTH0_EXCLUDED_CLIENTS: ['Shop'] } })).toEqual(['warning excluded']);
});

test.each([
  [{ AUTH0_EXCLUDED: 'roles' }, {}],
  [{ AUTH0_EXCLUDED: [1] }, {}],
  [{ AUTH0_KEYWORD_REPLACE_MAPPINGS: [] }, {}],
  [{}, { AUTH0_EXCLUDED: 'roles' }],
  [{ AUTH0_EXCLUDED: ['roles'], AUTH0_INCLUDED_ONLY: ['clients'] }, {}],
  [{ AUTH0_EXCLUDED_CONNECTIONS: ['a'], AUTH0_INCLUDED_CONNECTIONS: ['b'] }, {}],
])('%j with %j is an error, not a guess', async (config, env) => {
  expect(await findProblemCodes('organizations: []\n', { config: JSON.parse(JSON.stringify(config)), env })).toContain(
    'wrong-value',
  );
});

test('ALLOW_DELETE deletes nothing, and that is said where nothing else deletes', async () => {
  const config = { AUTH0_ALLOW_DELETE: true };
  expect(await findProblemCodes('roles: [{ name: a }]\n', { config })).toEqual(['warning setting-differs']);
  expect(await findProblemCodes('roles: [{ name: a }]\nreconcile: { prune: [roles] }\n', { config })).toEqual([]);
  expect(await findProblemCodes('roles: []\n', { config: { AUTH0_ALLOW_DELETE: false } })).toEqual([]);
});

test('an empty type that is pruned is told', async () => {
  expect(await findProblemCodes('roles: []\nclients: []\nreconcile: { prune: [roles] }\n')).toEqual(['warning prunes-all 1:1']);
  expect(await findProblemCodes('roles: [{ name: a }]\nreconcile: { prune: [roles] }\n')).toEqual([]);
});

test('markers: by hand, then the environment, then the config file', async () => {
  const role = 'roles:\n  - name: "##NAME##"\n';
  const config = { AUTH0_KEYWORD_REPLACE_MAPPINGS: { NAME: 'config' } };
  expect(Object.keys(await loadFields(role, { config }))).toEqual(['roles/config']);
  expect(Object.keys(await loadFields(role, { config, env: { NAME: 'env' } }))).toEqual(['roles/env']);
  expect(Object.keys(await loadFields(role, { config, env: { NAME: 'env' }, vars: { NAME: 'hand' } }))).toEqual(['roles/hand']);
  const env = { AUTH0_KEYWORD_REPLACE_MAPPINGS: '{"NAME":"json"}' };
  expect(Object.keys(await loadFields(role, { config, env }))).toEqual(['roles/json']);
});

test('a config file for another tenant than the environment’s is told', async () => {
  const config = { AUTH0_DOMAIN: 'dev.eu.auth0.com' };
  expect(await findProblemCodes('organizations: []\n', { config, env: { AUTH0_DOMAIN: 'prod.eu.auth0.com' } })).toEqual([
    'warning setting-differs',
  ]);
  expect(await findProblemCodes('organizations: []\n', { config, env: { AUTH0_DOMAIN: 'dev.eu.auth0.com' } })).toEqual([]);
  expect(await findProblemCodes('organizations: []\n', { config })).toEqual([]);
});
