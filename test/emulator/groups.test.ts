import { expect, it } from 'vitest';
import { startTenant, toRecord } from './test-tenant.ts';

/** A directory that selects two groups; gives back the id of the first. */
async function createDirectory({ call, get, make }: Awaited<ReturnType<typeof startTenant>>) {
  const { id } = await make('/connections', { name: 'dir', strategy: 'google-apps', options: { domain: 'example.com' } });
  const path = `/connections/${id}/directory-provisioning`;
  await make(path, { synchronize_groups: 'selected' });
  await call('PUT', `${path}/synchronized-groups`, { groups: [{ id: 'g1', name: 'Sales' }, { id: 'g2' }] });
  const found = toRecord((await get('/groups?external_id=g1&take=10')).body);
  return { path, connection: id, group: String(toRecord((found.groups as unknown[])[0]).id) };
}

it('groups are there while a directory selects them', async () => {
  const started = await startTenant();
  const { call, get } = started;
  const { path, connection, group } = await createDirectory(started);
  expect((await get(`/groups/${group}`)).body).toMatchObject({ name: 'Sales', external_id: 'g1', connection_id: connection });
  await call('PUT', `${path}/synchronized-groups`, { groups: [{ id: 'g1', name: 'Sellers' }] });
  expect((await get('/groups?include_totals=true')).body).toMatchObject({ total: 1, groups: [{ id: group, name: 'Sellers' }] });
  await call('DELETE', path);
  expect((await get(`/groups/${group}`)).status).toBe(404);
});

it('groups give roles, in the tenant and in organizations', async () => {
  const started = await startTenant();
  const { call, get, make } = started;
  const { group } = await createDirectory(started);
  const role = await make('/roles', { name: 'Seller' });
  const organization = await make('/organizations', { name: 'acme' });
  const inside = `/organizations/${organization.id}/groups/${group}/roles`;
  expect((await call('POST', `/roles/${role.id}/groups`, { groups: [group] })).status).toBe(204);
  expect((await call('POST', inside, { roles: [role.id] })).status).toBe(204);
  expect((await get(`/groups/${group}/roles`)).body).toEqual({ roles: [{ id: role.id, name: 'Seller', description: '' }] });
  expect((await get(`/roles/${role.id}/groups`)).body).toMatchObject({ groups: [{ id: group }] });
  expect((await get(inside)).body).toMatchObject({ roles: [{ id: role.id }] });
  expect((await get(`/organizations/${organization.id}/groups`)).body).toMatchObject({ groups: [{ id: group }] });
  expect((await get(`/organizations/${organization.id}/roles/${role.id}/groups`)).body).toMatchObject({
    groups: [{ id: group }],
  });
  expect((await call('POST', inside, { roles: ['rol_nobody0000000000'] })).status).toBe(404);
  expect((await call('DELETE', `/roles/${role.id}`)).status).toBe(200);
  expect((await get(`/groups/${group}/roles`)).body).toEqual({ roles: [] });
  expect((await get(inside)).body).toEqual({ roles: [] });
});

it('roles of an organization are given in it only', async () => {
  const started = await startTenant();
  const { call, make } = started;
  const { group } = await createDirectory(started);
  const [mine, other] = [await make('/organizations', { name: 'mine' }), await make('/organizations', { name: 'other' })];
  const role = await make('/roles', { name: 'Seller', type: 'organization', owner_id: mine.id });
  const give = async (path: string, body: object) => (await call('POST', path, body)).status;
  expect(await give(`/roles/${role.id}/groups`, { groups: [group] })).toBe(400);
  expect(await give(`/groups/${group}/roles`, { roles: [role.id] })).toBe(400);
  expect(await give(`/organizations/${other.id}/groups/${group}/roles`, { roles: [role.id] })).toBe(404);
  expect(await give(`/organizations/${mine.id}/groups/${group}/roles`, { roles: [role.id] })).toBe(204);
});

