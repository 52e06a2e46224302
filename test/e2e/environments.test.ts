import { cpSync, existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type RunningEmulator, startEmulator } from '../../src/emulator/index.ts';
import { root } from '../docs/pages.ts';
import { runCli } from '../support/cli.ts';
import { createTemporaryFolder } from '../support/temporary-folder.ts';

/** Lists the codes of problems in the text report on stderr and stdout. */
const listCodes = ({ stdout, stderr }: { readonly stdout: string; readonly stderr: string }): readonly string[] =>
  [...`${stdout}${stderr}`.matchAll(/^(?:error|warning)\[([\w-]+)\]/gm)].map(([, code = '']) => code);

let dev: RunningEmulator;
let live: RunningEmulator;
beforeAll(async () => {
  [dev, live] = await Promise.all([
    startEmulator({ seed: 1, tenantDomain: 'quay-dev.eu.auth0.com' }),
    startEmulator({ seed: 2, tenantDomain: 'quay.eu.auth0.com' }),
  ]);
});
beforeEach(() => {
  dev.reset();
  live.reset();
});
afterAll(() => Promise.all([dev.close(), live.close()]));

const SHARED = `clients:
  - { name: Portal, description: "\${each:text}", app_type: spa, callbacks: ["https://portal.quay.test/cb"] }
attackProtection:
  bruteForceProtection: { enabled: true }
tenant: { session_lifetime: 24 }
`;
const buildProject = (production = ''): string => `definition: [tenant.yaml]
environments:
  dev: { domain: "${dev.url}", files: [env/dev.yaml], credentials: { prefix: DEV_ }, each: { text: for tests } }
  production:
    domain: ${live.url}
    files: [env/production.yaml]
    credentials: { prefix: LIVE_ }
    each: { text: for customers }
${production}`;
const DEV_FILE = 'roles: [{ name: Tester, description: Tests }]\n';

function createProject(files: Readonly<Record<string, string>> = {}): string {
  return createTemporaryFolder({
    'tenon.yaml': buildProject(),
    'tenant.yaml': SHARED,
    'env/dev.yaml': DEV_FILE,
    'env/production.yaml': 'roles: []\n',
    ...files,
  });
}

const getVariables = (prefix: string, { clientId, clientSecret, domain }: RunningEmulator) => ({
  [`${prefix}AUTH0_CLIENT_ID`]: clientId,
  [`${prefix}AUTH0_CLIENT_SECRET`]: clientSecret,
  [`${prefix}AUTH0_AUDIENCE`]: `https://${domain}/api/v2/`,
});
const run = (cwd: string, ...args: readonly string[]) =>
  runCli(args, { cwd, env: { ...getVariables('DEV_', dev), ...getVariables('LIVE_', live) } });

const countWrites = (emulator: RunningEmulator): number =>
  emulator.requests().filter(({ method, path }) => method !== 'GET' && path.startsWith('/api/v2')).length;

