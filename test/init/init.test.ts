import { existsSync, mkdirSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { startEmulator } from '../../src/emulator/index.ts';
import { CI_SYSTEMS } from '../../src/workflows/init/ci-files.ts';
import { runCli } from '../support/cli.ts';
import { createTemporaryFolder } from '../support/temporary-folder.ts';

const read = (folder: string, file: string): string => readFileSync(join(folder, file), 'utf8');
const DEPLOY_CLI = {
  'auth0/tenant.yaml':
    'rules: []\nclients:\n  - { name: Shop, app_type: spa, callbacks: ["##URL##/cb"] }\nroles:\n  - { name: Viewer }\nconnections: []\n',
  'config.json': JSON.stringify({
    AUTH0_DOMAIN: 'acme-dev.eu.auth0.com',
    AUTH0_CLIENT_SECRET: 'canary',
    AUTH0_ALLOW_DELETE: true,
    AUTH0_KEYWORD_REPLACE_MAPPINGS: { URL: 'https://shop.example' },
  }),
};

describe('an empty folder', () => {
  it.each(['plan', 'apply', 'validate', 'check', 'drift'])('is greeted by %s with what to do', async (verb) => {
    const { code, stderr } = await runCli([verb], { cwd: createTemporaryFolder({}) });
    expect({ code, suggests: stderr.includes('tenon init') }).toEqual({ code: 1, suggests: true });
  });

  it('a file that the user names is not mistaken for it', async () => {
    const { stderr } = await runCli(['plan', 'none.yaml'], { cwd: createTemporaryFolder({}) });
    expect(stderr).not.toContain('tenon init');
  });
});

describe('tenon init without credentials', () => {
  it('makes a project that plans, applies and has no findings', async () => {
    const cwd = createTemporaryFolder({});
    const made = await runCli(['init'], { cwd });
    expect(made.code, made.stderr).toBe(0);
    for (const file of ['tenant.yaml', 'tenon.yaml', '.github/workflows/tenon.yaml', '.vscode/extensions.json', '.gitignore'])
      expect(existsSync(join(cwd, file)), file).toBe(true);
    expect((await runCli(['validate'], { cwd })).stderr).not.toMatch(/warning|error/);
    expect((await runCli(['check'], { cwd })).code).toBe(0);
    const applied = await runCli(['apply', '--emulator', '--yes'], { cwd });
    expect(applied.code, applied.stderr).toBe(0);
    const planned = await runCli(['plan', '--emulator', '--detailed-exitcode'], { cwd });
    expect(planned.code, planned.stdout).toBe(0);
  });

  it('makes git ignore the runs, once', async () => {
    const cwd = createTemporaryFolder({ '.gitignore': 'node_modules' });
    await runCli(['init'], { cwd });
    expect(read(cwd, '.gitignore')).toBe('node_modules\n.tenon/\n');
    const again = createTemporaryFolder({ '.gitignore': '/.tenon\n' });
    await runCli(['init'], { cwd: again });
    expect(read(again, '.gitignore')).toBe('/.tenon\n');
  });
});

describe('tenon init never overwrites', () => {
  it('refuses in a project, and changes nothing', async () => {
    const cwd = createTemporaryFolder({ 'tenon.yaml': 'x: 1\n' });
    const { code, stderr } = await runCli(['init'], { cwd });
    expect({ code, refused: stderr.includes('error[output-unwritable]') }).toEqual({ code: 1, refused: true });
    expect(read(cwd, 'tenon.yaml')).toBe('x: 1\n');
    expect(existsSync(join(cwd, 'tenant.yaml'))).toBe(false);
  });

  it.each(['tenant.yaml', '.vscode/extensions.json', '.github/workflows/tenon.yaml'])('keeps %s, and says so', async (file) => {
    const cwd = createTemporaryFolder({ [file]: 'mine' });
    const { code, stderr } = await runCli(['init'], { cwd });
    expect({ code, named: stderr.includes(file) }).toEqual({ code: 0, named: true });
    expect(read(cwd, file)).toBe('mine');
  });

  it('writes nothing through a link out of the folder', async () => {
    const outside = createTemporaryFolder({});
    const cwd = createTemporaryFolder({});
    symlinkSync(outside, join(cwd, '.github'));
    const { code } = await runCli(['init'], { cwd });
    expect(code).toBe(1);
    expect(existsSync(join(outside, 'workflows'))).toBe(false);
    expect(existsSync(join(cwd, 'tenon.yaml'))).toBe(false);
  });
});

describe('tenon init with credentials', () => {
  it('exports the tenant, and a plan of the project is empty', async () => {
    const emulator = await startEmulator();
    try {
      const cwd = createTemporaryFolder({});
      const made = await runCli(['init', '--ci', 'none'], { cwd, emulator });
      expect(made.code, made.stderr).toBe(0);
      expect(parse(read(cwd, 'tenon.yaml')).definition).toEqual(['tenant.yaml']);
      const planned = await runCli(['plan', '--detailed-exitcode', 'tenant.yaml'], { cwd, emulator });
      expect(planned.code, planned.stdout + planned.stderr).toBe(0);
      expect(existsSync(join(cwd, '.github'))).toBe(false);
    } finally {
      await emulator.close();
    }
  });
});

describe('tenon init --from-deploy-cli', () => {
  const init = (cwd: string, ...flags: readonly string[]) =>
    runCli(['init', '--from-deploy-cli', 'auth0/tenant.yaml', '--config', 'config.json', ...flags], { cwd });

  it('keeps the files, and prunes what AUTH0_ALLOW_DELETE would delete: the declared types and no others', async () => {
    const cwd = createTemporaryFolder(DEPLOY_CLI);
    const made = await init(cwd);
    expect(made.code, made.stderr).toBe(0);
    expect(parse(read(cwd, 'tenon.yaml'))).toEqual({
      definition: ['auth0/tenant.yaml'],
      environments: { 'acme-dev': { domain: 'acme-dev.eu.auth0.com', prune: ['clients', 'connections', 'roles'] } },
    });
    expect(read(cwd, 'auth0/tenant.yaml')).toBe(DEPLOY_CLI['auth0/tenant.yaml']);
    expect(read(cwd, '.github/workflows/tenon.yaml')).toContain('--config=config.json');
  });

  it('prunes nothing without AUTH0_ALLOW_DELETE', async () => {
    const cwd = createTemporaryFolder({
      ...DEPLOY_CLI,
      'config.json': '{"AUTH0_KEYWORD_REPLACE_MAPPINGS":{"URL":"https://a.example"}}',
    });
    await init(cwd);
    expect(Object.values(parse(read(cwd, 'tenon.yaml')).environments)).toEqual([{ domain: 'your-tenant.eu.auth0.com' }]);
  });

  it('copies no credential of the config file', async () => {
    const cwd = createTemporaryFolder(DEPLOY_CLI);
    const made = await init(cwd);
    for (const text of [made.stdout, made.stderr, read(cwd, 'tenon.yaml'), read(cwd, '.github/workflows/tenon.yaml')])
      expect(text).not.toContain('canary');
  });

  it('plans the project, which the emulator can', async () => {
    const cwd = createTemporaryFolder(DEPLOY_CLI);
    const made = await init(cwd, '--emulator');
    expect(made.code, made.stderr).toBe(0);
    expect(made.stdout).toContain('clients/Shop');
  });

  it('reads the directory format', async () => {
    const cwd = createTemporaryFolder({ 'auth0/clients/Shop.json': '{"name":"Shop","app_type":"spa"}' });
    const made = await runCli(['init', '--from-deploy-cli', 'auth0'], { cwd });
    expect(made.code, made.stderr).toBe(0);
    const planned = await runCli(['plan', '--emulator'], { cwd });
    expect(planned.stdout, planned.stderr).toContain('clients/Shop');
  });

  it('refuses files outside of the project, and files that are not valid', async () => {
    const outside = createTemporaryFolder({ 'tenant.yaml': 'roles: []\n' });
    const cwd = createTemporaryFolder({ 'broken.yaml': 'roles: [\n' });
    for (const [path, code] of [
      [join(outside, 'tenant.yaml'), 'file-outside-root'],
      ['broken.yaml', 'yaml-syntax'],
      ['none.yaml', 'file-unreadable'],
    ] as const) {
      const made = await runCli(['init', '--from-deploy-cli', path], { cwd });
      expect({ path, code: made.code, found: made.stderr.includes(`error[${code}]`) }).toEqual({ path, code: 1, found: true });
      expect(existsSync(join(cwd, 'tenon.yaml'))).toBe(false);
    }
  });
});

describe('the pipelines', () => {
  it.each(CI_SYSTEMS.filter((system) => system !== 'none'))('for %s is YAML that calls tenon as it can be called', async (ci) => {
    const cwd = createTemporaryFolder({});
    mkdirSync(join(cwd, 'auth0'));
    const { stderr } = await runCli(['init', '--ci', ci], { cwd });
    const file = /(\S+\.ya?ml)$/gm;
    const path =
      [...stderr.matchAll(file)].map(([, name = '']) => name).find((name) => !/^(tenant|tenon)\.yaml$/.test(name)) ?? '';
    const text = read(cwd, path);
    expect(parse(text)).toBeTypeOf('object');
    for (const [, verb = '', rest = ''] of text.matchAll(/\btenon (plan|apply) (--.*)$/gm)) {
      const { stdout } = await runCli([verb, '--help'], { cwd });
      for (const flag of rest.match(/--[a-z-]+/g) ?? []) expect(stdout).toContain(flag);
    }
  });
});
