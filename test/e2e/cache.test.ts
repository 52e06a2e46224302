import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { isObject } from '../../src/model/json/json-value.ts';
import { type DriftScene, setUpDriftScene } from '../support/drift-scene.ts';

const scene = setUpDriftScene();
const CACHED = ['--cache', '.cache'];
const listAddresses = (document: { readonly entries?: unknown }): readonly string[] =>
  Array.isArray(document.entries) ? document.entries.map(({ address }) => address) : [];

/** Reads of the tenant itself, without its log. */
const excludeLogReads = (requests: readonly string[]): readonly string[] =>
  requests.filter((request) => !request.includes('/logs'));

async function fillCache(): Promise<DriftScene> {
  expect((await scene().runDrift(...CACHED)).code).toBe(0);
  return scene();
}

describe('nothing changed', () => {
  test('drift reads the log, and nothing of the tenant', async () => {
    await fillCache();
    const { code, requests, document } = await scene().runDrift(...CACHED);
    expect(code).toBe(0);
    expect(excludeLogReads(requests)).toEqual([]);
    expect(requests.length).toBeLessThanOrEqual(5);
    expect(listAddresses(document)).toEqual([]);
  });

  test('a plan is the same to the byte', async () => {
    const fresh = await scene().run(['plan', '--format', 'json']);
    await fillCache();
    const cached = await scene().run(['plan', '--format', 'json', ...CACHED]);
    expect(cached.stdout).toBe(fresh.stdout);
  });
});

describe('only what changed is read again', () => {
  test('a field', async () => {
    await fillCache();
    const id = scene().findId('clients', 'Storefront');
    await scene().requestAsAnn('PATCH', `/clients/${id}`, { description: 'x' });
    const { code, requests, document } = await scene().runDrift(...CACHED);
    expect(code).toBe(2);
    expect(excludeLogReads(requests)).toEqual([`GET /clients/${id}`]);
    expect(document.entries).toMatchObject([{ address: 'clients/Storefront', kind: 'tenant changed' }]);
    const next = await scene().runDrift(...CACHED);
    expect(excludeLogReads(next.requests)).toEqual([]);
    expect(next.document.entries).toEqual(document.entries);
  });

  test('a relation', async () => {
    await fillCache();
    const id = scene().findId('connections', 'users');
    await scene()
      .requestAsAnn('PATCH', `/connections/${id}/clients`, { '0': {} })
      .catch(() => undefined);
    await scene().ann.request('PATCH', `/connections/${id}/clients`, [
      { client_id: scene().findId('clients', 'Storefront'), status: false },
    ]);
    const { code, requests, document } = await scene().runDrift(...CACHED);
    expect(code).toBe(2);
    expect(excludeLogReads(requests)).toEqual([`GET /connections/${id}/clients`]);
    expect(document.entries).toMatchObject([
      { address: 'connections/users', relation: 'enabled_clients', kind: 'tenant changed' },
    ]);
  });

  test('a deleted resource, whose name the log no longer has', async () => {
    await fillCache();
    const id = scene().findId('roles', 'helper');
    await scene().requestAsAnn('DELETE', `/roles/${id}`);
    const { requests, document } = await scene().runDrift(...CACHED);
    expect(excludeLogReads(requests)).toEqual([`GET /roles/${id}`]);
    expect(document.entries).toMatchObject([{ address: 'roles/helper', action: 'create', kind: 'tenant changed' }]);
  });

  test('a new resource', async () => {
    await fillCache();
    await scene().requestAsAnn('POST', '/roles', { name: 'Only today' });
    const { document } = await scene().runDrift(...CACHED);
    expect(document.undeclared).toContainEqual(expect.objectContaining({ address: 'roles/Only today' }));
  });

  test('what an apply did', async () => {
    await fillCache();
    await scene().requestAsAnn('PATCH', `/clients/${scene().findId('clients', 'Storefront')}`, { description: 'x' });
    expect((await scene().run(['apply', '--yes'])).code).toBe(0);
    expect((await scene().runDrift(...CACHED)).code).toBe(0);
  });

  test('what a cascade took along', async () => {
    await fillCache();
    await scene().requestAsAnn('DELETE', `/clients/${scene().findId('clients', 'Storefront')}`);
    const cached = await scene().runDrift(...CACHED);
    const fresh = await scene().runDrift();
    expect(cached.document.entries).toEqual(fresh.document.entries);
  });
});