describe('--env', () => {
  it('applies the files and values of one tenant to that tenant, and touches no other', async () => {
    const cwd = createProject();
    expect(await run(cwd, 'apply', '--yes', '--env', 'dev')).toMatchObject({ code: 0 });
    expect(await run(cwd, 'plan', '--detailed-exitcode', '--env', 'dev')).toMatchObject({ code: 0 });
    expect(await run(cwd, 'drift', '--env', 'dev')).toMatchObject({ code: 0 });
    expect(JSON.stringify(dev.dump())).toContain('for tests');
    expect(JSON.stringify(dev.dump())).toContain('Tester');
    expect(countWrites(live)).toBe(0);
    expect(await run(cwd, 'apply', '--yes', '--env', 'production')).toMatchObject({ code: 0 });
    expect(JSON.stringify(live.dump())).toContain('for customers');
    expect(JSON.stringify(live.dump())).not.toContain('Tester');
  });

  it('is needed where there are several tenants, by every command that needs one', async () => {
    const cwd = createProject();
    const commands = [['validate'], ['check'], ['plan'], ['apply', '--yes'], ['drift'], ['export'], ['scopes'], ['backup']];
    const others = [
      ['explain', 'tenant'],
      ['who', 'clients/Portal'],
      ['rollback', 'x'],
      ['restore', 'x'],
    ];
    for (const command of [...commands, ...others]) {
      const result = await run(cwd, ...command);
      expect({ command, code: result.code, codes: listCodes(result) }).toEqual({
        command,
        code: 1,
        codes: ['environment-unselected'],
      });
    }
    expect(countWrites(dev) + countWrites(live)).toBe(0);
  });

  it('is taken by every command that needs a tenant or its definition', async () => {
    const cwd = createProject();
    expect(await run(cwd, 'apply', '--yes', '--env', 'dev')).toMatchObject({ code: 0 });
    const commands = [['validate'], ['plan'], ['drift'], ['export'], ['scopes'], ['backup'], ['explain', 'clients/Portal']];
    for (const command of [...commands, ['who', 'clients/Portal'], ['check', '--fail-on', 'never']])
      expect({ command, ...(await run(cwd, ...command, '--env', 'dev')) }).toMatchObject({ command, code: 0 });
  });

  it('refuses several tenants, files of a definition beside it, and a project that is not there', async () => {
    const cwd = createProject();
    expect(listCodes(await run(cwd, 'export', '--env', '*'))).toEqual(['usage']);
    expect(listCodes(await run(cwd, 'plan', 'tenant.yaml', '--env', 'dev'))).toEqual(['usage']);
    expect(listCodes(await run(cwd, 'plan', '--env', 'dev', '--project', 'none.yaml'))).toEqual(['file-unreadable']);
    expect(listCodes(await run(createTemporaryFolder({}), 'plan', '--env', 'dev'))).toEqual(['file-unreadable']);
  });

  it('finds the files of a project in another folder', async () => {
    const cwd = createTemporaryFolder({
      'sub/tenon.yaml': buildProject(),
      'sub/tenant.yaml': SHARED,
      'sub/env/dev.yaml': DEV_FILE,
    });
    expect(await run(cwd, 'validate', '--project', 'sub/tenon.yaml', '--env', 'dev')).toMatchObject({ code: 0 });
  });
});

it('files on the command line are used as if there were no project', async () => {
  const cwd = createProject({ 'other.yaml': 'roles: [{ name: Other, description: x }]\n' });
  const result = await runCli(['plan', '--detailed-exitcode', 'other.yaml'], { cwd, emulator: dev });
  expect(result).toMatchObject({ code: 2 });
});

it('a plan that was saved for one tenant cannot be applied to another', async () => {
  const cwd = createProject({ 'env/dev.yaml': 'roles: []\n', 'tenant.yaml': SHARED.replace('"${each:text}"', 'same') });
  expect(await run(cwd, 'plan', '--env', 'dev', '--out', 'plan.json')).toMatchObject({ code: 0 });
  const other = await run(cwd, 'apply', '--yes', '--plan', 'plan.json', '--env', 'production');
  expect({ code: other.code, codes: [...new Set(listCodes(other))] }).toEqual({ code: 3, codes: ['plan-foreign'] });
  expect(countWrites(live)).toBe(0);
  expect(await run(cwd, 'apply', '--yes', '--plan', 'plan.json', '--env', 'dev')).toMatchObject({ code: 0 });
});

it('each tenant has an emulator of its own', async () => {
  const cwd = createProject();
  expect(await run(cwd, 'apply', '--yes', '--env', 'dev', '--emulator')).toMatchObject({ code: 0 });
  expect(await run(cwd, 'plan', '--detailed-exitcode', '--env', 'dev', '--emulator')).toMatchObject({ code: 0 });
  expect(await run(cwd, 'plan', '--detailed-exitcode', '--env', 'production', '--emulator')).toMatchObject({ code: 2 });
  expect(readdirSync(join(cwd, '.tenon')).filter((name) => name.endsWith('.json'))).toEqual([
    'emulator-dev.json',
    'emulator-production.json',
  ]);
  expect(countWrites(dev)).toBe(0);
});

