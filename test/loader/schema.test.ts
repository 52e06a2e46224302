import { describe, expect, test } from 'vitest';
import { findProblemCodes, findProblems, loadDefinition, loadFields } from './load-helpers.ts';

const buildClientYaml = (fields: string) => `clients:\n  - name: App\n${fields}`;
const getOnlyProblem = async (text: string) => {
  const problems = await findProblems(text);
  expect(problems).toHaveLength(1);
  return problems[0];
};

test.each([
  ['an unknown field, at its name', buildClientYaml('    callbaks: []\n'), 'unknown-field 3:5'],
  ['an unknown field deep inside', buildClientYaml('    jwt_configuration:\n      algo: RS256\n'), 'unknown-field 4:7'],
  [
    'an unknown field in a relation',
    'roles:\n  - name: a\n    permissions:\n      - { resource_server_identifier: x, permission_name: y, z: 1 }\n',
    'warning unknown-field 4:62',
  ],
  ['a wrong type, at the value', buildClientYaml('    callbacks: https://a.test\n'), 'wrong-type 3:16'],
  ['a wrong item', buildClientYaml('    callbacks: [https://a.test, 5]\n'), 'wrong-type 3:33'],
  ['a value that is not among those there are', buildClientYaml('    app_type: spaa\n'), 'wrong-value 3:15'],
  ['a value that is too large', 'resourceServers:\n  - { identifier: x, token_lifetime: 99999999999 }\n', 'wrong-value 2:38'],
  ['a value of another form', 'organizations:\n  - name: Not A Slug\n', 'wrong-value 2:11'],
  ['a field that is missing, at the first name', 'connections:\n  - name: a\n', 'missing-field 2:5'],
  [
    'a field that is missing inside, at the first name there',
    'organizations:\n  - name: a\n    branding: { colors: { primary: "#fff" } }\n',
    'missing-field 3:27',
  ],
  [
    'a missing field of nothing, at the name that holds nothing',
    'organizations:\n  - name: a\n    branding:\n      colors: {}\n',
    'missing-field 4:7',
  ],
  ['a resource that is a text', 'roles:\n  - admin\n', 'wrong-type 2:5'],
  ['a resource that is nothing', 'roles:\n  -\n', 'wrong-type 2:4'],
  ['a resource without its name', 'roles:\n  - description: x\n', 'missing-field 2:5'],
  ['a resource without anything', 'roles:\n  - {}\n', 'missing-field 2:5'],
  ['a name that is a number', 'roles:\n  - name: 5\n', 'wrong-type 2:11'],
  ['a name that is empty', 'roles:\n  - name: ""\n', 'wrong-value 2:11'],
  ['a name with a line break', 'roles:\n  - name: "a\\nb"\n', 'wrong-value 2:11'],
  ['a name with an escape character', 'roles:\n  - name: "a\\e[31m"\n', 'wrong-value 2:11'],
  ['a grant of nothing', 'clientGrants:\n  - { scope: [] }\n', 'missing-field 2:7'],
  [
    'two items of one key',
    'resourceServers:\n  - identifier: x\n    scopes:\n      - value: a\n      - value: b\n      - value: a\n',
    'wrong-value 6:9',
  ],
])('%s', async (_, text, code) => {
  expect((await findProblemCodes(text)).filter((each, index, all) => all.indexOf(each) === index)).toEqual([code]);
});

test('a value that stands twice in a set is a warning', async () => {
  expect(await findProblemCodes(buildClientYaml('    callbacks: [https://a.test, https://b.test, https://a.test]\n'))).toEqual([
    'warning wrong-value 3:49',
  ]);
  const clients = 'clients: [{ name: App }, { name: Shop }]\n';
  const text = `${clients}connections:\n  - name: c\n    strategy: auth0\n    enabled_clients: [App, Shop, App]\n`;
  expect(await findProblemCodes(text)).toEqual(['warning wrong-value 5:34']);
});

describe('settings of a connection, of which the API takes any', () => {
  const buildSamlYaml = (options: string) => `connections:\n  - name: c\n    strategy: samlp\n    options: { ${options} }\n`;
  test.each([
    ['one that is not described is told, and sent', 'fieldsMapJsonRaw: "{}"', ['warning unknown-field 4:16']],
    ['a slip is an error', 'signingCret: x', ['unknown-field 4:16']],
    ['another spelling is a slip', 'signing_cert: x', ['unknown-field 4:16']],
    ['two spellings are no slip', 'recipientUrl: x, recipient_url: x', ['warning unknown-field 4:33']],
    ['those of another kind are told', 'token_endpoint_auth_method: none', ['warning unknown-field 4:16']],
    ['inside of one that is described, names are open as well', 'idpinitiated: { bogus: 1 }', ['warning unknown-field 4:32']],
  ])('%s', async (_, options, codes) => {
    expect(await findProblemCodes(buildSamlYaml(options))).toEqual(codes);
  });

  test('is taken as it is written, and a secret by its name is one', async () => {
    const [resource] = (await loadDefinition(buildSamlYaml('fieldsMapJsonRaw: "{}", their_api_key: canary'))).resources;
    expect(resource?.fields.options).toEqual({ fieldsMapJsonRaw: '{}', their_api_key: 'canary' });
    expect(resource?.secrets).toEqual({ '/options/their_api_key': { kind: 'literal' } });
  });
});

