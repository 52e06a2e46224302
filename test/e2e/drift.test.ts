import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { getValidator } from '../../src/loader/load-validator.ts';
import { type DriftScene, setUpDriftScene } from '../support/drift-scene.ts';

const scene = setUpDriftScene();
const byAnn = { who: { kind: 'person', name: 'Ann Example', email: 'ann@acme.test' }, via: 'dashboard', tenon: false };

const edit = ({ folder }: DriftScene, before: string, after: string): void => {
  const file = join(folder, 'tenant.yaml');
  writeFileSync(file, readFileSync(file, 'utf8').replace(before, after));
};

test('none: the log is asked once, for who made what nobody declares', async () => {
  const { code, document, requests } = await scene().runDrift();
  expect(code).toBe(0);
  expect(document).toMatchObject({ entries: [], checked: expect.arrayContaining(['roles/admin', 'clients/Storefront']) });
  expect(requests.filter((request) => request === 'GET /logs')).toHaveLength(1);
  expect(requests.filter((request) => !request.startsWith('GET '))).toEqual([]);
});

test('what a person changed, where and how', async () => {
  const id = scene().findId('clients', 'Storefront');
  await scene().requestAsAnn('PATCH', `/clients/${id}`, { callbacks: ['https://other.acme.test/cb'] });
  const { code, document } = await scene().runDrift();
  expect(code).toBe(2);
  expect(document.entries).toMatchObject([
    {
      address: 'clients/Storefront',
      kind: 'tenant changed',
      action: 'update',
      by: { ...byAnn, request: { method: 'PATCH', path: `/clients/${id}` } },
      origin: { file: 'tenant.yaml', line: 6 },
    },
  ]);
  expect((await getValidator('drift'))(JSON.parse(JSON.stringify(document)))).toEqual([]);
});

test('what the definition says that nobody applied', async () => {
  edit(scene(), 'May do all', 'May do nearly all');
  const { code, document } = await scene().runDrift();
  expect(code).toBe(2);
  expect(document.entries).toMatchObject([{ address: 'roles/admin', kind: 'definition ahead', by: { tenon: true } }]);
});

test('both in one resource, told apart', async () => {
  const id = scene().findId('clients', 'Storefront');
  await scene().requestAsAnn('PATCH', `/clients/${id}`, { callbacks: ['https://other.acme.test/cb'] });
  edit(scene(), 'The shop', 'Our shop');
  const { document } = await scene().runDrift();
  expect(document.entries).toMatchObject([
    { kind: expect.any(String), changes: expect.any(Array) },
    { address: 'clients/Storefront' },
  ]);
  const kinds = Array.isArray(document.entries) ? document.entries.map(({ kind, changes }) => [kind, changes[0].path]) : [];
  expect(kinds.sort()).toEqual([
    ['definition ahead', '/description'],
    ['tenant changed', expect.stringMatching(/^\/callbacks/)],
  ]);
});

test('a deleted resource, a removed permission, a resource of somebody', async () => {
  const admin = scene().findId('roles', 'admin');
  await scene().requestAsAnn('DELETE', `/roles/${scene().findId('roles', 'helper')}`);
  await scene().requestAsAnn('DELETE', `/roles/${admin}/permissions`, {
    permissions: [{ permission_name: 'read:orders', resource_server_identifier: 'https://api.acme.test/' }],
  });
  await scene().requestAsAnn('POST', '/roles', { name: 'Only today' });
  const { document } = await scene().runDrift();
  expect(document.entries).toMatchObject([
    { address: 'roles/admin', relation: 'permissions', action: 'link', kind: 'tenant changed', by: byAnn },
    { address: 'roles/helper', action: 'create', kind: 'tenant changed', by: { ...byAnn, request: { method: 'DELETE' } } },
  ]);
  expect(document.undeclared).toContainEqual(
    expect.objectContaining({ address: 'roles/Only today', by: expect.objectContaining(byAnn) }),
  );
});

describe('without the log', () => {
  const lacking = setUpDriftScene({ scopes: listScopesWithoutLogs() });

  test('drift is drift, nobody is named, and one note says why', async () => {
    await lacking().requestAsAnn('PATCH', `/clients/${lacking().findId('clients', 'Storefront')}`, { description: 'x' });
    const { code, document, requests } = await lacking().runDrift();
    expect(code).toBe(2);
    expect(document).toMatchObject({
      entries: [{ kind: 'unknown' }],
      history: { read: false, limit: 'scope' },
      notes: [{ code: 'scope-missing', severity: 'warning' }],
    });
    expect(requests).not.toContain('GET /logs');
  });
});

function listScopesWithoutLogs(): readonly string[] {
  const kinds = ['clients', 'roles', 'connections', 'resource_servers', 'client_grants', 'organizations'];
  const verbs = ['read', 'create', 'update', 'delete'];
  return [...kinds.flatMap((kind) => verbs.map((verb) => `${verb}:${kind}`)), 'read:connections_options', 'read:client_keys'];
}

describe('a log that', () => {
  test('refuses is a note', async () => {
    scene().emulator.setFaults([
      { path: '/logs', fault: { status: 403, body: { statusCode: 403, message: 'Insufficient scope' } } },
    ]);
    await scene().requestAsAnn('DELETE', `/roles/${scene().findId('roles', 'helper')}`);
    const { code, document } = await scene().runDrift();
    expect(code).toBe(2);
    expect(document).toMatchObject({
      entries: [{ kind: 'unknown' }],
      history: { read: false },
      notes: [{ severity: 'warning' }],
    });
    scene().emulator.setFaults([]);
  });
});

test('in every form', async () => {
  await scene().requestAsAnn('PATCH', `/clients/${scene().findId('clients', 'Storefront')}`, { description: 'x' });
  const forms = {
    text: /Ann Example <ann@acme.test> in the dashboard/,
    markdown: /#### Tenant changed/,
    html: /^<!doctype html>/,
    junit: /<testsuites name="drift of [^"]*" tests="5" failures="1">/,
    sarif: /"ruleId": "tenant-changed"/,
  };
  for (const [format, words] of Object.entries(forms)) {
    const { code, stdout } = await scene().run(['drift', '--format', format]);
    expect(code).toBe(2);
    expect(stdout).toMatch(words);
  }
});

test('show renders what was printed as JSON', async () => {
  await scene().requestAsAnn('PATCH', `/clients/${scene().findId('clients', 'Storefront')}`, { description: 'x' });
  const { stdout } = await scene().runDrift();
  writeFileSync(join(scene().folder, 'drift.json'), stdout);
  const { code, stdout: shown } = await scene().run(['show', 'drift.json']);
  expect(code).toBe(0);
  expect(shown).toBe((await scene().run(['drift'])).stdout);
  writeFileSync(join(scene().folder, 'drift.json'), stdout.replace('"kind": "tenant changed"', '"kind": "nonsense"'));
  expect((await scene().run(['show', 'drift.json'])).code).toBe(1);
});

test('errors are no drift', async () => {
  expect((await scene().run(['drift', 'no-such.yaml'])).code).toBe(1);
  expect((await scene().run(['drift'], { AUTH0_CLIENT_SECRET: 'wrong' })).code).toBe(1);
});
