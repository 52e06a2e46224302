import { existsSync, lstatSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { startEmulator } from '../../src/emulator/index.ts';
import { runCli } from '../support/cli.ts';
import { setUpCliScene } from '../support/cli-scene.ts';
import { itInFull } from '../support/it-in-full.ts';
import { createTemporaryFolder } from '../support/temporary-folder.ts';

const SCRIPT = 'function login(email, password, callback) {\n  callback(null, {});\n}\n';
const TENANT = `
clients:
  - name: Shop
    app_type: regular_web
    grant_types: [authorization_code]
  - name: ../../shop
    app_type: spa
connections:
  - name: users
    strategy: auth0
    options:
      customScripts: { login: ${JSON.stringify(SCRIPT)} }
      configuration: { KEY: canary of scripts }
    enabled_clients: [Shop]
  - name: google
    strategy: google-oauth2
    options: { client_id: id, client_secret: canary of google, email: true }
roles:
  - name: admin
    description: all of it
`;
const SECRETS = {
  CONNECTIONS_GOOGLE_OPTIONS_CLIENT_SECRET: 'canary of google',
  CONNECTIONS_USERS_OPTIONS_CONFIGURATION_KEY: 'canary of scripts',
};

const scene = setUpCliScene({ 'made.yaml': TENANT });
beforeEach(async () => {
  expect((await scene().run(['apply', '--yes', 'made.yaml'])).code).toBe(0);
});

const resolvePath = (...path: readonly string[]): string => join(scene().folder, ...path);
const expectEmptyPlan = async (file: string): Promise<void> => {
  const { code, stdout, stderr } = await scene().run(['plan', '--detailed-exitcode', file], SECRETS);
  expect({ code, stderr }, stdout).toEqual({ code: 0, stderr: '' });
};
/** All files below, as paths. */
const listFiles = (folder: string): readonly string[] =>
  readdirSync(resolvePath(folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(resolvePath(folder).length + 1))
    .sort();

describe('export', () => {
  it('prints a definition and nothing else on stdout, which plans empty; names the secrets and shows none', async () => {
    const { code, stdout, stderr } = await scene().run(['export']);
    expect(code).toBe(0);
    expect(stdout + stderr).not.toContain('canary');
    for (const name of Object.keys(SECRETS)) {
      expect(stdout).toContain(`\${secret:${name}}`);
      expect(stderr).toContain(name);
    }
    scene().write('printed.yaml', stdout);
    await expectEmptyPlan('printed.yaml');
  });

  it('puts long texts beside a file, and plans empty from there', async () => {
    expect((await scene().run(['export', '--out', 'new/tenant.yaml'])).code).toBe(0);
    expect(listFiles('new')).toEqual(['databases/users/login.js', 'tenant.yaml']);
    expect(scene().read('new/databases/users/login.js')).toBe(SCRIPT);
    await expectEmptyPlan('new/tenant.yaml');
  });

  it('makes a folder of a file for each type, and plans empty from there', async () => {
    expect((await scene().run(['export', '--out', 'new'])).code).toBe(0);
    const files = listFiles('new');
    expect(files).toEqual(
      expect.arrayContaining(['clients.yaml', 'connections.yaml', 'databases/users/login.js', 'roles.yaml', 'tenant.yaml']),
    );
    // Settings that every tenant has, and nothing else.
    expect(files.filter((file) => file.includes('/'))).toEqual(['databases/users/login.js']);
    await expectEmptyPlan('new/tenant.yaml');
  });

  it('of one type tells references by key all the same, and reads no more than it needs', async () => {
    const before = scene().emulator.requests().length;
    const { code, stdout } = await scene().run(['export', '--type', 'connections']);
    expect(code).toBe(0);
    expect(stdout).toContain('- Shop');
    expect(stdout).not.toContain('clients:\n  - name');
    const read = scene()
      .emulator.requests()
      .slice(before)
      .map(({ path }) => path);
    expect(read.filter((path) => /roles|organizations/.test(path))).toEqual([]);
  });

  itInFull('of two types of one command line has both', async () => {
    const { stdout } = await scene().run(['export', '--type', 'roles', 'clients']);
    expect(stdout.match(/^\w+:$/gm)).toEqual(['clients:', 'roles:']);
  });
});

describe('what is there already', () => {
  it('is not replaced without --force, and nothing else is written', async () => {
    scene().write('tenant.yaml', '# mine\n');
    const { code, stderr } = await scene().run(['export', '--out', 'tenant.yaml']);
    expect(code).toBe(1);
    expect(stderr).toContain('output-unwritable');
    expect(scene().read('tenant.yaml')).toBe('# mine\n');
    expect(listFiles('.').filter((file) => !file.startsWith('.tenon/'))).toEqual(['made.yaml', 'tenant.yaml']);
    expect((await scene().run(['export', '--out', 'tenant.yaml', '--force'])).code).toBe(0);
    await expectEmptyPlan('tenant.yaml');
  });

  itInFull('a link in the way of a folder is not followed, even with --force', async () => {
    const elsewhere = createTemporaryFolder({});
    mkdirSync(resolvePath('new'));
    symlinkSync(elsewhere, resolvePath('new/databases'));
    const { code, stderr } = await scene().run(['export', '--out', 'new', '--force']);
    expect(code).toBe(1);
    expect(stderr).toContain('output-unwritable');
    expect(readdirSync(elsewhere)).toEqual([]);
    expect(readdirSync(resolvePath('new'))).toEqual(['databases']);
  });

  itInFull('a link in the place of a file is replaced by --force; what it points to stays', async () => {
    const elsewhere = createTemporaryFolder({ 'precious.yaml': 'precious' });
    symlinkSync(join(elsewhere, 'precious.yaml'), resolvePath('tenant.yaml'));
    expect((await scene().run(['export', '--out', 'tenant.yaml'])).code).toBe(1);
    expect((await scene().run(['export', '--out', 'tenant.yaml', '--force'])).code).toBe(0);
    expect(lstatSync(resolvePath('tenant.yaml')).isSymbolicLink()).toBe(false);
    expect(readFileSync(join(elsewhere, 'precious.yaml'), 'utf8')).toBe('precious');
  });

  it('a folder in the place of a file, or a file in the place of a folder, is told', async () => {
    mkdirSync(resolvePath('tenant.yaml'));
    writeFileSync(resolvePath('file'), '');
    for (const out of ['tenant.yaml', 'file', 'file/tenant.yaml']) {
      const { code, stderr } = await scene().run(['export', '--out', out, '--force']);
      expect({ out, code }).toEqual({ out, code: 1 });
      expect(stderr).toContain('output-unwritable');
    }
    expect(existsSync(resolvePath('databases'))).toBe(false);
  });
});

describe('a token that may not read everything', () => {
  it('exports what it may, and says what is missing; asked for that by name it exports nothing', async () => {
    const emulator = await startEmulator({ seed: 1, scopes: ['read:roles', 'read:clients', 'read:client_keys'] });
    try {
      const where = { cwd: scene().folder, emulator };
      const some = await runCli(['export'], where);
      expect(some.code).toBe(0);
      expect(some.stderr).toContain('scope-missing');
      expect(some.stdout).toMatch(/^# .*\bconnections\b/m);
      expect(some.stdout).not.toMatch(/^connections:/m);
      const asked = await runCli(['export', '--type', 'connections'], where);
      expect(asked).toMatchObject({ code: 1, stdout: '' });
      expect(asked.stderr).toContain('scope-missing');
    } finally {
      await emulator.close();
    }
  });
});
