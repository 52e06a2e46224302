import { describe, expect, it } from 'vitest';
import { startTenant, toRecord } from './test-tenant.ts';

const there = await startTenant();
const organization = await there.make('/organizations', { name: 'acme' });
const path = `/organizations/${organization.id}/invitations`;
const client = await there.make('/clients', {
  name: 'Portal',
  app_type: 'regular_web',
  organization_usage: 'allow',
  initiate_login_uri: 'https://portal.acme.test/login',
});
const role = await there.make('/roles', { name: 'Viewer' });

const invitation = { inviter: { name: 'Acme' }, invitee: { email: 'new@customer.test' }, client_id: client.client_id };

describe('an invitation', () => {
  it('has a link, a ticket and an end, which no log shows', async () => {
    const answer = await there.call('POST', path, { ...invitation, roles: [role.id], ttl_sec: 60, send_invitation_email: false });
    expect(answer).toMatchObject({
      status: 200,
      body: { organization_id: organization.id, roles: [role.id], inviter: { name: 'Acme' } },
    });
    const body = toRecord(answer.body);
    expect(String(body.id)).toMatch(/^uinv_\w{16}$/);
    expect(Date.parse(String(body.expires_at)) - Date.parse(String(body.created_at))).toBe(60_000);
    expect(String(body.invitation_url)).toContain(`organization=${organization.id}`);
    expect(body).not.toHaveProperty('ttl_sec');
    expect((await there.get(`${path}/${body.id}`)).body).toEqual(body);
    expect(JSON.stringify(there.emulator.logs())).not.toContain(String(body.ticket_id));
  });

  it('lasts a week by default, is listed newest first and without a total, and goes', async () => {
    const [first, second] = [await there.make(path, invitation), await there.make(path, { ...invitation, ttl_sec: 0 })];
    for (const one of [first, second])
      expect(Date.parse(String(one.expires_at)) - Date.parse(String(one.created_at))).toBe(604_800_000);
    const page = toRecord((await there.get(`${path}?include_totals=true&per_page=2`)).body);
    expect(page).toEqual({ start: 0, limit: 2, invitations: [second, first] });
    const oldest = (await there.get(`${path}?sort=created_at:1&fields=id`)).body;
    expect(oldest).toMatchObject([{}, { id: first.id }, { id: second.id }]);
    expect((await there.call('DELETE', `${path}/${first.id}`)).status).toBe(204);
    expect((await there.get(`${path}/${first.id}`)).status).toBe(404);
  });

  it.each([
    ['an unknown role', { roles: ['rol_0000000000000000'] }, 400],
    ['no roles', { roles: [] }, 400],
    ['an unknown client', { client_id: 'nobody' }, 400],
    ['an end that is too far away', { ttl_sec: 2_592_001 }, 400],
    ['an unknown connection', { connection_id: 'con_0000000000000000' }, 400],
    ['an unknown member', { email: 'x@y.test' }, 400],
  ])('is refused with %s', async (_what, more, status) => {
    expect((await there.call('POST', path, { ...invitation, ...more })).status).toBe(status);
  });

  it('needs a client that allows organizations and has a place to log in, or a tenant that has one', async () => {
    const closed = await there.make('/clients', { name: 'Closed', initiate_login_uri: 'https://closed.acme.test/login' });
    expect((await there.call('POST', path, { ...invitation, client_id: closed.client_id })).status).toBe(400);
    const nowhere = await there.make('/clients', { name: 'Nowhere', organization_usage: 'allow' });
    expect((await there.call('POST', path, { ...invitation, client_id: nowhere.client_id })).status).toBe(400);
    await there.call('PATCH', '/tenants/settings', { default_redirection_uri: 'https://acme.test/login' });
    expect((await there.call('POST', path, { ...invitation, client_id: nowhere.client_id })).status).toBe(200);
  });

  it('needs a connection that the organization has enabled', async () => {
    const { id } = await there.make('/connections', { name: 'staff', strategy: 'auth0' });
    expect((await there.call('POST', path, { ...invitation, connection_id: id })).status).toBe(400);
    await there.make(`/organizations/${organization.id}/enabled_connections`, { connection_id: id });
    expect((await there.call('POST', path, { ...invitation, connection_id: id })).status).toBe(200);
  });

  it('goes with its organization, and needs one', async () => {
    const short = await there.make('/organizations', { name: 'short' });
    await there.make(`/organizations/${short.id}/invitations`, invitation);
    expect((await there.call('DELETE', `/organizations/${short.id}`)).status).toBe(204);
    expect((await there.get(`/organizations/${short.id}/invitations`)).status).toBe(404);
    expect(JSON.stringify(there.emulator.dump())).not.toContain(String(short.id));
  });
});
