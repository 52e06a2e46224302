import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type RunningEmulator, startEmulator } from '../../src/emulator/index.ts';
import { isObject } from '../../src/model/json/json-value.ts';
import { runCli } from '../support/cli.ts';
import { setUpCliScene } from '../support/cli-scene.ts';
import { pickSample } from '../support/run-size.ts';

const FILE = `clients:
  - { name: Shop, app_type: spa }
connections:
  - { name: google, strategy: google-oauth2, options: { client_id: id, email: true }, enabled_clients: [Shop] }
roles:
  - { name: admin, description: Administers }
organizations:
  - { name: acme, display_name: Acme, connections: [{ name: google }] }
`;

const scene = setUpCliScene({ 'tenant.yaml': FILE });
const run = (...args: readonly string[]) => scene().run(args);

/** A second tenant of the same name, with nothing in it. */
let empty: RunningEmulator;
beforeAll(async () => {
  empty = await startEmulator({ seed: 2 });
});
afterAll(() => empty.close());

/** Runs with a token that lacks these scopes. */
async function runWithout(scopes: readonly string[], ...args: readonly string[]) {
  const { emulator } = scene();
  const requestToken = async (scope?: string): Promise<{ readonly access_token: string; readonly scope: string }> => {
    const answer = await fetch(`${emulator.url}/oauth/token`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        grant_type: 'client_credentials',
        client_id: emulator.clientId,
        client_secret: emulator.clientSecret,
        audience: `https://${emulator.domain}/api/v2/`,
        ...(scope === undefined ? {} : { scope }),
      }),
    });
    const body: unknown = await answer.json();
    return { access_token: isObject(body) ? String(body.access_token) : '', scope: isObject(body) ? String(body.scope) : '' };
  };
  const left = (await requestToken()).scope.split(' ').filter((scope) => !scopes.includes(scope));
  const { access_token: AUTH0_ACCESS_TOKEN } = await requestToken(left.join(' '));
  return scene().run(args, { AUTH0_ACCESS_TOKEN, AUTH0_CLIENT_ID: '', AUTH0_CLIENT_SECRET: '' });
}

const listAddresses = (plan: string, action?: string): readonly string[] => {
  const parsed: unknown = JSON.parse(plan);
  const list = isObject(parsed) && Array.isArray(parsed.operations) ? parsed.operations.filter(isObject) : [];
  return list
    .filter((one) => (action === undefined ? one.action !== 'note' : one.action === action))
    .map((one) => String(one.address));
};

it('a hidden value is told from a missing one', async () => {
  await run('apply', '--yes');
  const hidden = await runWithout(
    ['read:client_keys', 'read:client_credentials'],
    'output',
    'clients/Shop.client_secret',
    '--out',
    'secret',
  );
  expect(hidden.code).toBe(1);
  expect(hidden.stderr).toContain('error[scope-hides-fields]');
  expect(hidden.stderr).toContain('read:client_keys');
  const refused = await runWithout(['read:roles'], 'output', 'roles/admin.id');
  expect(refused.code).toBe(1);
  expect(refused.stderr).toContain('error[scope-missing]');
});

const HIDING = [
  ['read:connections_options', 'connections', 'scope-hides-fields'],
  ['read:organization_connections', 'organizations', 'scope-missing'],
  ['read:roles', 'roles', 'scope-missing'],
] as const;