test('a list that is null is read as an empty one; links are not let go of by that', async () => {
  const text = buildClientYaml('    callbacks: null\n    grant_types: ~\n');
  expect(await findProblemCodes(text)).toEqual(['warning wrong-type 3:16', 'warning wrong-type 4:18']);
  expect((await loadDefinition(text)).resources[0]?.fields).toEqual({ name: 'App', callbacks: [], grant_types: [] });
  expect(await findProblemCodes('roles:\n  - name: a\n    permissions: null\n')).toEqual(['wrong-type 3:18']);
});

test('a value that is past its time is told', async () => {
  const findRuntimeProblems = (runtime: string) =>
    findProblemCodes(
      `actions:\n  - name: a\n    code: x\n    supported_triggers: [{ id: post-login, version: v3 }]\n    runtime: ${runtime}\n`,
    );
  expect(await findRuntimeProblems('node16')).toEqual(['warning deprecated-field 5:14']);
  expect(await findRuntimeProblems('node22')).toEqual([]);
});

test('settings of an addon may be any', async () => {
  const findAddonProblems = (text: string) => findProblemCodes(buildClientYaml(`    addons: { salesforce: { ${text} } }\n`));
  expect(await findAddonProblems('salesforce_domain: a.test')).toEqual(['warning unknown-field 3:29']);
  expect(await findAddonProblems('entityy_id: a')).toEqual(['unknown-field 3:29']);
});

test('an item without its key is told as that, not as a repetition', async () => {
  const text = 'resourceServers:\n  - identifier: x\n    scopes: [{ description: a }, { description: b }]\n';
  expect(await findProblemCodes(text)).toEqual(['missing-field 3:16', 'missing-field 3:36']);
});

test('one fault is one problem, though a schema says it in several ways', async () => {
  const strategies = ['auth0', 'google-oauth2', 'oidc', 'samlp', 'waad'];
  for (const strategy of strategies) {
    const text = `connections:\n  - name: c\n    strategy: ${strategy}\n    options: []\n`;
    expect(await findProblemCodes(text)).toEqual(['wrong-type 4:14']);
  }
});

test('a strategy that does not exist is one problem', async () => {
  expect(await findProblemCodes('connections:\n  - name: c\n    strategy: samlpp\n    options: { anything: [1] }\n')).toEqual([
    'wrong-value 3:15',
  ]);
});

test.each([
  ['a near name', buildClientYaml('    calbacks: []\n'), '"callbacks"'],
  ['the same name in another spelling', buildClientYaml('    appType: spa\n'), '"app_type"'],
  ['the same name with hyphens', buildClientYaml('    app-type: spa\n'), '"app_type"'],
  ['a name that belongs further in', buildClientYaml('    lifetime_in_seconds: 5\n'), '"jwt_configuration"'],
  ['a name of another type', buildClientYaml('    enabled_clients: []\n'), 'connections'],
  ['a name that belongs further out', buildClientYaml('    jwt_configuration: { callbacks: [] }\n'), '"App"'],
])('an unknown field hints at %s', async (_, text, hint) => {
  expect((await getOnlyProblem(text))?.hint).toContain(hint);
});

test('a name that is like nothing is not guessed at', async () => {
  const problem = await getOnlyProblem(buildClientYaml('    jwt_configuration: { xyzzy: 1 }\n'));
  expect(problem).toMatchObject({ code: 'unknown-field', severity: 'warning' });
  expect(problem?.hint).toBeUndefined();
});

test.each([
  ['the values there are', buildClientYaml('    app_type: spaa\n'), 'spa, '],
  ['the type', buildClientYaml('    callbacks: x\n'), 'list'],
  ['the greatest value', 'resourceServers:\n  - { identifier: x, token_lifetime: 99999999999 }\n', '000'],
  ['several runTypesCommand', 'organizations:\n  - name: a\n    metadata: { a: 5 }\n', 'null'],
])('a wrong value says %s', async (_, text, expected) => {
  expect((await getOnlyProblem(text))?.expected).toContain(expected);
});