describe('the policy of an environment', () => {
  it('is the last layer of that of the files', async () => {
    const files = { 'tenant.yaml': `reconcile: { require: { widens: approval } }\n${SHARED}` };
    const cwd = createProject({
      'tenon.yaml': buildProject('    protect: [tenant]\n    require: { tightens: approval }\n'),
      ...files,
    });
    expect(listCodes(await run(cwd, 'plan', '--env', 'production'))).toEqual(
      expect.arrayContaining(['guard-protected', 'guard-impact']),
    );
    const [first] = listCodes(await run(cwd, 'plan', '--env', 'dev'));
    expect(first).toBe('guard-impact');
  });

  it('is judged where it is written', async () => {
    const cwd = createProject({ 'tenon.yaml': buildProject('    protect: [clientz/Portal]\n') });
    const { stderr } = await run(cwd, 'validate', '--env', 'production');
    expect(stderr).toContain('tenon.yaml:9:15');
    expect(stderr).toContain('unknown-type');
  });
});

describe('what an environment may not override', () => {
  const rules = '    overrides: { forbid: [weakens], keep: [tenant/session_lifetime, clients/*/callbacks] }\n';
  const judge = async (own: string) => {
    const cwd = createProject({ 'tenon.yaml': buildProject(rules), 'env/production.yaml': own });
    const result = await run(cwd, 'validate', '--env', 'production');
    return { code: result.code, codes: listCodes(result), text: result.stderr };
  };

  it.each([
    [
      'a weaker protection',
      'attackProtection: { bruteForceProtection: { enabled: false } }',
      'override-forbidden',
      'tenant.yaml:4',
    ],
    ['a kept field', 'tenant: { session_lifetime: 12 }', 'override-kept', 'tenant.yaml:5'],
    ['an item of a kept list', 'clients: [{ name: Portal, callbacks: ["https://x.test/cb"] }]', 'override-kept', 'tenant.yaml:2'],
  ])('%s is refused, with both places', async (_, own, code, shared) => {
    const { codes, text, ...judged } = await judge(`${own}\n`);
    expect({ ...judged, codes: [...new Set(codes)] }).toEqual({ code: 1, codes: [code] });
    expect(text).toContain('env/production.yaml:1:');
    expect(text).toContain(shared);
  });

  it.each([
    ['the same value', 'tenant: { session_lifetime: 24 }'],
    ['another field', 'tenant: { friendly_name: Quay }'],
    ['a new resource', 'clients: [{ name: Shop, app_type: spa, callbacks: ["https://shop.test/cb"] }]'],
    ['a stronger protection', 'attackProtection: { suspiciousIpThrottling: { enabled: true } }'],
  ])('%s is allowed', async (_, own) => {
    expect(await judge(`${own}\n`)).toMatchObject({ code: 0 });
  });
});

it('credentials of any tenant cannot be read by a definition', async () => {
  const cwd = createProject({ 'env/dev.yaml': 'roles: [{ name: a, description: "${env:LIVE_AUTH0_CLIENT_SECRET}" }]\n' });
  expect(listCodes(await run(cwd, 'validate', '--env', 'dev'))).toEqual(['own-credential']);
});

describe('examples/environments', () => {
  it.each(['dev', 'production'])('is valid for %s, and applied it plans empty', async (name) => {
    const cwd = createTemporaryFolder({});
    cpSync(join(root, 'examples/environments'), cwd, { recursive: true });
    expect(await run(cwd, 'validate', '--env', name)).toMatchObject({ code: 0 });
    expect(await run(cwd, 'apply', '--yes', '--allow', 'weakens', '--env', name, '--emulator')).toMatchObject({ code: 0 });
    expect(await run(cwd, 'plan', '--detailed-exitcode', '--env', name, '--emulator')).toMatchObject({ code: 0 });
    expect(existsSync(join(cwd, '.tenon/emulator.json'))).toBe(false);
  });
});
