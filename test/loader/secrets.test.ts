// biome-ignore-all lint/suspicious/noTemplateCurlyInString: they are tenon's own, not JavaScript's.
import { expect, test } from 'vitest';
import { createSecretResolver } from '../../src/loader/substitute/secret-resolver.ts';
import { findProblemCodes, findProblems, loadDefinition, loadOrThrow } from './load-helpers.ts';

const CANARY = 'canary-4711-abcdef';
const env = { SECRET: CANARY };
const buildClientYaml = (fields: string) => `clients:\n  - name: App\n${fields}`;
const loadSecrets = async (fields: string) => (await loadDefinition(buildClientYaml(fields), { env })).resources[0]?.secrets;

test('a secret field written in clear is a literal secret', async () => {
  expect(await loadSecrets(`    client_secret: ${CANARY}\n`)).toEqual({ '/client_secret': { kind: 'literal' } });
});

test('a secret field from elsewhere remembers where', async () => {
  const buildTemplateSecret = (text: string) => ({ '/client_secret': { kind: 'template', template: text } });
  expect(await loadSecrets('    client_secret: "${secret:SECRET}"\n')).toEqual(buildTemplateSecret('${secret:SECRET}'));
  expect(await loadSecrets('    client_secret: a${env:SECRET}\n')).toEqual(buildTemplateSecret('a${env:SECRET}'));
});

test('${secret:} makes any field a secret', async () => {
  const secrets = await loadSecrets(
    '    client_metadata: { plain: x, key: "Bearer ${secret:SECRET}" }\n    callbacks: ["https://a.test/${secret:SECRET}"]\n',
  );
  expect(secrets).toEqual({
    '/client_metadata/key': { kind: 'template', template: 'Bearer ${secret:SECRET}' },
    '/callbacks/0': { kind: 'template', template: 'https://a.test/${secret:SECRET}' },
  });
});

test('an unset secret is none', async () => {
  const text = 'connections:\n  - name: c\n    strategy: google-oauth2\n    options: { client_secret: null }\n';
  expect((await loadDefinition(text)).resources[0]?.secrets).toEqual({});
});

test('secrets are found inside of what a strategy adds', async () => {
  const text =
    'connections:\n  - name: c\n    strategy: google-oauth2\n    options: { client_id: a, client_secret: "${secret:SECRET}" }\n';
  expect(Object.keys((await loadDefinition(text, { env })).resources[0]?.secrets ?? {})).toEqual(['/options/client_secret']);
});

test('the resolver gives the value in clear, and a problem where there is none', async () => {
  const definition = await loadDefinition(
    buildClientYaml('    client_secret: ${secret:SECRET}\n    client_aliases: ["${secret:SECRET}"]\n'),
    {
      env,
    },
  );
  const resolveSecret = createSecretResolver(definition);
  expect(resolveSecret('clients/App', '/client_secret')).toEqual({ ok: true, value: CANARY });
  expect(resolveSecret('clients/App', '/client_aliases/0')).toEqual({ ok: true, value: CANARY });
  expect(resolveSecret('clients/App', '/client_aliases/1')).toMatchObject({ ok: false, error: { code: 'secret-missing' } });
  expect(resolveSecret('clients/Other', '/client_secret')).toMatchObject({ ok: false, error: { code: 'secret-missing' } });
});

test('a secret cannot be what something is called by', async () => {
  expect(await findProblemCodes('roles:\n  - name: ${secret:SECRET}\n', { env })).toEqual(['wrong-value 2:11']);
  expect(await findProblemCodes('roles:\n  - name: a\n    $renamed_from: ${secret:SECRET}\n', { env })).toEqual([
    'wrong-type 3:20',
  ]);
  expect(await findProblemCodes('include: ["${secret:SECRET}"]\nroles: []\n', { env })).toEqual(['wrong-type 1:11']);
});

test('a script that is called after a password is none', async () => {
  const scripts = 'change_password: ./scripts/change_password.js';
  const text = `databases:\n  - name: users\n    options: { customScripts: { ${scripts} }, bogus: 1 }\n`;
  const sources = (await findProblems(text)).map(({ place }) => (place?.kind === 'file' ? place.source : undefined));
  expect(sources).not.toEqual([]);
  for (const source of sources) expect(source).toContain(scripts);
});

