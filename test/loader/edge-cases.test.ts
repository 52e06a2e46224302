import { describe, expect, test } from 'vitest';
import { findProblemCodes, findProblems, loadDefinition, loadFields } from './load-helpers.ts';

const buildClientYaml = (fields: string) => `clients:\n  - name: App\n${fields}`;

describe('a name with nothing behind it', () => {
  test.each([
    [
      'a list of which all lines are comments',
      buildClientYaml('    callbacks:\n      # - https://a.test\n'),
      ['wrong-type 3:15'],
    ],
    ['a map that takes null', buildClientYaml('    encryption_key:\n'), ['warning wrong-type 3:20']],
    ['a list of links', 'roles:\n  - name: a\n    permissions:\n', ['wrong-type 3:17']],
    ['a text', buildClientYaml('    logo_uri:\n'), ['wrong-type 3:14']],
  ])('%s is an accident', async (_, text, codes) => {
    expect(await findProblemCodes(text)).toEqual(codes);
  });

  test('says how to empty it', async () => {
    expect((await findProblems(buildClientYaml('    callbacks:\n')))[0]?.hint).toContain('[]');
    expect((await findProblems(buildClientYaml('    encryption_key:\n')))[0]?.hint).toContain('null');
  });

  test('a null that is written unsets what the API lets be unset', async () => {
    expect(await findProblemCodes(buildClientYaml('    encryption_key: null\n'))).toEqual([]);
  });
});

test('an empty list where only null unsets says so', async () => {
  const [problem] = await findProblems(buildClientYaml('    refresh_token: { policies: [] }\n'));
  expect(problem?.code).not.toBe('internal');
  const text = buildClientYaml('    organization_discovery_methods: []\n');
  expect((await findProblems(text))[0]).toMatchObject({ code: 'wrong-value', severity: 'error' });
});

test('an empty map of names of one’s own changes nothing, and says so', async () => {
  expect(await findProblemCodes(buildClientYaml('    client_metadata: {}\n'))).toEqual(['warning no-effect 3:22']);
  expect(await findProblemCodes(buildClientYaml('    client_metadata: { a: null }\n'))).toEqual([]);
});

test.each([
  ['https://app.test/cb', []],
  ['https://*.app.test/cb', []],
  ['https://{organization_name}.app.test/cb', []],
  ['http://localhost:3000/cb', []],
  ['com.app.test://cb', []],
  ['app.test/cb', ['wrong-value 3:17']],
  ['localhost:3000/cb', ['wrong-value 3:17']],
  ['/cb', ['wrong-value 3:17']],
  ['https:/app.test', ['wrong-value 3:17']],
  ['"https://app.test/a b"', ['wrong-value 3:17']],
])('the callback %s', async (url, codes) => {
  expect(await findProblemCodes(buildClientYaml(`    callbacks: [${url.startsWith('"') ? url : `"${url}"`}]\n`))).toEqual(codes);
});

test.each([
  ['initiate_login_uri', '    initiate_login_uri: http://app.test\n'],
  ['allowed_logout_urls', '    allowed_logout_urls: [app.test]\n'],
  ['allowed_origins', '    allowed_origins: [app.test]\n'],
  ['web_origins', '    web_origins: [app.test]\n'],
])('%s of no address is refused', async (_, fields) => {
  expect(await findProblemCodes(buildClientYaml(fields))).toEqual([expect.stringMatching(/^wrong-value 3:/)]);
});

test('what only Auth0 sets is left out', async () => {
  const buildStreamYaml = (status: string) =>
    `logStreams:\n  - { name: s, type: http, status: ${status}, sink: { httpEndpoint: "https://a.test" } }\n`;
  expect(await findProblemCodes(buildStreamYaml('suspended'))).toEqual(['warning read-only-field 2:36']);
  expect((await loadFields(buildStreamYaml('suspended')))['logStreams/s']).not.toHaveProperty('status');
  expect((await loadFields(buildStreamYaml('paused')))['logStreams/s']).toHaveProperty('status', 'paused');
});

