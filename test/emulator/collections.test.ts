import { describe, expect, it } from 'vitest';
import type { JsonValue } from '../../src/model/json/json-value.ts';
import { startTenant, toRecord } from './test-tenant.ts';

const list = (value: JsonValue, key?: string): Record<string, JsonValue>[] => {
  const items = key === undefined ? value : toRecord(value)[key];
  return Array.isArray(items) ? items.map(toRecord) : [];
};

describe('a fresh tenant', () => {
  it('holds what a new tenant holds', async () => {
    const { get, emulator } = await startTenant();
    const clients = list((await get('/clients')).body);
    expect(clients.map((client) => [client.name, client.global])).toEqual([
      ['All Applications', true],
      ['Default App', false],
      ['Emulator M2M', false],
    ]);
    expect(list((await get('/clients?is_global=false')).body)).toHaveLength(2);
    const [api] = list((await get('/resource-servers')).body);
    expect(api).toMatchObject({
      name: 'Auth0 Management API',
      identifier: `https://${emulator.domain}/api/v2/`,
      is_system: true,
    });
    expect(list((await get('/connections')).body)).toMatchObject([
      { name: 'Username-Password-Authentication', strategy: 'auth0' },
    ]);
    expect(list((await get('/client-grants')).body)).toHaveLength(1);
    expect(list((await get('/roles')).body)).toEqual([]);
    expect((await get('/tenants/settings')).body).toMatchObject({
      session_lifetime: 168,
      sandbox_versions_available: expect.any(Array),
    });
  });
});

describe('roles', () => {
  it('live as recorded', async () => {
    const { call, get, make } = await startTenant();
    const role = await make('/roles', { name: 'Reader' });
    expect(role).toEqual({
      id: expect.stringMatching(/^rol_[A-Za-z0-9]{16}$/),
      type: 'tenant',
      name: 'Reader',
      description: null,
    });
    expect((await get(`/roles/${role.id}`)).body).toMatchObject({ description: '' });
    expect((await call('PATCH', `/roles/${role.id}`, { description: 'reads' })).body).toMatchObject({
      name: 'Reader',
      description: 'reads',
    });
    expect(await call('POST', '/roles', { name: 'Reader' })).toMatchObject({
      status: 409,
      body: { statusCode: 409, error: 'Conflict' },
    });
    expect(await call('DELETE', `/roles/${role.id}`)).toMatchObject({ status: 200, body: {} });
    expect((await get(`/roles/${role.id}`)).status).toBe(404);
  });

  it('rename into a free name only', async () => {
    const { call, make } = await startTenant();
    const a = await make('/roles', { name: 'a' });
    await make('/roles', { name: 'b' });
    expect((await call('PATCH', `/roles/${a.id}`, { name: 'b' })).status).toBe(409);
    expect((await call('PATCH', `/roles/${a.id}`, { name: 'a' })).status).toBe(200);
    await call('PATCH', `/roles/${a.id}`, { name: 'c' });
    expect((await call('POST', '/roles', { name: 'a' })).status).toBe(200);
  });

  it('carry permissions that exist, and hold their scopes fast', async () => {
    const { call, get, make } = await startTenant();
    const api = await make('/resource-servers', {
      name: 'API',
      identifier: 'https://api/',
      scopes: [{ value: 'read:x', description: 'Reads x' }],
    });
    const role = await make('/roles', { name: 'r' });
    const permission = { resource_server_identifier: 'https://api/', permission_name: 'read:x' };
    const path = `/roles/${role.id}/permissions`;
    expect(await call('POST', path, { permissions: [permission] })).toMatchObject({ status: 201, body: {} });
    expect((await call('POST', path, { permissions: [{ ...permission, permission_name: 'no' }] })).status).toBe(404);
    expect((await call('POST', path, { permissions: [{ ...permission, resource_server_identifier: 'no' }] })).status).toBe(404);
    expect((await get(`${path}?include_totals=true`)).body).toEqual({
      permissions: [{ ...permission, description: 'Reads x', resource_server_name: 'API' }],
      start: 0,
      limit: 50,
      total: 1,
    });
    expect((await call('PATCH', `/resource-servers/${api.id}`, { scopes: [] })).status).toBe(400);
    expect((await call('DELETE', `/resource-servers/${api.id}`)).status).toBe(400);
    expect((await call('DELETE', path, { permissions: [permission] })).status).toBe(204);
    expect((await call('PATCH', `/resource-servers/${api.id}`, { scopes: [] })).status).toBe(200);
    expect((await call('DELETE', `/resource-servers/${api.id}`)).status).toBe(204);
  });
});

