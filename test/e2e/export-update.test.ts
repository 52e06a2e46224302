import { mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { isArray, isObject } from '../../src/model/json/json-value.ts';
import { setUpCliScene } from '../support/cli-scene.ts';
import { readCollection } from '../support/tenant-dump.ts';

const FILE = `# The shop's tenant. Ask Ann before you change it.
x-common:
  logout: &logout
    - https://shop.test/bye   # shared by all

clients:
  - name: Shop                 # the web shop
    description: 'The shop'
    callbacks:
      # production
      - https://shop.test/cb
      - "https://old.shop.test/cb"   # until March
    allowed_logout_urls: *logout
    grant_types: [authorization_code,   refresh_token]
    client_metadata: { team: one, tier: "two" }

  # Nobody knows what this one is for.
  - name: Legacy
    description: \${env:LEGACY_TEXT}
    logo_uri: https://##HOST##/logo.png
connections:
  - name: users
    strategy: auth0
    options:
      customScripts:
        login: ./login.js
      # At least twelve
      password_complexity_options: { min_length: 12 }
    enabled_clients: [Shop]
roles:
  - name: admin
    description: |
      Does all
      of it.
  - name: helper
`;
const ENV = { LEGACY_TEXT: 'old things', HOST: 'shop.test' };
const SCRIPT = 'function login() {\n  return 1;\n}\n';

const scene = setUpCliScene({ 'tenant.yaml': FILE, 'login.js': SCRIPT });
beforeEach(async () => {
  expect(await scene().run(['apply', '--yes'], ENV)).toMatchObject({ code: 0 });
});

const run = (...args: readonly string[]) => scene().run(args, ENV);
/** Somebody in the dashboard. */
async function changeAsAnn(method: string, type: string, name: string, body?: object): Promise<void> {
  const [id] = readCollection(scene().emulator.dump(), type).find(([, value]) => value.name === name) ?? [];
  const person = scene().emulator.asPerson({ user_id: 'u', name: 'Ann', email: 'ann@shop.test' });
  const { status } = await person.request(
    method,
    `/${type}/${id}`,
    body === undefined ? undefined : JSON.parse(JSON.stringify(body)),
  );
  expect(status).toBeLessThan(300);
}
/** Lines that are gone, and lines that are new. */
function diffLines(before: string, after: string): { readonly gone: readonly string[]; readonly fresh: readonly string[] } {
  const [old, now] = [before.split('\n'), after.split('\n')];
  return { gone: old.filter((line) => !now.includes(line)), fresh: now.filter((line) => !old.includes(line)) };
}

describe('export --update', () => {
  it('of a tenant that is as declared changes nothing, not even the file', async () => {
    expect(await run('export', '--update', 'tenant.yaml')).toMatchObject({ code: 0, stdout: '' });
    expect(scene().read('tenant.yaml')).toBe(FILE);
  });

  it('changes the lines concerned and no others; then a plan is empty', async () => {
    await changeAsAnn('PATCH', 'clients', 'Shop', {
      description: "Ann's shop",
      callbacks: ['https://shop.test/cb', 'https://new.shop.test/cb'],
      grant_types: ['authorization_code'],
      client_metadata: { team: 'three' },
    });
    await changeAsAnn('PATCH', 'roles', 'admin', { description: 'Does most\nof it.\n' });
    await changeAsAnn('DELETE', 'roles', 'helper');
    expect(await run('export', '--update', 'tenant.yaml')).toMatchObject({ code: 0 });
    expect(diffLines(FILE, scene().read('tenant.yaml'))).toEqual({
      gone: [
        "    description: 'The shop'",
        '      - "https://old.shop.test/cb"   # until March',
        '    grant_types: [authorization_code,   refresh_token]',
        '    client_metadata: { team: one, tier: "two" }',
        '      Does all',
        '  - name: helper',
      ],
      fresh: [
        "    description: 'Ann''s shop'",
        '      - https://new.shop.test/cb',
        '    grant_types: [authorization_code]',
        '    client_metadata: { team: three, tier: "two" }',
        '      Does most',
      ],
    });
    expect(await run('plan', '--detailed-exitcode')).toMatchObject({ code: 0 });
  });

  it('writes a script into the file that holds it, and leaves no other files', async () => {
    const [, users] = readCollection(scene().emulator.dump(), 'connections').find(([, value]) => value.name === 'users') ?? [];
    const options = users && isObject(users.options) ? users.options : {};
    await changeAsAnn('PATCH', 'connections', 'users', {
      options: { ...options, customScripts: { login: `// new\n${SCRIPT}` } },
    });
    expect(await run('export', '--update', 'tenant.yaml')).toMatchObject({ code: 0 });
    expect(scene().read('login.js')).toBe(`// new\n${SCRIPT}`);
    expect(scene().read('tenant.yaml')).toBe(FILE);
    expect(readdirSync(scene().folder).sort()).toEqual(['.tenon', 'login.js', 'tenant.yaml']);
  });

  it('leaves what comes from a substitution, a marker or an alias, says where, and exits 2', async () => {
    await changeAsAnn('PATCH', 'clients', 'Legacy', { description: 'newer', logo_uri: 'https://shop.test/new.png' });
    await changeAsAnn('PATCH', 'clients', 'Shop', { allowed_logout_urls: ['https://shop.test/out'] });
    const { code, stderr } = await run('export', '--update', 'tenant.yaml');
    expect(code).toBe(2);
    // Two of the three are for the same reason, and told once with both places.
    expect(stderr.match(/left-as-written/g)).toHaveLength(2);
    expect(stderr).toContain('tenant.yaml:19:18');
    expect(stderr.match(/tenant\.yaml:\d+/g)?.length).toBeGreaterThan(2);
    expect(scene().read('tenant.yaml')).toBe(FILE);
  });

  it('of several files changes the last one, and tells of what the others say', async () => {
    mkdirSync(join(scene().folder, 'live'));
    scene().write('live/tenant.yaml', 'roles:\n  - name: admin\n    description: Here\n');
    expect(await run('apply', '--yes', 'tenant.yaml', 'live/tenant.yaml')).toMatchObject({ code: 0 });
    await changeAsAnn('PATCH', 'roles', 'admin', { description: 'There' });
    await changeAsAnn('PATCH', 'clients', 'Shop', { description: 'Elsewhere' });
    const { code, stderr } = await run('export', '--update', 'tenant.yaml', 'live/tenant.yaml');
    expect(code).toBe(2);
    expect(stderr.match(/left-as-written/g)).toHaveLength(1);
    expect(scene().read('live/tenant.yaml')).toBe('roles:\n  - name: admin\n    description: There\n');
    expect(scene().read('tenant.yaml')).toBe(FILE);
  });

  it('keeps a file of Windows one', async () => {
    scene().write('tenant.yaml', FILE.replaceAll('\n', '\r\n'));
    await changeAsAnn('PATCH', 'clients', 'Shop', {
      callbacks: ['https://shop.test/cb', 'https://old.shop.test/cb', 'https://new.shop.test/cb'],
    });
    expect(await run('export', '--update', 'tenant.yaml')).toMatchObject({ code: 0 });
    const text = scene().read('tenant.yaml');
    expect(text).toContain('      - https://new.shop.test/cb\r\n');
    expect(text.replaceAll('\r\n', '')).not.toContain('\n');
  });

  it('takes no other form of export along', async () => {
    expect(await run('export', '--update', 'tenant.yaml', '--out', 'x')).toMatchObject({ code: 1, stdout: '' });
  });

  it('sends nothing but reads', async () => {
    await changeAsAnn('PATCH', 'clients', 'Shop', { description: 'x' });
    const before = scene().listWrites().length;
    await run('export', '--update', 'tenant.yaml');
    expect(scene().listWrites().slice(before)).toEqual([]);
  });
});

describe('drift --accept', () => {
  beforeEach(async () => {
    await changeAsAnn('PATCH', 'clients', 'Shop', { description: 'Changed' });
    await changeAsAnn('DELETE', 'roles', 'helper');
  });

  it('takes over all that differs, and exits 0 because nothing differs any more', async () => {
    const { code, stdout } = await run('drift', '--accept', '--format', 'json');
    expect(code).toBe(0);
    const told: unknown = JSON.parse(stdout);
    expect(isObject(told) && isArray(told.entries) && told.entries.length).toBe(2);
    expect(await run('drift')).toMatchObject({ code: 0 });
  });

  it('takes over what is named, and exits 2 for the rest', async () => {
    expect(await run('drift', '--accept', 'clients/*')).toMatchObject({ code: 2 });
    expect(diffLines(FILE, scene().read('tenant.yaml'))).toEqual({
      gone: ["    description: 'The shop'"],
      fresh: ["    description: 'Changed'"],
    });
  });

  it('of what does not differ is an error, and changes nothing', async () => {
    const { code, stderr } = await run('drift', '--accept', 'clients/Legacy');
    expect(code).toBe(1);
    expect(stderr).toContain('usage');
    expect(scene().read('tenant.yaml')).toBe(FILE);
  });

  it('does not go with --watch', async () => {
    expect(await run('drift', '--accept', '--watch')).toMatchObject({ code: 1, stdout: '' });
  });
});
