import { describe, expect, it } from 'vitest';
import { startTenant, toRecord } from './test-tenant.ts';

describe('connections', () => {
  it('refuse a taken name and an unknown strategy', async () => {
    const { make, call } = await startTenant();
    await make('/connections', { name: 'db', strategy: 'auth0' });
    expect((await call('POST', '/connections', { name: 'db', strategy: 'sms' })).status).toBe(409);
    expect((await call('POST', '/connections', { name: 'x', strategy: 'carrier-pigeon' })).status).toBe(400);
    expect((await call('POST', '/connections', { name: 'a--b', strategy: 'auth0' })).status).toBe(400);
  });

  it('never change name or strategy', async () => {
    const { make, call } = await startTenant();
    const { id } = await make('/connections', { name: 'db', strategy: 'auth0' });
    expect((await call('PATCH', `/connections/${id}`, { name: 'other' })).status).toBe(400);
    expect((await call('PATCH', `/connections/${id}`, { strategy: 'sms' })).status).toBe(400);
  });

  it('lose options that a PATCH leaves out, but for what the API found out', async () => {
    const { make, call } = await startTenant();
    const options = {
      client_id: 'x',
      discovery_url: 'https://idp.example.com/.well-known/openid-configuration',
      upstream_params: { screen_name: { alias: 'login_hint' } },
      token_endpoint: null,
    };
    const made = await make('/connections', { name: 'idp', strategy: 'oidc', options });
    expect(made.options).toMatchObject({ schema_version: 'oidc-V4', token_endpoint: expect.stringContaining('idp.example.com') });
    const changed = await call('PATCH', `/connections/${made.id}`, { options: { client_id: 'y' } });
    const after = toRecord(toRecord(changed.body).options);
    expect(after).toMatchObject({ client_id: 'y', oidc_metadata: expect.any(Object), schema_version: 'oidc-V4' });
    expect(after).not.toHaveProperty('upstream_params');
    expect((await call('PATCH', `/connections/${made.id}`, { show_as_button: true })).body).toMatchObject({
      options: { client_id: 'y' },
    });
  });

  it('know no unknown clients', async () => {
    const { make, call, get } = await startTenant();
    const client = await make('/clients', { name: 'c' });
    const { id } = await make('/connections', { name: 'db', strategy: 'auth0', enabled_clients: [client.client_id] });
    expect((await get(`/connections/${id}/clients`)).body).toEqual({ clients: [{ client_id: client.client_id }] });
    expect((await call('POST', '/connections', { name: 'db2', strategy: 'auth0', enabled_clients: ['none'] })).status).toBe(400);
    const path = `/connections/${id}/clients`;
    expect((await call('PATCH', path, [{ client_id: 'none', status: true }])).status).toBe(404);
    expect((await call('PATCH', path, [{ client_id: client.client_id, status: false }])).status).toBe(204);
    expect((await get(path)).body).toEqual({ clients: [] });
    const many = Array.from({ length: 51 }, () => ({ client_id: client.client_id, status: true }));
    expect((await call('PATCH', path, many)).status).toBe(400);
  });

  it('have clients at a path of their own only', async () => {
    const { make, call } = await startTenant();
    const { id } = await make('/connections', { name: 'db', strategy: 'auth0' });
    expect(await call('PATCH', `/connections/${id}`, { enabled_clients: [] })).toMatchObject({ status: 400 });
  });

  it('take part in cross-app access where their strategy can', async () => {
    const { call } = await startTenant();
    const build = (strategy: string, member: string, value: object) => ({ name: `a-${strategy}`, strategy, [member]: value });
    const create = async (strategy: string, member: string, value: object): Promise<number> =>
      (await call('POST', '/connections', build(strategy, member, value))).status;
    expect(await create('samlp', 'cross_app_access_resource_app', { status: 'enabled' })).toBe(201);
    expect(await create('slack', 'cross_app_access_resource_app', { status: 'enabled' })).toBe(400);
    expect(await create('okta', 'cross_app_access_requesting_app', { active: true })).toBe(201);
    expect(await create('samlp', 'cross_app_access_requesting_app', { active: true })).toBe(400);
  });

  it('send codes of a limited length', async () => {
    const { call } = await startTenant();
    const create = async (name: string, otp_length: number): Promise<number> =>
      (await call('POST', '/connections', { name, strategy: 'auth0', options: { otp_settings: { email: { otp_length } } } }))
        .status;
    expect(await create('a', 48)).toBe(201);
    expect(await create('b', 49)).toBe(400);
  });

  it('take their users along, in the background', async () => {
    const { make, call, get } = await startTenant();
    const { id } = await make('/connections', { name: 'db', strategy: 'auth0' });
    const user = await make('/users', { connection: 'db', email: 'a@example.com', password: 'secret-123' });
    expect(await call('DELETE', `/connections/${id}`)).toMatchObject({ status: 202, body: { deleted_at: expect.any(String) } });
    expect((await get(`/users/${encodeURIComponent(String(user.user_id))}`)).status).toBe(404);
    expect((await get(`/connections/${id}`)).status).toBe(404);
  });

  it('stay while an organization uses them', async () => {
    const { make, call } = await startTenant();
    const { id } = await make('/connections', { name: 'db', strategy: 'auth0' });
    const organization = await make('/organizations', { name: 'acme' });
    await make(`/organizations/${organization.id}/enabled_connections`, { connection_id: id });
    expect((await call('DELETE', `/connections/${id}`)).status).toBe(409);
    await call('DELETE', `/organizations/${organization.id}/enabled_connections/${id}`);
    expect((await call('DELETE', `/connections/${id}`)).status).toBe(202);
  });

  it("of Google say in Google's words what their flags ask for, unless they say it themselves", async () => {
    const { make } = await startTenant();
    const options = { email: true, gmail: true, profile: false };
    expect(await make('/connections', { name: 'g', strategy: 'google-oauth2', options })).toMatchObject({
      options: { scope: ['email', 'https://mail.google.com/'] },
    });
    expect(
      await make('/connections', { name: 'h', strategy: 'google-oauth2', options: { ...options, scope: ['x'] } }),
    ).toMatchObject({ options: { scope: ['x'] } });
  });

  it('need the identifiers they require to be asked for at sign-up', async () => {
    const { call } = await startTenant();
    const phone_number = { profile_required: true, signup: { status: 'inactive' } };
    const attributes = { email: { identifier: { active: true } }, phone_number };
    expect((await call('POST', '/connections', { name: 'db', strategy: 'auth0', options: { attributes } })).status).toBe(400);
  });

  it('are for everybody once per strategy', async () => {
    const { call, make } = await startTenant();
    const first = await make('/connections', { name: 'a', strategy: 'waad', is_domain_connection: true });
    await make('/connections', { name: 'b', strategy: 'adfs', is_domain_connection: true });
    const second = { name: 'c', strategy: 'waad', is_domain_connection: true };
    expect((await call('POST', '/connections', second)).status).toBe(409);
    expect((await call('PATCH', `/connections/${first.id}`, { is_domain_connection: true })).status).toBe(200);
    await call('PATCH', `/connections/${first.id}`, { is_domain_connection: false });
    expect((await call('POST', '/connections', second)).status).toBe(201);
  });

  it('know groups of a directory by more than their id', async () => {
    const { call, get, make } = await startTenant();
    const { id } = await make('/connections', { name: 'dir', strategy: 'google-apps', options: { domain: 'example.com' } });
    const path = `/connections/${id}/directory-provisioning`;
    await make(path, {});
    expect((await call('PUT', `${path}/synchronized-groups`, { groups: [] })).status).toBe(409);
    await call('PATCH', path, { synchronize_groups: 'selected' });
    const group = { id: 'g1', name: 'Sales', email: 'sales@example.com', direct_members_count: 3 };
    expect((await call('PUT', `${path}/synchronized-groups`, { groups: [{ ...group, email: '' }] })).status).toBe(400);
    expect((await call('PUT', `${path}/synchronized-groups`, { groups: [group] })).status).toBe(204);
    expect((await get(`${path}/synchronized-groups?take=5&q=name:sal*`)).body).toEqual({ groups: [group] });
  });

  it('encrypt script configuration anew with every read', async () => {
    const { make, get } = await startTenant();
    const { id } = await make('/connections', { name: 'db', strategy: 'auth0', options: { configuration: { KEY: 'canary' } } });
    const one = await get(`/connections/${id}`);
    const two = await get(`/connections/${id}`);
    expect(JSON.stringify(one.body)).not.toContain('canary');
    expect(toRecord(toRecord(one.body).options).configuration).not.toEqual(toRecord(toRecord(two.body).options).configuration);
  });

  it.each([
    [
      { attributes: { username: { identifier: { active: true } } }, requires_username: true },
      'Cannot set both options.attributes and options.requires_username',
    ],
    [
      { attributes: { username: { identifier: { active: true } } }, validation: { username: { min: 1, max: 2 } } },
      'Cannot set both options.attributes and options.validation',
    ],
    [{ attributes: { username: { identifier: { active: false } } } }, 'attributes must contain one active identifier'],
  ])('refuse %j', async (options, message) => {
    const { call } = await startTenant();
    const answer = await call('POST', '/connections', { name: 'db', strategy: 'auth0', options });
    expect(answer).toMatchObject({ status: 400, body: { errorCode: 'invalid_body', message } });
  });

  it('are listed by name and strategy, and always say what they are', async () => {
    const { make, get } = await startTenant();
    await make('/connections', { name: 'google', strategy: 'google-oauth2' });
    const found = await get('/connections?strategy=google-oauth2&fields=name&include_totals=true&take=10');
    expect(found.body).toEqual({
      connections: [
        {
          id: expect.any(String),
          is_domain_connection: false,
          authentication: { active: true },
          connected_accounts: { active: false },
          name: 'google',
        },
      ],
    });
  });

  it('page by offset up to 1000 only', async () => {
    const { get } = await startTenant();
    expect((await get('/connections?page=9&per_page=100')).status).toBe(200);
    expect(await get('/connections?page=10&per_page=100')).toMatchObject({ status: 400, body: { errorCode: 'invalid_paging' } });
  });
});