describe('resource servers', () => {
  it('are found by id, identifier and twice encoded identifier', async () => {
    const { get, make, call } = await startTenant();
    const api = await make('/resource-servers', { identifier: 'https://api.example.com/a b' });
    const once = encodeURIComponent('https://api.example.com/a b');
    for (const id of [String(api.id), once, encodeURIComponent(once)])
      expect((await get(`/resource-servers/${id}`)).status).toBe(200);
    expect((await call('POST', '/resource-servers', { identifier: 'https://api.example.com/a b' })).status).toBe(409);
    expect(await get('/resource-servers/none')).toMatchObject({ status: 404, body: { errorCode: 'inexistent_resource_server' } });
  });

  it('of the system stay', async () => {
    const { get, call } = await startTenant();
    const [api] = list((await get('/resource-servers')).body);
    expect((await call('DELETE', `/resource-servers/${api?.id}`)).status).toBe(400);
    expect((await call('PATCH', `/resource-servers/${api?.id}`, { name: 'Mine' })).status).toBe(400);
  });
});

describe('clients', () => {
  it('get their defaults by type', async () => {
    const { make } = await startTenant();
    const plain = await make('/clients', { name: 'plain' });
    expect(plain).toMatchObject({
      is_first_party: true,
      oidc_conformant: false,
      grant_types: ['authorization_code', 'implicit', 'refresh_token', 'client_credentials'],
      jwt_configuration: { secret_encoded: false, lifetime_in_seconds: 36_000 },
      client_secret: expect.any(String),
    });
    expect(plain).not.toHaveProperty('app_type');
    const spa = await make('/clients', { name: 'spa', app_type: 'spa', token_endpoint_auth_method: 'none' });
    expect(spa.grant_types).not.toContain('client_credentials');
    const stranger = await make('/clients', { name: 'x', is_first_party: false, third_party_security_mode: 'strict' });
    expect(stranger.client_id).toMatch(/^tpc_[1-9A-HJ-NP-Za-km-z]{22}$/);
  });

  it('merge metadata and replace addons', async () => {
    const { make, call } = await startTenant();
    const client = await make('/clients', {
      name: 'c',
      client_metadata: { a: '1', b: '2' },
      addons: { samlp: { audience: 'x' }, wsfed: {} },
    });
    const path = `/clients/${client.client_id}`;
    const changed = await call('PATCH', path, {
      client_metadata: { a: null, c: '3' },
      addons: { wsfed: {} },
      callbacks: ['https://a/'],
    });
    expect(changed.body).toMatchObject({
      client_metadata: { b: '2', c: '3' },
      addons: { wsfed: {} },
      callbacks: ['https://a/'],
      name: 'c',
    });
    expect(toRecord(toRecord(changed.body).client_metadata)).not.toHaveProperty('a');
    const emptied = await call('PATCH', path, { client_metadata: { b: null, c: null }, default_organization: null });
    expect(emptied.body).toMatchObject({ client_metadata: {} });
  });

  it('refuse what the API computes', async () => {
    const { make, call } = await startTenant();
    const client = await make('/clients', { name: 'c' });
    for (const body of [{ client_id: 'x' }, { global: true }, { tenant: 'x' }, { signing_keys: [] }]) {
      expect((await call('PATCH', `/clients/${client.client_id}`, body)).status).toBe(400);
    }
  });

  it('switch on every connection when they come, unless the tenant says no', async () => {
    const { make, call, get } = await startTenant();
    const [database] = list((await get('/connections')).body);
    const path = `/connections/${database?.id}/clients`;
    const listEnabledClients = async (): Promise<unknown[]> =>
      list((await get(path)).body, 'clients').map((item) => item.client_id);
    const first = await make('/clients', { name: 'first' });
    expect(await listEnabledClients()).toContain(first.client_id);
    await call('PATCH', '/tenants/settings', { flags: { enable_client_connections: false } });
    const second = await make('/clients', { name: 'second' });
    expect(await listEnabledClients()).not.toContain(second.client_id);
  });

  it('take their grants, links and credentials along', async () => {
    const { make, call, get } = await startTenant();
    const client = await make('/clients', { name: 'c' });
    await make('/resource-servers', { identifier: 'https://api/' });
    const grant = await make('/client-grants', { client_id: client.client_id, audience: 'https://api/', scope: ['any:thing'] });
    expect((await call('DELETE', `/clients/${client.client_id}`)).status).toBe(204);
    expect((await call('DELETE', `/clients/${client.client_id}`)).status).toBe(204);
    expect((await get(`/client-grants/${grant.id}`)).status).toBe(404);
    const [database] = list((await get('/connections')).body);
    expect(JSON.stringify(database?.enabled_clients)).not.toContain(String(client.client_id));
  });

  it('that are global stay', async () => {
    const { get, call } = await startTenant();
    const [client] = list((await get('/clients?is_global=true')).body);
    expect((await call('DELETE', `/clients/${client?.client_id}`)).status).toBe(400);
  });
});