describe.each(pickSample(HIDING, 1, 'hidden'))('without %s', (scope, type, code) => {
  it('a backup is saved, exits 2 and names the scope, on stderr and in the file', async () => {
    await run('apply', '--yes');
    const { code: exit, stdout, stderr } = await runWithout([scope], 'backup', '--out', 'part.json');
    expect(exit).toBe(2);
    expect(stdout).toContain('part.json');
    expect(stderr).toContain(`warning[${code}]`);
    expect(stderr).toContain(scope);
    const saved: unknown = JSON.parse(scene().read('part.json'));
    expect(JSON.stringify(isObject(saved) && isObject(saved.types) ? saved.types[type] : '')).toContain(scope);
  });

  it('what was not saved is not planned: neither where it is still there, nor where it has changed, nor where it is gone', async () => {
    await run('apply', '--yes');
    await runWithout([scope], 'backup', '--out', 'part.json');
    scene().write('tenant.yaml', FILE.replace('client_id: id', 'client_id: other').replace('Administers', 'Rules'));
    await run('apply', '--yes');
    const changed = await run('restore', 'part.json', '--prune', '--format', 'json', '--out', 'back.json');
    expect(changed.code).toBe(0);
    expect(listAddresses(changed.stdout).filter((address) => address.startsWith(type))).toEqual([]);
    expect(listAddresses(changed.stdout, 'note').some((address) => address.startsWith(type))).toBe(true);
    const { folder } = scene();
    const gone = await runCli(['restore', 'part.json', '--format', 'json', '--out', 'gone.json'], {
      cwd: folder,
      emulator: empty,
    });
    expect(gone.code).toBe(0);
    const made = listAddresses(gone.stdout, 'create');
    expect(made).toContain('clients/Shop');
    expect(made.filter((address) => address.startsWith(type))).toEqual(type === 'organizations' ? ['organizations/acme'] : []);
  });

  it('a full backup is not restored, and nothing is written', async () => {
    await run('apply', '--yes');
    expect((await run('backup', '--out', 'full.json')).code).toBe(0);
    scene().write('tenant.yaml', FILE.replace('Administers', 'Rules'));
    await run('apply', '--yes');
    const writes = scene().listWrites().length;
    const { code: exit, stdout, stderr } = await runWithout([scope], 'restore', 'full.json', '--yes');
    expect({ exit, stdout }).toEqual({ exit: 1, stdout: '' });
    expect(stderr).toContain(`error[${code}]`);
    expect(stderr).toContain(scope);
    expect(stderr).toMatch(new RegExp(`--> ${type}`));
    expect(scene().listWrites()).toHaveLength(writes);
  });

  it('a plan against it is an error where it declares what was not saved', async () => {
    await run('apply', '--yes');
    await runWithout([scope], 'backup', '--out', 'part.json');
    const { code: exit, stdout, stderr } = await run('plan', '--against', 'part.json');
    expect({ exit, stdout }).toEqual({ exit: 1, stdout: '' });
    expect(stderr).toContain(`error[${code}]`);
    expect(stderr).toContain(scope);
    scene().write('tenant.yaml', 'clients:\n  - { name: Shop, app_type: spa }\n');
    expect((await run('plan', '--against', 'part.json', '--detailed-exitcode')).code).toBe(0);
  });
});

it('a rollback leaves alone what the run could not see, and makes nothing without it', async () => {
  const scope = 'read:connections_options';
  await run('apply', '--yes');
  scene().write('tenant.yaml', 'connections:\n  - { name: google, strategy: google-oauth2, display_name: Google }\n');
  expect((await runWithout([scope], 'apply', '--yes')).code).toBe(0);
  const runs: unknown = JSON.parse((await run('runs', '--format', 'json')).stdout);
  const id = Array.isArray(runs) && isObject(runs[0]) ? String(runs[0].run) : '';
  const back = await run('rollback', id, '--format', 'json', '--out', 'back.json');
  expect(back.code).toBe(0);
  expect(back.stdout).toContain('display_name');
  expect(back.stdout).not.toContain('"/options');
  const { folder } = scene();
  const gone = await runCli(['rollback', id, '--format', 'json', '--out', 'gone.json'], { cwd: folder, emulator: empty });
  expect({ code: gone.code, made: listAddresses(gone.stdout) }).toEqual({ code: 0, made: [] });
});

it('a type that a file says nothing of is not empty', async () => {
  await run('backup', '--out', 'all.json');
  const saved: unknown = JSON.parse(scene().read('all.json'));
  const types = isObject(saved) && isObject(saved.types) ? saved.types : {};
  const { roles: _, ...rest } = types;
  scene().write('old.json', JSON.stringify({ ...(isObject(saved) ? saved : {}), types: rest }));
  const { code, stderr } = await run('plan', '--against', 'old.json');
  expect(code).toBe(1);
  expect(stderr).toContain('error[snapshot-incomplete]');
});
