import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { isObject } from '../../src/model/json/json-value.ts';
import { type Scene, sceneForEach } from '../support/drift-scene.ts';

const scene = sceneForEach();
const CACHED = ['--cache', '.cache'];
const addresses = (document: { readonly entries?: unknown }): readonly string[] =>
  Array.isArray(document.entries) ? document.entries.map(({ address }) => address) : [];

/** Reads of the tenant itself, without its log. */
const readsIn = (requests: readonly string[]): readonly string[] => requests.filter((request) => !request.includes('/logs'));

async function filled(): Promise<Scene> {
  expect((await scene().drift(...CACHED)).code).toBe(0);
  return scene();
}

describe('nothing changed', () => {
  test('drift reads the log, and nothing of the tenant', async () => {
    await filled();
    const { code, requests, document } = await scene().drift(...CACHED);
    expect(code).toBe(0);
    expect(readsIn(requests)).toEqual([]);
    expect(requests.length).toBeLessThanOrEqual(5);
    expect(addresses(document)).toEqual([]);
  });

  test('a plan is the same to the byte', async () => {
    const fresh = await scene().run(['plan', '--format', 'json']);
    await filled();
    const cached = await scene().run(['plan', '--format', 'json', ...CACHED]);
    expect(cached.stdout).toBe(fresh.stdout);
  });
});

describe('only what changed is read again', () => {
  test('a field', async () => {
    await filled();
    const id = scene().id('clients', 'Storefront');
    await scene().as('PATCH', `/clients/${id}`, { description: 'x' });
    const { code, requests, document } = await scene().drift(...CACHED);
    expect(code).toBe(2);
    expect(readsIn(requests)).toEqual([`GET /clients/${id}`]);
    expect(document.entries).toMatchObject([{ address: 'clients/Storefront', kind: 'tenant changed' }]);
    const next = await scene().drift(...CACHED);
    expect(readsIn(next.requests)).toEqual([]);
    expect(next.document.entries).toEqual(document.entries);
  });

  test('a relation', async () => {
    await filled();
    const id = scene().id('connections', 'users');
    await scene()
      .as('PATCH', `/connections/${id}/clients`, { '0': {} })
      .catch(() => undefined);
    await scene().ann.request('PATCH', `/connections/${id}/clients`, [
      { client_id: scene().id('clients', 'Storefront'), status: false },
    ]);
    const { code, requests, document } = await scene().drift(...CACHED);
    expect(code).toBe(2);
    expect(readsIn(requests)).toEqual([`GET /connections/${id}/clients`]);
    expect(document.entries).toMatchObject([
      { address: 'connections/users', relation: 'enabled_clients', kind: 'tenant changed' },
    ]);
  });

  test('a deleted resource, whose name the log no longer has', async () => {
    await filled();
    const id = scene().id('roles', 'helper');
    await scene().as('DELETE', `/roles/${id}`);
    const { requests, document } = await scene().drift(...CACHED);
    expect(readsIn(requests)).toEqual([`GET /roles/${id}`]);
    expect(document.entries).toMatchObject([{ address: 'roles/helper', action: 'create', kind: 'tenant changed' }]);
  });

  test('a new resource', async () => {
    await filled();
    await scene().as('POST', '/roles', { name: 'Only today' });
    const { document } = await scene().drift(...CACHED);
    expect(document.undeclared).toContainEqual(expect.objectContaining({ address: 'roles/Only today' }));
  });

  test('what an apply did', async () => {
    await filled();
    await scene().as('PATCH', `/clients/${scene().id('clients', 'Storefront')}`, { description: 'x' });
    expect((await scene().run(['apply', '--yes'])).code).toBe(0);
    expect((await scene().drift(...CACHED)).code).toBe(0);
  });

  test('what a cascade took along', async () => {
    await filled();
    await scene().as('DELETE', `/clients/${scene().id('clients', 'Storefront')}`);
    const cached = await scene().drift(...CACHED);
    const fresh = await scene().drift();
    expect(cached.document.entries).toEqual(fresh.document.entries);
  });
});

describe('the whole tenant is read', () => {
  test('at first', async () => {
    expect(readsIn((await scene().drift(...CACHED)).requests)).toContain('GET /clients');
    expect(readsIn((await scene().drift(...CACHED)).requests)).toEqual([]);
  });

  test('when the file is of others', async () => {
    await filled();
    const { requests } = await scene().drift('--cache', '.cache', '--cache-max-age', '7d');
    expect(readsIn(requests)).toEqual([]);
    const from = scene().emulator.requests().length;
    await scene().run(['drift', ...CACHED], { TENON_CACHE_KEY: 'another' });
    const read = scene().emulator.requests().slice(from);
    expect(read.map(({ method, path }) => `${method} ${path}`)).toContain('GET /api/v2/clients');
  });

  test('when too much time has passed', async () => {
    await filled();
    const { requests } = await scene().drift(...CACHED, '--cache-max-age', '0s');
    expect(readsIn(requests)).toContain('GET /clients');
  });

  test('when the log no longer has what was seen last', async () => {
    await filled();
    scene().emulator.setFaults([
      { path: '/logs/{id}', fault: { status: 404, body: { statusCode: 404, message: 'Log not found.' } } },
    ]);
    const { requests } = await scene().drift(...CACHED);
    scene().emulator.setFaults([]);
    expect(readsIn(requests)).toContain('GET /clients');
  });
});

test('apply relies on what it reads itself', async () => {
  await filled();
  expect((await scene().run(['apply', '--yes', ...CACHED])).code).toBe(1);
});

test('the file tells nothing to who has not the credentials', async () => {
  await filled();
  const folder = join(scene().folder, '.cache');
  const [name = ''] = readdirSync(folder);
  expect(readFileSync(join(folder, name)).toString('latin1')).not.toMatch(/Storefront|client_secret/);
  rmSync(folder, { recursive: true });
});

test('an access token seals nothing: a warning, and drift as ever', async () => {
  const { url, domain, clientId, clientSecret } = scene().emulator;
  const answer = await fetch(`${url}/oauth/token`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      grant_type: 'client_credentials',
      client_id: clientId,
      client_secret: clientSecret,
      audience: `https://${domain}/api/v2/`,
    }),
  });
  const granted: unknown = await answer.json();
  const token = isObject(granted) ? String(granted.access_token) : '';
  const { code, stderr } = await scene().run(['drift', ...CACHED], { AUTH0_ACCESS_TOKEN: token });
  expect(code).toBe(0);
  expect(stderr).toMatch(/cache-unusable/);
});

describe('a busy tenant', () => {
  test('is searched for writes instead of followed through its logins', async () => {
    await filled();
    // Refused writes are events like logins: many, and none of our business.
    for (let event = 0; event < 110; event += 1) await scene().ann.request('POST', '/roles', {});
    const id = scene().id('clients', 'Storefront');
    await scene().as('PATCH', `/clients/${id}`, { description: 'x' });
    const { code, requests } = await scene().drift(...CACHED);
    expect(code).toBe(2);
    expect(readsIn(requests)).toContain(`GET /clients/${id}`);
    const next = await scene().drift(...CACHED);
    expect(readsIn(next.requests)).toEqual([]);
    expect(next.requests.length).toBeLessThanOrEqual(5);
  });
});
