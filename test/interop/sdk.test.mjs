import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { ManagementClient, ManagementError } from 'auth0';
import { refused, reset, tenant } from './support.mjs';

const auth0 = new ManagementClient(tenant);
const all = async (page) => {
  const items = [];
  for await (const item of await page) items.push(item);
  return items;
};
// The SDK writes into the request that it is given: each list gets one of its own.
const names = (items) => items.map(({ name }) => name).sort();

/** Creates, reads, changes, lists in pages and deletes; `id` is the member that identifies. */
const COLLECTIONS = [
  {
    of: auth0.clients,
    id: 'client_id',
    page: { per_page: 2, include_totals: true, is_global: false },
    change: { description: 'changed' },
  },
  { of: auth0.roles, id: 'id', page: { per_page: 2, include_totals: true }, change: { description: 'changed' } },
  { of: auth0.organizations, id: 'id', page: { take: 2 }, change: { display_name: 'changed' } },
];

beforeEach(reset);

for (const { of, id, page, change } of COLLECTIONS) {
  test(`the SDK keeps ${of.constructor.name.replace(/Client$/, '').toLowerCase()}`, async () => {
    const before = names(await all(of.list({ ...page })));
    const made = [];
    for (const name of ['sdk-one', 'sdk-two', 'sdk-three', 'sdk-four', 'sdk-five']) made.push(await of.create({ name }));
    assert.deepEqual(names(await all(of.list({ ...page }))), [...before, ...names(made)].sort());
    const [first] = made;
    const [field] = Object.keys(change);
    assert.equal((await of.update(first[id], change))[field], 'changed');
    assert.equal((await of.get(first[id]))[field], 'changed');
    for (const one of made) await of.delete(one[id]);
    assert.deepEqual(names(await all(of.list({ ...page }))), before);
    await assert.rejects(of.get(first[id]), (error) => error instanceof ManagementError && error.statusCode === 404);
    assert.equal((await refused()).length, 1);
  });
}

test('the SDK connects things', async () => {
  const api = await auth0.resourceServers.create({
    identifier: 'https://tides.example/',
    name: 'Tides',
    scopes: [{ value: 'read:tides', description: 'Read tides' }],
  });
  const role = await auth0.roles.create({ name: 'Pilot' });
  const permission = { resource_server_identifier: api.identifier, permission_name: 'read:tides' };
  await auth0.roles.permissions.add(role.id, { permissions: [permission] });
  assert.deepEqual(
    (await all(auth0.roles.permissions.list(role.id))).map((one) => one.permission_name),
    ['read:tides'],
  );
  const client = await auth0.clients.create({
    name: 'Tide Reader',
    app_type: 'non_interactive',
    grant_types: ['client_credentials'],
  });
  const grant = await auth0.clientGrants.create({ client_id: client.client_id, audience: api.identifier, scope: ['read:tides'] });
  const connection = await auth0.connections.create({ name: 'harbour', strategy: 'auth0' });
  await auth0.connections.clients.update(connection.id, [{ client_id: client.client_id, status: true }]);
  const organization = await auth0.organizations.create({ name: 'harbour-office', display_name: 'Harbour Office' });
  await auth0.organizations.enabledConnections.add(organization.id, { connection_id: connection.id });
  assert.equal((await all(auth0.organizations.enabledConnections.list(organization.id))).length, 1);
  await auth0.organizations.delete(organization.id);
  await auth0.clientGrants.delete(grant.id);
  await auth0.connections.delete(connection.id);
  assert.deepEqual(await refused(), []);
});

test('the SDK reads settings and the log', async () => {
  await auth0.tenants.settings.update({ friendly_name: 'Harbour' });
  assert.equal((await auth0.tenants.settings.get()).friendly_name, 'Harbour');
  const events = await all(auth0.logs.list({ q: 'type:sapi', sort: 'date:1', include_totals: true, per_page: 10 }));
  assert.equal(events.length, 1);
  assert.equal(events[0].details.request.path, '/api/v2/tenants/settings');
  assert.equal(events[0].auth0_client.name, 'node-auth0');
  assert.equal((await auth0.logs.get(events[0].log_id)).log_id, events[0].log_id);
  assert.deepEqual(await refused(), []);
});