describe('client grants', () => {
  it('are one per client, API and subject', async () => {
    const { make, call } = await startTenant();
    const client = await make('/clients', { name: 'c' });
    await make('/resource-servers', { identifier: 'https://api/' });
    const body = { client_id: client.client_id, audience: 'https://api/', scope: [] };
    const grant = await make('/client-grants', body);
    expect(grant).toMatchObject({ id: expect.stringMatching(/^cgr_/), subject_type: 'client', scope: [] });
    expect((await call('POST', '/client-grants', body)).status).toBe(409);
    expect((await call('POST', '/client-grants', { ...body, subject_type: 'user' })).status).toBe(201);
    expect((await call('POST', '/client-grants', { ...body, audience: 'https://none/' })).status).toBe(404);
    expect((await call('POST', '/client-grants', { ...body, client_id: 'none' })).status).toBe(404);
    expect((await call('PATCH', `/client-grants/${grant.id}`, { audience: 'x' })).status).toBe(400);
    const all = await call('PATCH', `/client-grants/${grant.id}`, { allow_all_scopes: true });
    expect(all.body).not.toHaveProperty('scope');
    expect((await call('DELETE', `/client-grants/${grant.id}`)).status).toBe(204);
    expect((await call('DELETE', `/client-grants/${grant.id}`)).status).toBe(204);
  });
});

describe('tenant settings', () => {
  it('merge flags and forget what is null', async () => {
    const { call, get } = await startTenant();
    await call('PATCH', '/tenants/settings', {
      flags: { enable_sso: false },
      friendly_name: 'Ours',
      error_page: { url: 'https://e/', show_log_link: true },
    });
    const after = await call('PATCH', '/tenants/settings', { error_page: null, default_redirection_uri: '' });
    expect(after.body).toMatchObject({ friendly_name: 'Ours', flags: { enable_sso: false, disable_impersonation: true } });
    expect(after.body).not.toHaveProperty('error_page');
    expect(after.body).not.toHaveProperty('sandbox_versions_available');
    expect((await get('/tenants/settings')).body).not.toHaveProperty('default_redirection_uri');
    const minutes = await call('PATCH', '/tenants/settings', { session_lifetime_in_minutes: 181 });
    expect(toRecord(minutes.body).session_lifetime).toBeCloseTo(3.0166, 3);
  });
});