const broken: readonly (readonly [string, string])[] = [
  ['a wrong value', buildClientYaml(`    client_secret: "${CANARY}"\n    app_type: "\${secret:SECRET}"\n`)],
  ['a wrong type', buildClientYaml('    callbacks: ${secret:SECRET}\n')],
  ['a name of a reference', 'reconcile:\n  prune: ["${secret:SECRET}"]\n'],
  ['one line of flow', `clients: [{ name: App, nmae: x, client_secret: "${CANARY}" }]\n`],
  ['one line of JSON', `{"clients": [{"name": "App", "nmae": "x", "client_secret": "${CANARY}"}]}`],
  ['a list that is none', `clients: { name: App, client_secret: ${CANARY} }\n`],
  ['a misspelt secret', buildClientYaml(`    client_secert: ${CANARY}\n`)],
  [
    'a misspelt secret where names may be any',
    `connections:\n  - { name: c, strategy: oidc, options: { client_id: a, client_secrt: "${CANARY}" } }\n`,
  ],
  ['a misspelt secret of an addon', buildClientYaml(`    addons: { firebase: { secrt: "${CANARY}" } }\n`)],
  ['a token to verify with, in a file that is none', `a: [\nverify_token: ${CANARY}\n`],
  ['a misspelt secret on one line', `clients: [{ name: App, client_secert: ${CANARY} }]\n`],
  ['a secret of a wrong type', buildClientYaml(`    client_secret: [${CANARY}]\n`)],
  ['a secret that stands twice', buildClientYaml(`    client_secret: a\n    client_secret: ${CANARY}\n`)],
  ['a secret without its closing quote', buildClientYaml(`    client_secret: "${CANARY}\n`)],
  ['a secret that breaks the syntax', buildClientYaml(`    client_secret: ${CANARY}: x\n`)],
  ['a secret that looks like a block', buildClientYaml(`    client_secret: |${CANARY}\n`)],
  ['a secret that looks like a tag', buildClientYaml(`    client_secret: !${CANARY}\n`)],
  ['a secret that looks like an alias', buildClientYaml(`    client_secret: *${CANARY}\n`)],
  ['a secret that begins with @', buildClientYaml(`    client_secret: @${CANARY}\n`)],
  ['a secret that begins with a backtick', buildClientYaml(`    client_secret: \`${CANARY}\n`)],
  ['a secret that begins with a percent sign', buildClientYaml(`    client_secret: %${CANARY}\n`)],
  ['a secret behind a quoted one', buildClientYaml(`    client_secret: "a" ${CANARY}\n`)],
  ['a secret below its name', buildClientYaml(`    client_secret:\n      [ ${CANARY} }\n`)],
  ['a tag on a secret', buildClientYaml(`    client_secret: !env ${CANARY}\n`)],
  ['a connection', `connections:\n  - { name: c, strategy: oidc, options: { client_secret: ${CANARY}, sope: x } }\n`],
];

test.each(broken)('%s shows no secret', async (_, text) => {
  const problems = await findProblems(text, { env });
  expect(problems.length).toBeGreaterThan(0);
  expect(JSON.stringify(problems)).not.toContain(CANARY);
});

test('a masked line is as long as it was, so that the caret fits', async () => {
  const text = `clients: [{ name: App, client_secret: ${CANARY}, nmae: x }]\n`;
  const [problem] = await findProblems(text);
  expect(problem?.place).toMatchObject({
    column: text.indexOf('nmae') + 1,
    source: text.trimEnd().replace(CANARY, '*'.repeat(CANARY.length)),
  });
});

test('what only sounds like a secret is shown', async () => {
  const [problem] = await findProblems(buildClientYaml('    token_endpoint_auth_method: nome\n'));
  expect(problem?.place).toMatchObject({ source: '    token_endpoint_auth_method: nome' });
});

test('where secrets are optional a missing one is a warning, and nothing follows from it', async () => {
  const text = buildClientYaml('    client_secret: ${secret:NOPE}\n    app_type: ${secret:NOPE}\n    description: ${env:NOPE}\n');
  expect(await findProblemCodes(text, { secretsOptional: true })).toEqual([
    'warning secret-missing 3:20',
    'warning secret-missing 4:15',
    'variable-missing 5:18',
  ]);
  const { definition } = await loadOrThrow(buildClientYaml('    client_secret: ${secret:NOPE}\n'), { secretsOptional: true });
  expect(definition.digest).toBe(
    (await loadDefinition(buildClientYaml('    client_secret: ${secret:NOPE}\n'), { env: { NOPE: 'x' } })).digest,
  );
});

test.each([
  ['a relation', 'organizations:\n  - name: a\n    discovery_domains: [{ domain: "${secret:SECRET}" }]\n', '3:35'],
  ['a reference', 'connections:\n  - name: c\n    strategy: auth0\n    enabled_clients: ["${secret:SECRET}"]\n', '4:23'],
  ['the key of an item', 'resourceServers:\n  - identifier: a\n    scopes: [{ value: "${secret:SECRET}" }]\n', '3:23'],
])('a secret in %s would be shown by every plan, and is refused', async (_, text, place) => {
  expect(await findProblemCodes(text, { env })).toEqual([`wrong-value ${place}`]);
});
