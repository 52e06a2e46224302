import { describe, expect, it } from 'vitest';
import { startTenant, type TestTenant } from './test-tenant.ts';

const DATABASE = 'Username-Password-Authentication';
const PASSWORD = 'Canary-4711-abc';

const there = await startTenant();

const createUser = (email: string, more: object = {}) =>
  there.make('/users', { connection: DATABASE, email, password: PASSWORD, ...more });
const toPath = (user: { readonly user_id?: unknown }): string => `/users/${encodeURIComponent(String(user.user_id))}`;

describe('a new user', () => {
  it.each([
    ['a password that the policy of the database refuses', { email: 'a@acme.test', password: 'short' }],
    ['no password', { email: 'a@acme.test' }],
    ['no identifier', { password: PASSWORD }],
    ['a hash', { email: 'a@acme.test', password: PASSWORD, password_hash: '$2b$10$x' }],
  ])('is refused with %s', async (_what, body) => {
    expect((await there.call('POST', '/users', { connection: DATABASE, ...body })).status).toBe(400);
  });

  it('needs a connection that exists and keeps users', async () => {
    await there.make('/connections', { name: 'social', strategy: 'github' });
    for (const connection of ['social', 'nowhere'])
      expect((await there.call('POST', '/users', { connection, email: 'b@acme.test', password: PASSWORD })).status).toBe(400);
  });

  it('has no username where the database has none', async () => {
    await there.make('/connections', { name: 'plain', strategy: 'auth0' });
    const body = { connection: 'plain', email: 'd@acme.test', password: PASSWORD, username: 'dora' };
    expect((await there.call('POST', '/users', body)).status).toBe(400);
  });

  it('has a username where the database requires one', async () => {
    await there.make('/connections', { name: 'named', strategy: 'auth0', options: { requires_username: true } });
    const body = { connection: 'named', email: 'c@acme.test', password: PASSWORD };
    expect((await there.call('POST', '/users', body)).status).toBe(400);
    expect((await there.call('POST', '/users', { ...body, username: 'carl' })).status).toBe(201);
    const found = await there.get(`/users?q=${encodeURIComponent('username:"carl" AND identities.connection:"named"')}`);
    expect(found.body).toMatchObject([{ username: 'carl' }]);
    expect((await there.get(`/users?q=${encodeURIComponent('username:"carl" AND identities.connection:"other"')}`)).body).toEqual(
      [],
    );
  });
});

describe('an update of a user', () => {
  it.each([
    [{ password: PASSWORD, email: 'x@acme.test' }],
    [{ password: PASSWORD, email_verified: true }],
    [{ username: 'x', email: 'x@acme.test' }],
    [{ username: 'x', password: PASSWORD }],
    [{ password: 'short' }],
    [{ connection: 'nowhere', email: 'x@acme.test' }],
  ])('is refused: %j', async (body) => {
    const user = await createUser(`${Object.keys(body).join('-')}@update.test`);
    expect((await there.call('PATCH', toPath(user), body)).status).toBe(400);
    expect((await there.get(toPath(user))).body).toMatchObject({ email: user.email });
  });

  it('of the email address makes it unverified, unless it says otherwise', async () => {
    const user = await createUser('first@acme.test', { email_verified: true });
    expect((await there.call('PATCH', toPath(user), { email: 'second@acme.test' })).body).toMatchObject({
      email_verified: false,
    });
    const both = { email: 'third@acme.test', email_verified: true };
    expect((await there.call('PATCH', toPath(user), both)).body).toMatchObject(both);
  });
});

describe('searches of users', () => {
  it('lag behind a write, while reads of one user do not', async () => {
    let now = Date.UTC(2026, 0, 1);
    const lagging: TestTenant = await startTenant({
      now: () => new Date(now),
      faults: [{ method: 'POST', path: '/users', fault: { staleSearchMs: 5000 } }],
    });
    const user = await lagging.make('/users', { connection: DATABASE, email: 'late@acme.test', password: PASSWORD });
    const search = `/users?search_engine=v3&q=${encodeURIComponent('email:"late@acme.test"')}`;
    expect((await lagging.get(search)).body).toEqual([]);
    expect((await lagging.get('/users-by-email?email=late@acme.test')).body).toMatchObject([{ user_id: user.user_id }]);
    expect((await lagging.get(toPath(user))).status).toBe(200);
    now += 6000;
    expect((await lagging.get(search)).body).toMatchObject([{ user_id: user.user_id }]);
  });

  it('know version 3 of the search only, and end after 1000 users', async () => {
    expect((await there.get('/users?search_engine=v2')).status).toBe(400);
    expect((await there.get('/users?page=10&per_page=100')).status).toBe(400);
  });
});

describe('a ticket for a new password', () => {
  it('has a link, which no log shows', async () => {
    const user = await createUser('ticket@acme.test');
    const answer = await there.make('/tickets/password-change', { user_id: user.user_id, result_url: 'https://acme.test/' });
    const link = String(answer.ticket);
    expect(link).toMatch(/^https:\/\/\S+ticket=\w{32}#$/);
    expect(JSON.stringify(there.emulator.logs())).not.toContain(link);
  });

  it.each([
    ['nobody', {}],
    ['an unknown user', { user_id: 'auth0|nobody' }],
    ['an email address without its connection', { email: 'ticket@acme.test' }],
    ['an organization and a result URL', { organization_id: 'org_0000000000000000', result_url: 'https://acme.test/' }],
    ['an unknown client', { client_id: 'nobody' }],
  ])('is refused for %s', async (_what, body) => {
    const user = await createUser(`${JSON.stringify(body).length}@ticket.test`);
    const whom = Object.hasOwn(body, 'organization_id') || Object.hasOwn(body, 'client_id') ? { user_id: user.user_id } : {};
    expect((await there.call('POST', '/tickets/password-change', { ...whom, ...body })).status).toBeGreaterThanOrEqual(400);
  });
});