test('a value with a successor names it', async () => {
  const [problem] = await findProblems('emailTemplates:\n  - { template: change_password, enabled: true }\n');
  expect(problem).toMatchObject({ code: 'deprecated-field', severity: 'warning', hint: expect.stringContaining('reset_email') });
});

test('a value that tenon cannot manage says where to set it', async () => {
  const [problem] = await findProblems('guardianFactorSettings:\n  - { name: duo, otp_length: 6 }\n');
  expect(problem).toMatchObject({
    code: 'wrong-value',
    severity: 'error',
    hint: expect.stringContaining('guardianFactorProviders'),
  });
});

test('a setting of another kind of connection names the one of this kind', async () => {
  const options = 'options: { client_id: a, fieldsMap: { email: mail } }';
  const [problem] = await findProblems(`connections:\n  - { name: c, strategy: oidc, ${options} }\n`);
  expect(problem).toMatchObject({ code: 'unknown-field', hint: expect.stringContaining('attribute_map') });
});

describe('two resources of one value', () => {
  const buildAclYaml = (name: string, priority: number) =>
    `  - { description: ${name}, active: true, priority: ${priority}, rule: { scope: tenant, action: { block: true }, match: { asns: [1] } } }\n`;
  test.each([
    ['a priority', `networkACLs:\n${buildAclYaml('a', 1)}${buildAclYaml('b', 2)}${buildAclYaml('c', 1)}`, 'duplicate-value 4:47'],
    [
      'an alias',
      'clients:\n  - { name: A, client_aliases: [x, y] }\n  - { name: B, client_aliases: [z, y] }\n',
      'duplicate-value 3:36',
    ],
    ['a realm', 'databases:\n  - { name: a, realms: [x] }\n  - { name: b, realms: [x] }\n', 'duplicate-value 3:25'],
    [
      'a domain',
      'organizations:\n  - { name: a, discovery_domains: [{ domain: a.test }] }\n  - { name: b, discovery_domains: [{ domain: a.test }] }\n',
      'duplicate-value 3:46',
    ],
    [
      'a token type',
      'actions:\n  - { name: check, code: x, supported_triggers: [{ id: custom-token-exchange, version: v1 }] }\n' +
        'tokenExchangeProfiles:\n  - { name: one, subject_token_type: "urn:some:type", action_id: check, type: custom_authentication }\n' +
        '  - { name: two, subject_token_type: "urn:some:type", action_id: check, type: custom_authentication }\n',
      'duplicate-value 5:38',
    ],
  ])('%s', async (_, text, code) => {
    expect(await findProblemCodes(text)).toEqual([code]);
  });

  test('of what a tenant has one at most', async () => {
    const buildProviderYaml = (name: string) =>
      `{ name: ${name}, configuration: { sid: s, default_from: f, delivery_methods: [text] } }`;
    const text = `phoneProviders:\n  - ${buildProviderYaml('twilio')}\n  - ${buildProviderYaml('custom')}\n`;
    expect(await findProblemCodes(text)).toEqual(['duplicate-resource 3:13']);
  });

  test('in two files', async () => {
    const files = {
      'tenant.yaml': 'include: [other.yaml]\nclients:\n  - { name: A, client_aliases: [x] }\n',
      'other.yaml': 'organizations: []\nconnections: []\n',
      'more.yaml': 'clients:\n  - { name: B, client_aliases: [x] }\n',
    };
    expect(await findProblemCodes(files, { files: ['tenant.yaml', 'more.yaml'] })).toEqual(['duplicate-value more.yaml:2:33']);
  });
});

describe('scopes and permissions of a declared API', () => {
  const api = 'resourceServers:\n  - { identifier: "urn:a", scopes: [{ value: read }] }\n';
  const grant = 'clients: [{ name: App }]\nclientGrants:\n  - { client_id: App, audience: "urn:a", scope: [read, write] }\n';
  const buildRoleYaml = (name: string) =>
    `roles:\n  - name: r\n    permissions: [{ resource_server_identifier: "urn:a", permission_name: ${name} }]\n`;

  test('one that it lacks is refused, where it is written', async () => {
    expect(await findProblemCodes(api + grant)).toEqual(['dangling-reference 5:56']);
    expect(await findProblemCodes(api + buildRoleYaml('write'))).toEqual(['dangling-reference 5:75']);
    expect(await findProblemCodes(api + buildRoleYaml('read'))).toEqual([]);
  });

  test('of an API whose scopes are not declared nothing is known', async () => {
    expect(await findProblemCodes(`resourceServers:\n  - identifier: "urn:a"\n${grant}${buildRoleYaml('write')}`)).toEqual([]);
    expect(await findProblemCodes(grant + buildRoleYaml('write'))).toEqual([]);
  });
});

