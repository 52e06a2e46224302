import { join } from 'node:path';
import { expect, test } from 'vitest';
import { startEmulator } from '../../src/emulator/index.ts';
import { isArray, isObject, type JsonValue } from '../../src/model/json/json-value.ts';
import { runCli } from '../support/cli.ts';
import { createTemporaryFolder } from '../support/temporary-folder.ts';
import { type Block, listBlocks, root } from './pages.ts';

const env = { PORTAL_URL: '', MAP_URL: '', GOOGLE_CLIENT_SECRET: 'x', INITECH_CLIENT_SECRET: 'y' };

function findBlock(page: string, beginning: string): string {
  const block = listBlocks(page).find(({ code }: Block) => code.startsWith(beginning));
  return block?.code.slice(beginning.length) ?? `${page} has no block that begins with ${beginning}`;
}

/** Replaces what differs in every run. */
const normalize = (text: string): string =>
  text.replaceAll(/\d{4}-\d\d-\d\d \d\d:\d\d UTC/g, 'TIME').replaceAll(/\/clients\/\w+$/gm, '/clients/ID');

test('the problem in docs/errors.md is what validate prints', async () => {
  const text = 'clients:\n  - name: Cargo Portal\n    app_type: regular_web\n    callbacks: ["${env:UNSET_URL}/callback"]\n';
  const { stderr } = await runCli(['validate'], { cwd: createTemporaryFolder({ 'tenant.yaml': text }) });
  // A shorter name would move the marks below the line.
  expect(stderr.replaceAll('UNSET_URL', 'PORTAL_URL').replace('^'.repeat(16), '^'.repeat(17))).toBe(
    findBlock('docs/errors.md', ''),
  );
});

test('the scopes in docs/real-tenant.md are those of the example', async () => {
  const { stdout } = await runCli(['scopes', join(root, 'examples/tenant.yaml')], { cwd: root, env });
  const shown = findBlock('docs/real-tenant.md', '$ tenon scopes\n').trimEnd().split('\n');
  const printed = stdout.trimEnd().split('\n');
  expect(printed.map((line, index) => (shown[index]?.endsWith(' …') ? line.slice(0, shown[index].length - 2) : line))).toEqual(
    shown.map((line) => line.replace(/ …$/, '')),
  );
});

const STOREFRONT =
  'clients:\n  - name: Storefront\n    description: The shop\n    callbacks: [https://shop.acme.test/cb]\nconnections: []\n';

const listItems = (body: JsonValue, member: string): readonly JsonValue[] => {
  const items = isObject(body) ? body[member] : body;
  return isArray(items) ? items : [];
};

test('the drift in docs/drift.md is what the program prints', async () => {
  const emulator = await startEmulator({ tenantDomain: 'acme.eu.auth0.com' });
  try {
    const applied = await runCli(['apply', '--yes'], { cwd: createTemporaryFolder({ 'tenant.yaml': STOREFRONT }), emulator });
    expect(applied.code, applied.stderr).toBe(0);
    const ann = emulator.asPerson({ name: 'Ann Example', email: 'ann@acme.test' });
    const { body } = await ann.request('GET', '/clients');
    const client = listItems(body, 'clients').find((item) => isObject(item) && item.name === 'Storefront');
    const id = isObject(client) ? String(client.client_id) : '';
    const callbacks = ['https://shop.acme.test/cb', 'https://shop-test.acme.test/cb'];
    expect((await ann.request('PATCH', `/clients/${id}`, { callbacks })).status).toBe(200);
    const ahead = createTemporaryFolder({ 'tenant.yaml': STOREFRONT.replace('The shop', 'Our shop') });
    const { stdout } = await runCli(['drift'], { cwd: ahead, emulator });
    expect(normalize(stdout)).toBe(normalize(findBlock('docs/drift.md', '$ tenon drift\n')));
  } finally {
    await emulator.close();
  }
});

const CONNECTIONS = `connections:
  - { name: google, strategy: google-oauth2, options: { client_id: a, client_secret: "$\{secret:G}" } }
  - name: users
    strategy: auth0
    options:
      enabledDatabaseCustomization: true
      customScripts: { login: "function login() {}" }
      configuration: { KEY: "$\{secret:K}" }
`;

test('the export in docs/export.md is what the program prints', async () => {
  const emulator = await startEmulator({ tenantDomain: 'acme.eu.auth0.com' });
  try {
    const where = {
      cwd: createTemporaryFolder({ 'connections.yaml': CONNECTIONS }),
      emulator,
      env: { G: 'secret-g', K: 'secret-k' },
    };
    const applied = await runCli(['apply', 'connections.yaml', '--yes'], where);
    expect(applied.code, applied.stderr).toBe(0);
    const { stdout, stderr } = await runCli(['export', '--out', 'tenant.yaml'], where);
    const printed = `${stdout}${stderr}`.replaceAll('Emulator M2M', 'tenon').split('\n');
    const shown = findBlock('docs/export.md', '$ tenon export --out tenant.yaml\n').split('\n');
    expect(printed).toEqual(expect.arrayContaining(shown.filter((line) => line !== '…')));
  } finally {
    await emulator.close();
  }
});

test('the refused delete in docs/safety.md is what the program prints', async () => {
  const emulator = await startEmulator();
  try {
    const text = 'connections:\n  - { name: cargo-users, strategy: auth0 }\n';
    const applied = await runCli(['apply', '--yes'], { cwd: createTemporaryFolder({ 'tenant.yaml': text }), emulator });
    expect(applied.code, applied.stderr).toBe(0);
    const ann = emulator.asPerson({ name: 'Ann Example', email: 'ann@acme.test' });
    for (const email of ['a@acme.test', 'b@acme.test'])
      await ann.request('POST', '/users', { connection: 'cargo-users', email, password: 'Correct-Horse-9' });
    const pruned =
      'reconcile: { prune: [connections] }\nconnections: [{ name: Username-Password-Authentication, strategy: auth0 }]\n';
    const where = { cwd: createTemporaryFolder({ 'tenant.yaml': pruned }), emulator };
    const [refused, allowed] = [await runCli(['plan'], where), await runCli(['plan', '--allow', 'user-loss'], where)];
    const printed = `${refused.stdout}${allowed.stdout}`.replaceAll(/\d+ users/g, '1,204 users').split('\n');
    const shown = findBlock('docs/safety.md', '$ tenon plan\n').trimEnd().split('\n');
    expect(printed).toEqual(expect.arrayContaining(shown.filter((line) => line !== '…' && !line.startsWith('$ '))));
  } finally {
    await emulator.close();
  }
});

test.each(['permissions/read:orders', 'users/bob@globex.test'])(
  'the answer about %s in docs/who.md is what the program prints',
  async (address) => {
    const cwd = createTemporaryFolder({ 'tenant.yaml': findBlock('docs/who.md', '# tenant.yaml\n') });
    const { stdout } = await runCli(['who', address], { cwd });
    expect(stdout).toBe(findBlock('docs/who.md', `$ tenon who ${address}\n`));
  },
);