it('an organization has 350 roles at most', async () => {
  const { call, make } = await startTenant();
  const { id } = await make('/organizations', { name: 'mine' });
  const body = { type: 'organization', owner_id: id };
  for (let nth = 0; nth < 350; nth += 1) await make('/roles', { ...body, name: `r${nth}` });
  expect((await call('POST', '/roles', { ...body, name: 'more' })).status).toBe(400);
  await make('/roles', { name: 'more' });
});

it('agents have one external id', async () => {
  const { call, get, make } = await startTenant();
  const agent = await make('/agents', { name: 'Helper', external_agent_id: 'x', metadata: { a: 1 } });
  expect((await call('POST', '/agents', { name: 'Other', external_agent_id: 'x' })).status).toBe(409);
  expect((await call('PATCH', `/agents/${agent.agent_id}`, { metadata: null })).body).toMatchObject({ metadata: {} });
  expect((await get('/agents?take=5')).body).toMatchObject({ agents: [{ name: 'Helper' }] });
  expect((await call('DELETE', `/agents/${agent.agent_id}`)).status).toBe(204);
});

it('agents are linked to clients that exist, and stay while one is linked', async () => {
  const { call, get, make } = await startTenant();
  const client = await make('/clients', { name: 'Shop' });
  const agent = await make('/agents', { name: 'Helper', client_id: client.client_id });
  const place = `/clients/${client.client_id}`;
  expect([agent.client_id, toRecord((await get(place)).body).agent_id]).toEqual([undefined, agent.agent_id]);
  expect((await call('POST', '/agents', { name: 'Other', client_id: client.client_id })).status).toBe(409);
  expect((await call('PATCH', place, { agent_id: 'agt_nobody' })).status).toBe(400);
  expect((await call('DELETE', `/agents/${agent.agent_id}`)).status).toBe(409);
  expect(toRecord((await call('PATCH', place, { agent_id: null })).body).agent_id).toBeUndefined();
  expect((await call('DELETE', `/agents/${agent.agent_id}`)).status).toBe(204);
  const metadata = { text: 'x'.repeat(10_240) };
  expect((await call('POST', '/agents', { name: 'Other', metadata })).status).toBe(400);
});

it('keys of network lists are listed at once, newest first, with the hash of their value', async () => {
  const { call, get, make } = await startTenant();
  // Recorded traffic: this value has this fingerprint.
  const value = 'Xt3aDuBp8hiZh63ftHNIsAjH00fsEQIe3XnFIu0r1BU=';
  const fingerprint = '04508abab16e5762a663a0059144173e515aa56300e52c07147aab7e781da77c';
  for (const name of ['one', 'two']) await make('/keys/network-acls', { name, alg: 'hmac-sha256', value });
  expect((await get('/keys/network-acls')).body).toMatchObject({ keys: [{ name: 'two', fingerprint }, { name: 'one' }] });
  const short = Buffer.alloc(31).toString('base64');
  for (const bad of [short, `${value.slice(0, -1)}`, 'x'.repeat(1028)])
    expect((await call('POST', '/keys/network-acls', { name: 'bad', alg: 'hmac-sha256', value: bad })).status).toBe(400);
});

it('keys of network lists stay while a list uses them, and never show their value', async () => {
  const { call, get, make } = await startTenant();
  const value = Buffer.alloc(32, 7).toString('base64');
  const key = await make('/keys/network-acls', { name: 'edge', alg: 'hmac-sha256', value });
  expect(JSON.stringify([key, (await get('/keys/network-acls')).body])).not.toContain(value);
  const match = { http_message_signature: { keys: [{ id: key.id }] } };
  const rule = { action: { block: true }, scope: 'tenant', match };
  const acl = await make('/network-acls', { description: 'edge', active: true, rule });
  const refused = await call('DELETE', `/keys/network-acls/${key.id}`);
  expect([refused.status, JSON.stringify(refused.body).includes(String(acl.id))]).toEqual([409, true]);
  await call('DELETE', `/network-acls/${acl.id}`);
  expect((await call('DELETE', `/keys/network-acls/${key.id}`)).status).toBe(204);
});