describe('the whole tenant is read', () => {
  test('at first', async () => {
    expect(excludeLogReads((await scene().runDrift(...CACHED)).requests)).toContain('GET /clients');
    expect(excludeLogReads((await scene().runDrift(...CACHED)).requests)).toEqual([]);
  });

  test('when the file is of others', async () => {
    await fillCache();
    const { requests } = await scene().runDrift('--cache', '.cache', '--cache-max-age', '7d');
    expect(excludeLogReads(requests)).toEqual([]);
    const from = scene().emulator.requests().length;
    await scene().run(['drift', ...CACHED], { TENON_CACHE_KEY: 'another' });
    const read = scene().emulator.requests().slice(from);
    expect(read.map(({ method, path }) => `${method} ${path}`)).toContain('GET /api/v2/clients');
  });

  test('when too much time has passed', async () => {
    await fillCache();
    const { requests } = await scene().runDrift(...CACHED, '--cache-max-age', '0s');
    expect(excludeLogReads(requests)).toContain('GET /clients');
  });

  test('when the log no longer has what was seen last', async () => {
    await fillCache();
    scene().emulator.setFaults([
      { path: '/logs/{id}', fault: { status: 404, body: { statusCode: 404, message: 'Log not found.' } } },
    ]);
    const { requests } = await scene().runDrift(...CACHED);
    scene().emulator.setFaults([]);
    expect(excludeLogReads(requests)).toContain('GET /clients');
  });
});

describe('apply', () => {
  const declareDescription = (text: string): void => {
    const file = join(scene().folder, 'tenant.yaml');
    writeFileSync(file, readFileSync(file, 'utf8').replace('description: The shop', `description: ${text}`));
  };
  const runApply = async () => {
    const from = scene().emulator.requests().length;
    const { code } = await scene().run(['apply', '--yes', ...CACHED]);
    const requests = scene().emulator.requests().slice(from);
    return { code, requests: requests.map(({ method, path }) => `${method} ${path.replace('/api/v2', '')}`) };
  };

  test('reads what its writes depend on, and nothing else', async () => {
    await fillCache();
    declareDescription('New');
    const id = scene().findId('clients', 'Storefront');
    const { code, requests } = await runApply();
    expect(code).toBe(0);
    expect(excludeLogReads(requests)).toEqual(['GET /clients', `PATCH /clients/${id}`]);
    expect((await scene().runDrift(...CACHED)).code).toBe(0);
  });

  test('refuses a plan from a cache that a late log left out of date', async () => {
    await fillCache();
    declareDescription('New');
    const id = scene().findId('clients', 'Storefront');
    await scene().requestAsAnn('PATCH', `/clients/${id}`, { description: 'Old' });
    // What the log does not show yet.
    scene().emulator.setFaults([{ method: 'GET', path: '/logs', fault: { status: 200, body: [] } }]);
    const { code, requests } = await runApply();
    scene().emulator.setFaults([]);
    expect(code).toBe(3);
    expect(requests.filter((request) => request.startsWith('PATCH'))).toEqual([]);
    expect((await runApply()).code).toBe(0);
  });
});

test('the file tells nothing to who has not the credentials', async () => {
  await fillCache();
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
    await fillCache();
    // Refused writes are events like logins: many, and none of our business.
    for (let event = 0; event < 110; event += 1) await scene().ann.request('POST', '/roles', {});
    const id = scene().findId('clients', 'Storefront');
    await scene().requestAsAnn('PATCH', `/clients/${id}`, { description: 'x' });
    const { code, requests } = await scene().runDrift(...CACHED);
    expect(code).toBe(2);
    expect(excludeLogReads(requests)).toContain(`GET /clients/${id}`);
    const next = await scene().runDrift(...CACHED);
    expect(excludeLogReads(next.requests)).toEqual([]);
    expect(next.requests.length).toBeLessThanOrEqual(5);
  });
});
