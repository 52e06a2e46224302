import { describe, expect, it } from 'vitest';
import { startTenant } from './test-tenant.ts';

async function startTenantWithUser() {
  const there = await startTenant();
  const organization = await there.make('/organizations', {
    name: 'acme',
    metadata: { a: '1', b: '2' },
    branding: { logo_url: 'https://a/b.png' },
  });
  const user = await there.make('/users', {
    connection: 'Username-Password-Authentication',
    email: 'ann@example.com',
    password: 'secret-123',
  });
  const userId = String(user.user_id);
  return { ...there, id: String(organization.id), userId, userPath: encodeURIComponent(userId) };
}

describe('organizations', () => {
  it('replace metadata and keep branding', async () => {
    const { call, id } = await startTenantWithUser();
    const changed = await call('PATCH', `/organizations/${id}`, { metadata: { c: '3' } });
    expect(changed.body).toMatchObject({ metadata: { c: '3' }, branding: { logo_url: 'https://a/b.png' } });
    const emptied = await call('PATCH', `/organizations/${id}`, { metadata: {} });
    expect(emptied.body).not.toHaveProperty('metadata');
  });

  it('have names of their own', async () => {
    const { call, get } = await startTenantWithUser();
    expect(await call('POST', '/organizations', { name: 'acme' })).toMatchObject({
      status: 409,
      body: { errorCode: 'organization_conflict' },
    });
    expect((await call('POST', '/organizations', { name: 'org_acme' })).status).toBe(400);
    expect((await call('POST', '/organizations', { name: 'Acme' })).status).toBe(400);
    expect((await get('/organizations/name/acme')).status).toBe(200);
    expect((await get('/organizations/name/none')).body).toEqual({
      statusCode: 404,
      error: 'Not Found',
      message: 'No organization found by that id or name',
    });
  });

  it('hold members and their roles', async () => {
    const { call, get, make, id, userId, userPath } = await startTenantWithUser();
    const role = await make('/roles', { name: 'r' });
    const roles = `/organizations/${id}/members/${userPath}/roles`;
    expect((await call('POST', roles, { roles: [role.id] })).status).toBe(404);
    expect((await call('POST', `/organizations/${id}/members`, { members: [userId] })).status).toBe(204);
    expect((await call('POST', `/organizations/${id}/members`, { members: ['auth0|none'] })).status).toBe(404);
    expect((await call('POST', roles, { roles: [role.id] })).status).toBe(204);
    expect((await get(`${roles}?include_totals=true`)).body).toEqual({
      roles: [{ id: role.id, name: 'r', description: '' }],
      start: 0,
      limit: 50,
      total: 1,
    });
    expect((await call('DELETE', `/organizations/${id}/members`, { members: [userId] })).status).toBe(204);
    expect((await get(`/organizations/${id}/members`)).body).toEqual([]);
    await call('POST', `/organizations/${id}/members`, { members: [userId] });
    expect((await get(roles)).body).toEqual([]);
  });

  it('give a mark with every page of members that is not empty', async () => {
    const { call, get, id, userId } = await startTenantWithUser();
    await call('POST', `/organizations/${id}/members`, { members: [userId] });
    const path = `/organizations/${id}/members?take=10&fields=user_id`;
    const first = await get(path);
    expect(first.body).toEqual({ members: [{ user_id: userId }], next: expect.any(String) });
    const { next } = Object(first.body);
    expect((await get(`${path}&from=${next}`)).body).toEqual({ members: [] });
    expect((await get(`${path}&from=nonsense!`)).body).toMatchObject({ errorCode: 'invalid_paging' });
  });

  it('show connections by both endpoints', async () => {
    const { call, get, make, id } = await startTenantWithUser();
    const connection = await make('/connections', { name: 'db', strategy: 'auth0' });
    const body = { connection_id: connection.id, assign_membership_on_login: true };
    const link = await make(`/organizations/${id}/enabled_connections`, body);
    const shown = { ...body, is_signup_enabled: false, show_as_button: true, connection: { name: 'db', strategy: 'auth0' } };
    expect(link).toEqual(shown);
    expect((await call('POST', `/organizations/${id}/connections`, body)).status).toBe(409);
    expect((await get(`/organizations/${id}/connections`)).body).toEqual([
      { ...shown, is_enabled: true, organization_access_level: 'none' },
    ]);
    await call('PATCH', `/organizations/${id}/connections/${connection.id}`, { is_enabled: false });
    expect((await get(`/organizations/${id}/enabled_connections`)).body).toEqual([]);
    expect((await call('POST', `/organizations/${id}/connections`, { connection_id: 'con_0000000000000000' })).status).toBe(404);
  });

  it('take only grants that allow them', async () => {
    const { call, get, make, id } = await startTenantWithUser();
    const client = await make('/clients', { name: 'c' });
    await make('/resource-servers', { identifier: 'https://api/' });
    const grant = await make('/client-grants', { client_id: client.client_id, audience: 'https://api/', scope: [] });
    const path = `/organizations/${id}/client-grants`;
    expect((await call('POST', path, { grant_id: grant.id })).status).toBe(400);
    await call('PATCH', `/client-grants/${grant.id}`, { organization_usage: 'allow' });
    expect(await call('POST', path, { grant_id: grant.id })).toMatchObject({
      status: 201,
      body: { grant_id: grant.id, audience: 'https://api/' },
    });
    expect((await call('POST', path, { grant_id: grant.id })).status).toBe(409);
    expect((await get(`/client-grants/${grant.id}/organizations?take=5`)).body).toMatchObject({ organizations: [{ id }] });
    expect((await call('DELETE', `/organizations/${id}`)).status).toBe(204);
    expect((await get(`/client-grants/${grant.id}/organizations?take=5`)).body).toEqual({ organizations: [] });
  });

  it('verify domains of their own', async () => {
    const { call, get, id } = await startTenantWithUser();
    const path = `/organizations/${id}/discovery-domains`;
    const made = await call('POST', path, { domain: 'example.com' });
    expect(made).toMatchObject({
      status: 201,
      body: { status: 'pending', verification_host: `_ss-verification.${id}.example.com` },
    });
    expect((await call('POST', path, { domain: 'example.com' })).status).toBe(409);
    expect((await get(path)).body).toMatchObject({ domains: [{ domain: 'example.com' }] });
    expect((await get(`${path}/name/example.com`)).status).toBe(200);
  });

  it('leave users behind when they go', async () => {
    const { call, get, id, userId, userPath } = await startTenantWithUser();
    await call('POST', `/organizations/${id}/members`, { members: [userId] });
    await call('DELETE', `/organizations/${id}`);
    expect((await get(`/users/${userPath}`)).status).toBe(200);
    expect((await get(`/users/${userPath}/organizations`)).body).toEqual([]);
  });
});