test.each([
  ['a runtime', 'runtime: node99', 'wrong-value 5:14'],
  ['an old runtime', 'runtime: node16', 'warning deprecated-field 5:14'],
])('%s', async (_, field, code) => {
  const text = `actions:\n  - name: a\n    code: x\n    supported_triggers: [{ id: post-login, version: v3 }]\n    ${field}\n`;
  expect(await findProblemCodes(text)).toEqual([code]);
});

test.each([
  ['post-login', 'v3', []],
  ['post-login', 'v9', ['wrong-value 4:53']],
  ['credentials-exchange', 'v3', ['wrong-value 4:63']],
])('%s in version %s', async (id, version, codes) => {
  const text = `actions:\n  - name: a\n    code: x\n    supported_triggers: [{ id: ${id}, version: ${version} }]\n`;
  expect(await findProblemCodes(text)).toEqual(codes);
});

describe('a list in a variable, by a marker', () => {
  const buildListEnv = (LIST: string) => ({ env: { LIST } });
  test('is read as JSON where a list belongs', async () => {
    const text = buildClientYaml('    callbacks: @@LIST@@\n');
    expect((await loadFields(text, buildListEnv('["https://a.test"]')))['clients/App']?.callbacks).toEqual(['https://a.test']);
    expect(await findProblemCodes(text, buildListEnv('[1]'))).toEqual(['wrong-type 3:16']);
    expect(await findProblemCodes(text, buildListEnv('https://a.test'))).toEqual(['wrong-type 3:16']);
  });
  test('stays a text where a text belongs', async () => {
    expect(
      (await loadFields(buildClientYaml('    description: @@LIST@@\n'), buildListEnv('["a"]')))['clients/App']?.description,
    ).toBe('["a"]');
  });
  test('of maps', async () => {
    const text = 'resourceServers:\n  - { identifier: "urn:a", scopes: @@LIST@@ }\n';
    expect((await loadFields(text, buildListEnv('[{"value":"r"}]')))['resourceServers/urn:a']?.scopes).toEqual([{ value: 'r' }]);
  });
});

describe('an empty list of links', () => {
  const text = 'connections:\n  - name: c\n    strategy: auth0\n    enabled_clients: []\n';
  test('empties in silence where it is tenon’s own file', async () => expect(await findProblemCodes(text)).toEqual([]));
  test('is told with a config file of auth0-deploy-cli', async () => {
    expect(await findProblemCodes(text, { config: { AUTH0_ALLOW_DELETE: false } })).toEqual(['warning emptied-list 4:22']);
  });
  test('is told in its directory format', async () => {
    const files = { 'connections/c.json': '{"name":"c","strategy":"auth0","enabled_clients":[]}' };
    expect(await findProblemCodes(files, { files: ['.'] })).toEqual(['warning emptied-list connections/c.json:1:50']);
  });
});

test('a folder of a database without database.json declares nothing', async () => {
  const files = { 'database-connections/users/login.js': '// x', 'roles/a.json': '{"name":"a"}' };
  expect(await findProblemCodes(files, { files: ['.'] })).toEqual([]);
  expect((await loadDefinition(files, { files: ['.'] })).declared.map(({ type }) => type)).toEqual(['roles']);
});

test('old bindings of an action are left out', async () => {
  const text =
    'actions:\n  - name: a\n    code: x\n    supported_triggers: [{ id: post-login, version: v3 }]\n    bindings: []\n';
  expect(await findProblemCodes(text)).toEqual([expect.stringMatching(/^warning .* 5:5$/)]);
  expect((await loadFields(text))['actions/a']).not.toHaveProperty('bindings');
});
