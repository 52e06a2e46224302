import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runCli } from '../support/cli.ts';
import { type LanguageServer, startLanguageServer } from './language-server.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const SCHEMA = join(ROOT, 'schemas/definition.schema.json');
const STATE = join(ROOT, 'test/terraform/states/cargo.tfstate.json');

let server: LanguageServer;
let folder: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'tenon-editor-'));
  server = await startLanguageServer();
});
afterAll(async () => {
  await server.close();
  rmSync(folder, { recursive: true });
});

const findErrors = async (text: string): Promise<readonly string[]> =>
  (await server.diagnose(text, SCHEMA)).map(({ message, range }) => `${range.start.line}: ${message}`);

/** The comment with the schema is the test's own. */
const readDefinition = (path: string): string => readFileSync(path, 'utf8').replace(/^# yaml-language-server:.*$/m, '#');

describe('an editor accepts what tenon accepts', () => {
  const valid = [
    ...readdirSync(join(ROOT, 'examples'), { recursive: true, encoding: 'utf8' })
      // tenon.yaml is the file of a project, with a schema of its own.
      .filter((path) => path.endsWith('.yaml') && !path.endsWith('tenon.yaml') && !/\.github|ci\//.test(path))
      .map((path) => join('examples', path)),
    'test/golden/0.1.0/tenant.yaml',
    'test/fixtures/deploy-cli/details/tenant.yaml',
    'test/interop/harbour/tenant.yaml',
  ];
  it.each(valid)('%s has no errors', async (path) => {
    expect(await findErrors(readDefinition(join(ROOT, path)))).toEqual([]);
  });

  it('the definition that init begins with has no errors, and neither has one imported from Terraform', async () => {
    await runCli(['init', '--example'], { cwd: folder });
    await runCli(['import', '--from', STATE, '--out', 'imported.yaml'], { cwd: folder });
    for (const file of ['tenant.yaml', 'imported.yaml']) expect(await findErrors(readDefinition(join(folder, file)))).toEqual([]);
  });

  it.each([
    ['an environment variable in a number', 'tenant:\n  session_lifetime: ${env:HOURS:-72}\n'],
    ['a marker in a boolean', 'clients:\n  - name: Shop\n    oidc_conformant: "@@STRICT@@"\n'],
    ['a marker in an enumeration', 'clients:\n  - name: Shop\n    app_type: "##KIND##"\n'],
    ['a variable in place of a list', 'clients:\n  - name: Shop\n    callbacks: "@@CALLBACKS@@"\n'],
    ['a secret in a number', 'emailProvider:\n  name: smtp\n  credentials:\n    smtp_port: ${env:PORT}\n'],
    ['a value for each tenant', 'tenant:\n  session_lifetime: ${each:hours}\n'],
    ['a declared absence', 'clients:\n  - name: Shop\n    $absent: true\n'],
    ['types that Auth0 has retired', 'rules: []\nhooks: []\n'],
    ['anchors', 'x-urls: &urls [https://a.example]\nclients:\n  - name: Shop\n    callbacks: *urls\n'],
  ])('%s is no error', async (_, text) => {
    expect(await findErrors(text)).toEqual([]);
  });
});

describe('an editor underlines what is wrong', () => {
  it.each([
    ['an unknown top-level key', 'client:\n  - name: Shop\n', 1],
    ['a misspelled field', 'clients:\n  - name: Shop\n    calbacks: []\n', 3],
    ['a misspelled value', 'clients:\n  - name: Shop\n    app_type: spaa\n', 3],
    ['a text in a number', 'tenant:\n  session_lifetime: soon\n', 2],
    [
      'a misspelled option of the strategy',
      'connections:\n  - name: a\n    strategy: samlp\n    options:\n      signInEndpont: x\n',
      5,
    ],
    ['an option of another strategy', 'connections:\n  - name: a\n    strategy: samlp\n    options:\n      twilio_sid: x\n', 5],
    ['an unknown trigger', 'triggers:\n  post-logn: []\n', 2],
    ['an unknown policy of reconcile', 'reconcile:\n  prunes: []\n', 2],
  ])('%s', async (_, text, line) => {
    const diagnostics = await server.diagnose(text, SCHEMA);
    expect(diagnostics.map(({ range }) => range.start.line)).toEqual([line]);
  });
});

describe('an editor offers', () => {
  it.each([
    ['top-level keys, without retired ones', 'cl|', ['clients', 'clientGrants', 'triggers'], ['rules']],
    ['directives', 'clients:\n  - name: Shop\n    |', ['$id', '$renamed_from', '$absent', 'callbacks'], ['signing_keys']],
    ['values', 'clients:\n  - name: Shop\n    app_type: |', ['spa', 'regular_web'], []],
    ['grant types', 'clients:\n  - name: Shop\n    grant_types:\n      - |', ['authorization_code', 'client_credentials'], []],
    ['triggers', 'triggers:\n  |', ['post-login', 'credentials-exchange'], []],
    [
      'the options of the strategy',
      'connections:\n  - name: a\n    strategy: samlp\n    options:\n      |',
      ['signInEndpoint'],
      ['twilio_sid'],
    ],
  ])('%s', async (_, text, offered, not) => {
    const labels = await server.complete(text, SCHEMA);
    expect(labels).toEqual(expect.arrayContaining(offered));
    for (const label of not) expect(labels).not.toContain(label);
  });

  it('the description of a field under the mouse', async () => {
    expect(await server.hover('clients:\n  - name: Shop\n    app_t|ype: spa\n', SCHEMA)).toMatch(/Kind of application/);
  });
});