test.each([
  ['the nearest value', buildClientYaml('    app_type: spaa\n'), '"spa"'],
  ['quotes', buildClientYaml('    description: 5\n'), 'quotes'],
  ['no quotes', buildClientYaml('    oidc_conformant: "true"\n'), 'quotes'],
  ['no quotes around a number', buildClientYaml('    jwt_configuration: { lifetime_in_seconds: "36" }\n'), 'quotes'],
  ['leaving out what cannot be unset', buildClientYaml('    description: null\n'), ''],
])('a wrong value hints at %s', async (_, text, hint) => {
  expect((await getOnlyProblem(text))?.hint).toContain(hint);
});

test('read-only fields are left out with a warning, wherever they stand', async () => {
  const text =
    'roles:\n  - id: rol_1\n    name: a\n    permissions:\n      - { resource_server_identifier: x, permission_name: y, resource_server_name: z }\n';
  expect(await findProblemCodes(text)).toEqual(['warning read-only-field 2:5', 'warning read-only-field 5:62']);
});

test('a read-only field of a wrong type is no second problem', async () => {
  expect(await findProblemCodes('roles:\n  - name: a\n    id: [5]\n')).toEqual(['warning read-only-field 3:5']);
});

test('deprecated fields are kept with a warning', async () => {
  const text = 'resourceServers:\n  - identifier: urn:a\n    token_lifetime_for_web: 60\n';
  expect(await findProblemCodes(text)).toEqual(['warning deprecated-field 3:5']);
  expect((await loadFields(text))['resourceServers/urn:a']).toMatchObject({ token_lifetime_for_web: 60 });
});

test('a retired field is read under its name of today, which wins where it is declared', async () => {
  const old = buildClientYaml('    cross_origin_auth: true\n');
  expect(await findProblemCodes(old)).toEqual(['warning retired-field 3:5']);
  expect((await loadFields(old))['clients/App']).toEqual({ name: 'App', cross_origin_authentication: true });
  const both = buildClientYaml('    cross_origin_auth: true\n    cross_origin_authentication: false\n');
  expect((await loadFields(both))['clients/App']).toEqual({ name: 'App', cross_origin_authentication: false });
});

test('of two fields that exclude each other, one is left out with a warning', async () => {
  const methods = '    client_authentication_methods: { private_key_jwt: { credentials: [] } }\n';
  const text = buildClientYaml(`    token_endpoint_auth_method: none\n${methods}`);
  expect(await findProblemCodes(text)).toEqual(['warning wrong-value 3:5']);
  expect((await loadFields(text))['clients/App']).not.toHaveProperty('token_endpoint_auth_method');
  expect(await findProblemCodes(buildClientYaml(`    token_endpoint_auth_method: null\n${methods}`))).toEqual([]);
  expect(await findProblemCodes(buildClientYaml('    token_endpoint_auth_method: none\n'))).toEqual([]);
});

test('scopes that follow from switches are left out where there are any', async () => {
  const buildFacebookYaml = (options: string): string =>
    `connections:\n  - name: f\n    strategy: facebook\n    options: { ${options} }\n`;
  expect(await findProblemCodes(buildFacebookYaml('email: true, scope: email'))).toEqual(['warning read-only-field 4:29']);
  expect((await loadFields(buildFacebookYaml('scope: email')))['connections/f']?.options).toEqual({ scope: 'email' });
});

test('retired types are a warning each, if there is anything in them', async () => {
  expect(await findProblemCodes('rules: [{ name: a }]\nhooks: []\nrulesConfigs:\nmigrations: {}\n')).toEqual([
    'warning retired-type 1:1',
  ]);
});

test.each([
  ['rolls: []\n', '"roles"'],
  ['client_grants: []\n', '"clientGrants"'],
  ['Roles: []\n', '"roles"'],
  ['includes: []\n', '"include"'],
  ['whatever: []\n', '"x-"'],
])('an unknown type is told with the nearest name: %s', async (text, hint) => {
  const problem = await getOnlyProblem(text);
  expect(problem).toMatchObject({ code: 'unknown-type', hint: expect.stringContaining(hint) });
});

test.each([
  ['$rename_from: b', 'unknown-directive 3:5', '$renamed_from'],
  ['$id: 5', 'wrong-type 3:10', undefined],
  ['$id: ""', 'wrong-type 3:10', undefined],
  ['$renamed_from: [a]', 'wrong-type 3:20', undefined],
  ['$ref: a', 'unknown-directive 3:5', undefined],
])('%s is told', async (written, code, hint) => {
  const text = `roles:\n  - name: a\n    ${written}\n`;
  expect(await findProblemCodes(text)).toEqual([code]);
  if (hint !== undefined) expect((await getOnlyProblem(text))?.hint).toContain(hint);
});

test('directives never reach the fields', async () => {
  expect(await loadFields('roles:\n  - { name: a, $renamed_from: b, $id: rol_1 }\n')).toEqual({ 'roles/a': { name: 'a' } });
});
