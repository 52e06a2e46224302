import { describe, expect, it } from 'vitest';
import { startTenant, toRecord } from './test-tenant.ts';

describe('forms and flows', () => {
  it('store nothing of what is empty, and are listed in short', async () => {
    const { call, get, make } = await startTenant();
    const flow = await make('/flows', { name: 'f' });
    const node = { id: 'n', type: 'FLOW', config: { flow_id: flow.id, next_node: '$ending' } };
    const form = await make('/forms', { name: 'x', messages: {}, style: {}, languages: { primary: 'en' }, nodes: [node] });
    expect(form).not.toHaveProperty('messages');
    expect((await get('/forms')).body).toMatchObject([{ id: form.id, name: 'x', flow_count: 1 }]);
    expect(JSON.stringify((await get('/forms')).body)).not.toContain('nodes');
    expect((await get('/flows?hydrate=form_count')).body).toMatchObject([{ form_count: 1 }]);
    expect((await call('PATCH', `/forms/${form.id}`, { nodes: [] })).body).not.toHaveProperty('nodes');
    expect((await get('/forms/none')).body).toEqual({ statusCode: 404, error: 'Not Found', message: 'Form not found' });
    expect((await get('/flows?include_totals=true')).body).toMatchObject({ limit: 50, start: 0, total: 1 });
  });

  it('connect to vaults whose setup is never told', async () => {
    const { call, get, make } = await startTenant();
    const path = '/flows/vault/connections';
    const bare = await make(path, { name: 'v', app_id: 'HTTP' });
    expect(bare).toMatchObject({ ready: false, refreshed_at: null, fingerprint: expect.stringMatching(/^[0-9a-f]{32}$/) });
    const setup = { type: 'BEARER', token: 'hidden' };
    const renamed = toRecord((await call('PATCH', `${path}/${bare.id}`, { name: 'w', setup })).body);
    expect(renamed).toMatchObject({ name: 'w', ready: true });
    expect(renamed.fingerprint).not.toBe(bare.fingerprint);
    const { body } = await get(`${path}/${bare.id}`);
    expect(body).not.toHaveProperty('refreshed_at');
    expect(JSON.stringify(body)).not.toContain('hidden');
  });
});

describe('hooks', () => {
  it('keep secrets to themselves', async () => {
    const { call, get, make } = await startTenant();
    const hook = await make('/hooks', { name: 'h', script: 'x', triggerId: 'pre-user-registration' });
    expect(hook).toMatchObject({ dependencies: {}, enabled: false });
    const path = `/hooks/${hook.id}/secrets`;
    expect(await call('POST', path, { A: '1', B: '2' })).toMatchObject({ status: 201, body: {} });
    expect((await call('POST', path, { A: '3' })).status).toBe(409);
    expect((await call('PATCH', path, { C: '3' })).status).toBe(404);
    expect((await call('PATCH', path, { A: '3' })).status).toBe(201);
    expect((await call('DELETE', path, ['B'])).status).toBe(204);
    expect((await get(path)).body).toEqual({ A: '_VALUE_NOT_SHOWN_' });
  });
});

describe('rules', () => {
  it('get an order of their own', async () => {
    const { call, make } = await startTenant();
    expect(await make('/rules', { name: 'one', script: 'x' })).toMatchObject({ enabled: true, order: 1, stage: 'login_success' });
    expect(await make('/rules', { name: 'two', script: 'x' })).toMatchObject({ order: 2 });
    expect((await call('POST', '/rules', { name: 'one', script: 'x' })).status).toBe(409);
    expect((await call('POST', '/rules', { name: 'three', script: 'x', order: 2 })).status).toBe(409);
  });

  it('have configs whose values are told once', async () => {
    const { call, get } = await startTenant();
    expect((await call('PUT', '/rules-configs/KEY', { value: 'v' })).body).toEqual({ key: 'KEY', value: 'v' });
    expect((await get('/rules-configs')).body).toEqual([{ key: 'KEY' }]);
    expect((await call('PUT', '/rules-configs/A%20B', { value: 'v' })).body).toMatchObject({ errorCode: 'invalid_uri' });
    expect((await call('DELETE', '/rules-configs/KEY')).status).toBe(204);
  });
});

describe('keys', () => {
  it('rotate: next becomes current, current previous', async () => {
    const { call, get } = await startTenant();
    const before = (await get('/keys/signing')).body;
    expect(before).toMatchObject([{ current: true }, { next: true }]);
    expect((await call('POST', '/keys/signing/rotate')).status).toBe(201);
    const after = (await get('/keys/signing')).body;
    expect(after).toMatchObject([{ previous: true }, { current: true }, { next: true }]);
    const [previous, current] = Array.isArray(after) ? after.map(toRecord) : [];
    expect((await call('PUT', `/keys/signing/${current?.kid}/revoke`)).status).toBe(400);
    expect((await call('PUT', `/keys/signing/${previous?.kid}/revoke`)).status).toBe(200);
    expect((await get(`/keys/signing/${previous?.kid}`)).body).toMatchObject({ revoked: true });
  });

  it('of encryption are destroyed by a new master key', async () => {
    const { call, get } = await startTenant();
    const listKeyTypes = async () => {
      const { body } = await get('/keys/encryption');
      return (Array.isArray(body) ? body.map(toRecord) : []).map((key) => `${key.type} ${key.state}`);
    };
    expect(await listKeyTypes()).toEqual(['tenant-master-key active', 'environment-root-key active']);
    expect((await call('POST', '/keys/encryption/rekey')).status).toBe(204);
    expect((await listKeyTypes()).slice(0, 2)).toEqual(['tenant-master-key active', 'tenant-master-key destroyed']);
  });

  it('of customers are wrapped, imported and destroyed', async () => {
    const { call, get, make } = await startTenant();
    const key = await make('/keys/encryption', { type: 'customer-provided-root-key' });
    expect(key).toMatchObject({ state: 'pre-activation', parent_kid: null, public_key: null });
    const path = `/keys/encryption/${key.kid}`;
    const wrapped_key = Buffer.alloc(296, 7).toString('base64');
    expect((await call('POST', path, { wrapped_key })).status).toBe(409);
    expect((await call('POST', `${path}/wrapping-key`)).body).toMatchObject({ algorithm: 'CKM_RSA_AES_KEY_WRAP' });
    expect((await call('POST', path, { wrapped_key: 'c2hvcnQ=' })).body).toMatchObject({ errorCode: 'invalid_body' });
    expect(await call('POST', path, { wrapped_key })).toMatchObject({ status: 201, body: { state: 'active' } });
    expect((await call('DELETE', path)).status).toBe(204);
    expect((await get(path)).body).toMatchObject({ state: 'destroyed' });
    expect((await get('/keys/encryption/none')).body).toMatchObject({ statusCode: 400, errorCode: 'invalid_uri' });
  });

  it('of a tenant that signs elsewhere are not there before they are set', async () => {
    const { call, get } = await startTenant();
    const keys = { keys: [{ kty: 'EC', kid: 'k', crv: 'P-256', x: 'x', y: 'y' }] };
    expect((await get('/keys/custom-signing')).status).toBe(404);
    expect((await call('PUT', '/keys/custom-signing', keys)).body).toEqual(keys);
    expect((await call('DELETE', '/keys/custom-signing')).status).toBe(204);
  });
});
